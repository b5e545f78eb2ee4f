import { type CardName, cards as contractCards } from '@scanfill/proxy/contract';
import { type DragEvent, type RefObject, useCallback, useMemo, useState } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { fetchSpecimen, specimenType } from './fetch-specimen.ts';
import { type SpecimenPicture, type Specimens, specimenUrl } from './specimens.ts';
import { useSpecimenDrop } from './use-specimen-drop.ts';
import '../styles/specimens.css';

type Props = {
  /** The card types to offer; with more than one each picture tells which it is. */
  readonly cards: readonly CardName[];
  readonly specimens: Specimens;
  /** The element around the upload component, onto which specimens can be dragged. */
  readonly area: RefObject<HTMLElement | null>;
  /** Takes the chosen specimen as a file, and the card it is handed in as. */
  readonly onFile: (card: CardName, file: File) => void;
};

/** Specimens to hand in with one click, or by dragging them onto the upload area. */
export function SpecimenStrip({ cards, specimens, area, onFile }: Props) {
  const { texts, lang } = useLanguage();
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);

  const use = useCallback(
    async (file: string, card: CardName) => {
      setFailed(false);
      setBusy(true);
      try {
        onFile(card, await fetchSpecimen(specimenUrl(file), file));
        sideOf(area.current, card)?.scrollIntoView({ block: 'nearest' });
      } catch {
        setFailed(true);
      } finally {
        setBusy(false);
      }
    },
    [area, onFile],
  );
  const pictures = useMemo(() => picturesOf(specimens, cards), [specimens, cards]);
  const drop = useCallback(
    (file: string, card: CardName | undefined) => {
      const own = pictures.find((picture) => picture.file === file);
      if (own) void use(file, card ?? own.card);
    },
    [pictures, use],
  );
  useSpecimenDrop(area, drop);

  const names = cards.map((card) => contractCards[card].label[lang]).join(', ');
  return (
    <section className="specimens" aria-label={`${texts.specimens}: ${names}`}>
      <p className="specimens-title">{texts.specimens}</p>
      <Pictures specimens={specimens} pictures={pictures} named={cards.length > 1} busy={busy} onUse={use} />
      <p className="specimens-note" role="status">
        {failed ? texts.specimensFailed : ''}
      </p>
    </section>
  );
}

type OfferedPicture = SpecimenPicture & { readonly card: CardName };

function picturesOf(specimens: Specimens, cards: readonly CardName[]): readonly OfferedPicture[] {
  if (specimens.state !== 'ready') return [];
  return cards.flatMap((card) =>
    specimens.pictures.flatMap((picture) => (picture.card === card ? [{ ...picture, card }] : [])),
  );
}

function sideOf(area: HTMLElement | null, card: CardName): Element | null {
  return area?.closest(`[data-card="${card}"]`) ?? area?.querySelector(`[data-card="${card}"]`) ?? area;
}

type PicturesProps = {
  readonly specimens: Specimens;
  readonly pictures: readonly OfferedPicture[];
  readonly named: boolean;
  readonly busy: boolean;
  readonly onUse: (file: string, card: CardName) => void;
};

function Pictures({ specimens, pictures, named, busy, onUse }: PicturesProps) {
  const { texts, lang } = useLanguage();
  if (specimens.state === 'loading') return <div className="specimens-row specimens-loading" aria-hidden="true" />;
  if (specimens.state === 'failed')
    return (
      <p className="specimens-empty">
        {texts.specimensFailed}{' '}
        <button type="button" className="link" onClick={specimens.retry}>
          {texts.tryAgain}
        </button>
      </p>
    );
  if (pictures.length === 0) return <p className="specimens-empty">{texts.specimensNone}</p>;
  return (
    <>
      <p className="specimens-hint">{texts.specimensHint}</p>
      <ul className="specimens-row">
        {pictures.map(({ card, file, kind, alt, width, height }) => (
          <li key={file} draggable onDragStart={(event) => startDrag(event, file)}>
            <button
              type="button"
              className="specimen"
              data-kind={kind}
              aria-disabled={busy}
              onClick={() => !busy && onUse(file, card)}
            >
              <img
                src={specimenUrl(file)}
                alt={alt[lang]}
                width={width}
                height={height}
                loading="lazy"
                draggable={false}
              />
              <span className="specimen-kind">
                {named && <span>{contractCards[card].label[lang]}</span>}
                {kind === 'clean' ? texts.specimenClean : texts.specimenPhoto}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function startDrag(event: DragEvent, file: string) {
  event.dataTransfer.setData(specimenType, file);
  event.dataTransfer.effectAllowed = 'copy';
}
