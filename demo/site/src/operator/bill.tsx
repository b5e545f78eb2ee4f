import { type Figure, figuresOf, sumOf } from '../figures/figures.ts';
import { useLanguage } from '../texts/use-texts.ts';

const confidences = ['sure', 'likely', 'possible'] as const;

/** Billed images by how sure that is, what they cost, and what ended without anybody knowing. */
export function Bill({ figures }: { readonly figures: readonly Figure[] }) {
  const { texts } = useLanguage();
  const costs = (confidence: string): string => {
    const [spent] = figuresOf(figures, { name: 'scanfill_spend_total', labels: { confidence } });
    return spent ? ` · ${Number(spent.value.toFixed(6))}` : '';
  };
  return (
    <>
      <dl className="tiles tiles-two">
        {confidences.map((confidence) => (
          <div key={confidence}>
            <dt>{texts.confidences[confidence]}</dt>
            <dd>
              {sumOf(figures, { name: 'scanfill_images_billed_total', labels: { confidence } })}
              {costs(confidence)}
            </dd>
          </div>
        ))}
        <div>
          <dt>
            <code>unconfirmed</code>
          </dt>
          <dd data-count="unconfirmed">
            {sumOf(figures, { name: 'scanfill_scans_ended_total', labels: { code: 'unconfirmed' } })}
          </dd>
        </div>
      </dl>
      <p className="note">{texts.billNote}</p>
    </>
  );
}
