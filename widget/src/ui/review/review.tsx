import { assess, type CardName, cardSpec, type Fields, type Warning } from '@scanfill/proxy/contract';
import { useRef } from 'react';
import type { ScanFlow } from '../../core/flow/flow.ts';
import type { Filled } from '../../core/flow/flow-state.ts';
import { reviewTexts } from '../../texts/en-review.ts';
import type { OwnWarning } from '../../texts/failure-text.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import type { Read } from '../outcome.tsx';
import { ReviewField } from './review-field.tsx';
import { useFormEdits } from './use-form-edits.ts';

type ReviewProps<C extends CardName> = {
  readonly card: C;
  readonly state: Read<C>;
  readonly flow: ScanFlow<C>;
  readonly speech: Speech;
  readonly disabled: boolean;
};

/** A card with more fields than this shows those that were not read only when asked. */
const mostAtOnce = 8;

/**
 * The fields as read, each editable, with what to look at beside it; checks run while the person types. Where all of
 * them stand in the page's form as well, one line that opens.
 */
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
  const beforeEdit = useFormEdits(card, state, flow, today);
  const root = useRef<HTMLFieldSetElement & HTMLDetailsElement>(null);
  const folded = useRef<{ readonly id: string; readonly is: boolean; isOpen: boolean }>(undefined);
  const isInForm =
    state.filled !== undefined &&
    reaches(
      state.filled,
      all.map(([name]) => name),
    );
  // Once for each scan: nobody's input is taken away under their hands because the page's form has changed.
  const isQuiet = isInForm && warnings.size === 0;
  if (state.filled && folded.current?.id !== scan.id)
    folded.current = { id: scan.id, is: isQuiet && !root.current?.matches(':focus-within'), isOpen: false };
  const line = folded.current?.id === scan.id && folded.current.is ? folded.current : undefined;
  // What needs a look opens it, and does not shut it again while somebody mends that.
  if (line && !isQuiet) line.isOpen = true;
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
          onEdit={(value) => {
            beforeEdit(name);
            flow.edit(name, value);
          }}
        />
      ))}
    </div>
  );
  const content = (
    <>
      {list(all.filter((entry) => !aside.includes(entry)))}
      {aside.length > 0 ? (
        <details className="sf-unread">
          <summary>{say('reviewMore', { count: aside.length })}</summary>
          {list(aside)}
        </details>
      ) : null}
    </>
  );
  if (state.phase === 'done' && line)
    return (
      <details className="sf-review sf-unread" part="review" ref={root} open={line.isOpen}>
        <summary>{say('reviewInForm')}</summary>
        {content}
      </details>
    );
  return (
    <fieldset className="sf-review" part="review" ref={root}>
      <legend className="sf-lead">{say('review')}</legend>
      {content}
      {state.phase === 'review' ? (
        <button type="button" className="sf-button sf-primary" part="button" disabled={disabled} onClick={flow.confirm}>
          {say('confirm')}
        </button>
      ) : null}
    </fieldset>
  );
}

/** Whether every field of the review has its place in the page's form, and stands there. */
function reaches({ skipped, missing = [] }: Filled, names: readonly string[]): boolean {
  return skipped.length === 0 && !missing.some((field) => names.includes(field));
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
): ReadonlyMap<string, readonly OwnWarning[]> {
  const values: Readonly<Record<string, unknown>> = fields;
  const unreadable = read.filter(({ code, field }) => code === 'unreadable' && field && values[field] === undefined);
  const byField = new Map<string, OwnWarning[]>();
  for (const { code, field } of [...assess(card, fields, today, raw), ...unreadable])
    if (field !== undefined && code !== 'other-side' && code !== 'other-card')
      byField.set(field, [...(byField.get(field) ?? []), code]);
  return byField;
}

function todayOf(now: Date): string {
  const two = (figure: number): string => String(figure).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
