import { useEffect, useRef } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { type Application, cardFields, type LineName, phoneField } from './fields.ts';
import { sexLabel } from './sex-line.tsx';

type Props = {
  readonly application: Application;
  readonly read: ReadonlySet<string>;
  readonly onEdit: () => void;
  readonly onStartOver: () => void;
};

const order = [
  'name',
  'sex',
  'nationality',
  'birth',
  'number',
  'address',
  'authority',
  'startDate',
  'endDate',
  'phone',
] as const satisfies readonly LineName[];

const labels = {
  ...Object.fromEntries(Object.values(cardFields).map(({ name, label }) => [name, label])),
  sex: sexLabel,
  phone: phoneField.label,
} as Readonly<Record<(typeof order)[number], { readonly en: string; readonly zh: string }>>;

/** The application as the bank would receive it. */
export function Summary({ application, read, onEdit, onStartOver }: Props) {
  const { texts, lang } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const shown = (name: (typeof order)[number]): string => {
    const value = application[name];
    if (name === 'sex') return value === 'female' ? texts.female : texts.male;
    return name === 'endDate' && value === 'long-term' ? texts.longTerm : value;
  };
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" ref={heading} tabIndex={-1}>
        {texts.summaryTitle}
      </h2>
      <p className="summary-lead">{texts.summaryLead}</p>
      <dl className="summary-lines">
        {order.map((name) => (
          <div key={name} data-read={read.has(name) || undefined}>
            <dt>{labels[name][lang]}</dt>
            <dd>{shown(name)}</dd>
          </div>
        ))}
      </dl>
      <p className="summary-note">{texts.summaryRead(order.filter((name) => read.has(name)).length, order.length)}</p>
      <div className="actions">
        <button type="button" className="button" onClick={onEdit}>
          {texts.edit}
        </button>
        <button type="button" className="button button-quiet" onClick={onStartOver}>
          {texts.startOver}
        </button>
      </div>
    </section>
  );
}
