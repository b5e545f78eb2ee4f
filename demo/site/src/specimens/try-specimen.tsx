import type { CardName } from '@scanfill/proxy/contract';
import { useState } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { fetchSpecimen } from './fetch-specimen.ts';
import { cleanestOf, type SpecimenPicture, type Specimens, specimenUrl } from './specimens.ts';
import '../styles/try.css';

type Props = {
  readonly specimens: Specimens;
  readonly cards: readonly CardName[];
  /** Takes the specimens of all cards, each with the card it is handed in as. */
  readonly onFiles: (files: readonly (readonly [card: CardName, file: File])[]) => void;
};

/** One press hands in a specimen of every side: what this page does is seen without a card at hand. */
export function TrySpecimen({ specimens, cards, onFiles }: Props) {
  const { texts } = useLanguage();
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const pictures = firstOfEach(specimens, cards);
  const use = async (): Promise<void> => {
    if (state === 'busy') return;
    setState('busy');
    try {
      onFiles(
        await Promise.all(
          pictures.map(async ([card, { file }]) => [card, await fetchSpecimen(specimenUrl(file), file)] as const),
        ),
      );
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  // Its place is kept while the list is on its way.
  return (
    <div className="try">
      {pictures.length > 0 && (
        <button type="button" className="button" aria-disabled={state === 'busy'} onClick={use}>
          {texts.trySpecimen}
        </button>
      )}
      <p className="try-note" role="status">
        {state === 'failed' ? texts.specimensFailed : ''}
      </p>
    </div>
  );
}

function firstOfEach(
  specimens: Specimens,
  cards: readonly CardName[],
): readonly (readonly [card: CardName, picture: SpecimenPicture])[] {
  return cards.flatMap((card) => {
    const first = cleanestOf(specimens, card);
    return first ? [[card, first] as const] : [];
  });
}
