import { type CardName, cards } from '@scanfill/proxy/contract';
import { type DragEvent, type RefObject, useCallback, useState } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { fetchSpecimen, specimenType } from './fetch-specimen.ts';
import { type SpecimenPicture, type Specimens, specimenUrl } from './specimens.ts';
import { useSpecimenDrop } from './use-specimen-drop.ts';
import '../styles/specimens.css';

type Props = {
  readonly card: CardName;
  readonly specimens: Specimens;
  /** The element around the upload component, onto which specimens can be dragged. */
  readonly area: RefObject<HTMLElement | null>;
  /** Takes the chosen specimen as a file. */
  readonly onFile: (file: File) => void;
};

/** Specimens of a card type to hand in with one click, or by dragging them onto the upload area. */
export function SpecimenStrip({ card, specimens, area, onFile }: Props) {
  const { texts, lang } = useLanguage();
  const { label } = cards[card];
  const [failed, setFailed] = useState<string>();
  const [busy, setBusy] = useState<string>();

  const use = useCallback(
    async (file: string) => {
      setFailed(undefined);
      setBusy(file);
      try {
        onFile(await fetchSpecimen(specimenUrl(file), file));
        area.current?.scrollIntoView({ block: 'nearest' });
      } catch {
        setFailed(file);
      } finally {
        setBusy(undefined);
      }
    },
    [area, onFile],
  );
  const drop = useCallback((file: string) => void use(file), [use]);
  useSpecimenDrop(area, drop);

  return (
    <section className="specimens" aria-label={`${texts.specimens}: ${label[lang]}`}>
      <p className="specimens-title">{texts.specimens}</p>
      <Pictures specimens={specimens} card={card} lang={lang} busy={busy} onUse={drop} />
      <p className="specimens-note" role="status">
        {failed === undefined ? '' : texts.specimensFailed}
      </p>
    </section>
  );
}

type PicturesProps = {
  readonly specimens: Specimens;
  readonly card: string;
  readonly lang: 'en' | 'zh';
  readonly busy: string | undefined;
  readonly onUse: (file: string) => void;
};

function Pictures({ specimens, card, lang, busy, onUse }: PicturesProps) {
  const { texts } = useLanguage();
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
  const pictures = specimens.pictures.filter((picture) => picture.card === card);
  if (pictures.length === 0) return <p className="specimens-empty">{texts.specimensNone}</p>;
  return (
    <>
      <p className="specimens-hint">{texts.specimensHint}</p>
      <ul className="specimens-row">
        {pictures.map((picture) => (
          <li key={picture.file} draggable onDragStart={(event) => startDrag(event, picture)}>
            <button
              type="button"
              className="specimen"
              data-kind={picture.kind}
              aria-disabled={busy !== undefined}
              onClick={() => busy === undefined && onUse(picture.file)}
            >
              <img
                src={specimenUrl(picture.file)}
                alt={picture.alt[lang]}
                width={picture.width}
                height={picture.height}
                loading="lazy"
                draggable={false}
              />
              <span className="specimen-kind">
                {picture.kind === 'clean' ? texts.specimenClean : texts.specimenPhoto}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function startDrag(event: DragEvent, picture: SpecimenPicture) {
  event.dataTransfer.setData(specimenType, picture.file);
  event.dataTransfer.effectAllowed = 'copy';
}
