import { assess, type CardName, cardSpec, type Fields, type Warning, type WarningCode } from '@scanfill/proxy/contract';
import type { ScanFlow } from '../core/flow/flow.ts';
import type { FlowState } from '../core/flow/flow-state.ts';
import { reviewTexts } from '../texts/en-review.ts';
import { inPart, type Speech } from '../texts/speak.ts';
import { ReviewField } from './review-field.tsx';

type ReviewProps<C extends CardName> = {
  readonly card: C;
  readonly state: Extract<FlowState<C>, { phase: 'review' | 'done' }>;
  readonly flow: ScanFlow<C>;
  readonly speech: Speech;
  readonly disabled: boolean;
};

/** A card with more fields than this shows those that were not read only when asked. */
const mostAtOnce = 8;

/** The fields as read, each editable, with what to look at beside it; checks run while the person types. */
export function Review<C extends CardName>(props: ReviewProps<C>) {
  const { card, state, flow, disabled } = props;
  const speech = inPart(props.speech, reviewTexts);
  const { say } = speech;
  const { scan, fields } = state;
  const values: Readonly<Record<string, unknown>> = fields;
  const today = todayOf(new Date());
  const warnings = fieldWarnings(card, fields, scan.warnings, scan.raw, today);
  const all = Object.entries(cardSpec(card).fields).filter(([, spec]) => spec.about === undefined);
  // By what was read at first: a field must not move to another place while it is being typed into.
  const read: Readonly<Record<string, unknown>> = scan.fields;
  const isWanting = ([name]: readonly [string, unknown]): boolean =>
    read[name] === undefined && !scan.warnings.some(({ field }) => field === name);
  const aside = all.length > mostAtOnce ? all.filter(isWanting) : [];
  const title = say('review');
  const list = (entries: typeof all) => (
    <div className="sf-fields">
      {entries.map(([name, spec]) => (
        <ReviewField
          key={`${scan.id} ${name}`}
          name={name}
          spec={spec}
          value={values[name]}
          warnings={warnings.get(name) ?? []}
          today={today}
          speech={speech}
          disabled={disabled}
          onEdit={(value) => flow.edit(name, value)}
        />
      ))}
    </div>
  );
  return (
    <fieldset className="sf-review" part="review">
      <legend className="sf-lead">{title}</legend>
      {list(all.filter((entry) => !aside.includes(entry)))}
      {aside.length > 0 ? (
        <details className="sf-unread">
          <summary>{say('reviewMore', { count: aside.length })}</summary>
          {list(aside)}
        </details>
      ) : null}
      {state.phase === 'review' ? (
        <button type="button" className="sf-button sf-primary" part="button" disabled={disabled} onClick={flow.confirm}>
          {say('confirm')}
        </button>
      ) : null}
    </fieldset>
  );
}

/**
 * Warnings by field: the live ones of the values as they stand, and what could not be read as long as it is missing.
 */
function fieldWarnings(
  card: CardName,
  fields: Fields,
  read: readonly Warning[],
  raw: Readonly<Record<string, unknown>>,
  today: string,
): ReadonlyMap<string, readonly WarningCode[]> {
  const values: Readonly<Record<string, unknown>> = fields;
  const unreadable = read.filter(({ code, field }) => code === 'unreadable' && field && values[field] === undefined);
  const byField = new Map<string, WarningCode[]>();
  for (const { code, field } of [...assess(card, fields, today, raw), ...unreadable])
    if (field !== undefined) byField.set(field, [...(byField.get(field) ?? []), code]);
  return byField;
}

function todayOf(now: Date): string {
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
