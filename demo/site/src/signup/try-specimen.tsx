import type { CardName } from '@scanfill/proxy/contract';
import { useState } from 'react';
import { fetchSpecimen } from '../specimens/fetch-specimen.ts';
import { type SpecimenPicture, type Specimens, specimenUrl } from '../specimens/specimens.ts';
import { useLanguage } from '../texts/use-texts.ts';

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
  const [face] = pictures;
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
      {face ? (
        <button type="button" className="button try-button" aria-disabled={state === 'busy'} onClick={use}>
          <img src={specimenUrl(face[1].file)} alt="" width={face[1].width} height={face[1].height} />
          {texts.trySpecimen}
        </button>
      ) : null}
      <p className="try-note" role="status">
        {state === 'failed' ? texts.specimensFailed : ''}
      </p>
    </div>
  );
}

/** A clean one where there is any: it is read in a moment. */
function firstOfEach(
  specimens: Specimens,
  cards: readonly CardName[],
): readonly (readonly [card: CardName, picture: SpecimenPicture])[] {
  if (specimens.state !== 'ready') return [];
  const { pictures } = specimens;
  return cards.flatMap((card) => {
    const own = pictures.filter((picture) => picture.card === card);
    const first = own.find(({ kind }) => kind === 'clean') ?? own[0];
    return first ? [[card, first] as const] : [];
  });
}
