import { cleanestOf, type Specimens, specimenUrl } from '../specimens/specimens.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { cardFields } from './fields.ts';

const shown = [cardFields.name, cardFields.birth, cardFields.number];

/** At first sight: a card, and the lines that come of it. */
export function FirstSight({ specimens }: { readonly specimens: Specimens }) {
  const { texts, lang } = useLanguage();
  const picture = cleanestOf(specimens, 'id-card-front');
  // Its place is kept while the list is on its way.
  return (
    <figure className="sight">
      {picture && (
        <>
          <img src={specimenUrl(picture.file)} alt={picture.alt[lang]} width={picture.width} height={picture.height} />
          <svg className="sight-arrow" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 12h15M13 6l6 6-6 6" />
          </svg>
          <dl>
            {shown.map(({ name, label }) => (
              <div key={name} className="sight-line">
                <dt>{label[lang]}</dt>
                <dd>{picture.fields[name]}</dd>
              </div>
            ))}
          </dl>
          <figcaption>{texts.firstSight}</figcaption>
        </>
      )}
    </figure>
  );
}
