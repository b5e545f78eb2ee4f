import { useEffect, useRef } from 'react';
import { useLanguage } from '../texts/use-texts.ts';
import { cardFields, type LineName, phoneField, type Submission } from './fields.ts';
import { sexLabel } from './sex-line.tsx';
import { useVerdict, type Verdict } from './use-verdict.ts';

type Props = {
  readonly submission: Submission;
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

/** The application as the bank has received it: what came from the card as it stands there, and what did not. */
export function Summary({ submission, onEdit, onStartOver }: Props) {
  const { application } = submission;
  const { texts, lang } = useLanguage();
  const { verdict, failed, send } = useVerdict(submission);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const shown = (name: (typeof order)[number]): string => {
    const value = application[name];
    if (name === 'sex') return value === 'female' ? texts.female : texts.male;
    return name === 'endDate' && value === 'long-term' ? texts.longTerm : value;
  };
  const summaryOf = ({ lines, refused, accepted }: Verdict): string => {
    if (Object.values(refused).includes('used')) return texts.receiptUsed;
    if (Object.keys(refused).length > 0) return texts.receiptRefused;
    const read = order.filter((name) => lines[name] === 'read').length;
    return [texts.summaryRead(read, order.length), accepted ? texts.accepted : ''].join(' ').trim();
  };
  return (
    <section className="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" ref={heading} tabIndex={-1}>
        {texts.summaryTitle}
      </h2>
      <p className="summary-lead">{texts.summaryLead}</p>
      <dl className="summary-lines">
        {order.map((name) => (
          <div key={name} data-origin={verdict?.lines[name]}>
            <dt>{labels[name][lang]}</dt>
            <dd>
              {shown(name)} <Origin of={verdict?.lines[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="summary-note" role="status">
        {failed && texts.bankAway}
        {verdict && summaryOf(verdict)}
      </p>
      <div className="actions">
        {verdict && !verdict.accepted && (
          <button type="button" className="button" onClick={send}>
            {texts.send}
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={onEdit}>
          {texts.edit}
        </button>
        <button type="button" className="button button-quiet" onClick={onStartOver}>
          {texts.startOver}
        </button>
      </div>
    </section>
  );
}

/** Where a line comes from, in a word; nothing for what a person has to type anyway. */
function Origin({ of }: { of: string | undefined }) {
  const { texts } = useLanguage();
  if (of !== 'read' && of !== 'changed') return null;
  return <span className="origin">{of === 'read' ? texts.asRead : texts.changed}</span>;
}
