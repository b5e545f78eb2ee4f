import type { CardName } from '@scanfill/proxy/contract';
import { useEffect, useRef } from 'react';
import { type FillTarget, fillTargetOf } from '../core/fill-target.ts';
import type { FlowState, Skipped } from '../core/flow/flow-state.ts';
import { reviewTexts } from '../texts/en-review.ts';
import { inPart, type Speech } from '../texts/speak.ts';
import { bringReceipt } from './consent/bring-receipt.ts';
import { Drawing } from './icons.tsx';

/** A state in which a card has been read. */
export type Read<C extends CardName> = Extract<FlowState<C>, { phase: 'review' | 'done' }>;

export type OutcomeProps<C extends CardName> = {
  readonly state: Read<C>;
  readonly speech: Speech;
  readonly disabled: boolean;
  readonly onUndo: () => void;
  readonly fill?: FillTarget | null | undefined;
};

/** What filling the page's form did, the way to take it back, and the inputs a person has to see to. */
export function Outcome<C extends CardName>({ state, speech, disabled, onUndo, fill }: OutcomeProps<C>) {
  const { say } = inPart(speech, reviewTexts);
  const text = filledText(state, speech);
  const open = byHandOf(state);
  const { stayed = [] } = state;
  useReceipt(state, fill);
  return (
    <>
      {text ? (
        <p className="sf-filled">
          {text}
          {state.filled && state.filled.filled.length > 0 ? (
            <button type="button" className="sf-link" disabled={disabled} onClick={onUndo}>
              <Drawing path="M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3" />
              {say('undo')}
            </button>
          ) : null}
        </p>
      ) : null}
      {open.length > 0 ? (
        <p className="sf-by-hand">
          {say('byHand')}{' '}
          {open.map(({ label, element }, index) => (
            <span key={label}>
              {index > 0 ? ', ' : null}
              <button type="button" className="sf-link" onClick={() => goTo(element)}>
                {label}
              </button>
            </span>
          ))}
        </p>
      ) : null}
      {stayed.length > 0 ? <p className="sf-by-hand">{`${say('stayed')} ${stayed.join(', ')}`}</p> : null}
    </>
  );
}

/**
 * The form that is filled submits the receipt too, from before its first field until the filling is undone; also where
 * this view has gone by then, and, as it looks each time, in a form that was drawn anew.
 */
function useReceipt<C extends CardName>({ phase, scan, undone }: Read<C>, fill: FillTarget | null | undefined): void {
  const takeBack = useRef<() => void>(undefined);
  useEffect(() => {
    const target = phase === 'done' && !undone ? fillTargetOf(fill) : undefined;
    if (target) takeBack.current = bringReceipt(target, scan) ?? takeBack.current;
    else takeBack.current?.();
  });
}

/** The same as a screen reader hears it; empty where nothing was to be filled. */
export function outcomeText<C extends CardName>(state: Read<C>, speech: Speech): string {
  const { say } = inPart(speech, reviewTexts);
  const open = byHandOf(state).map(({ label }) => label);
  const { stayed = [] } = state;
  return [
    filledText(state, speech),
    open.length > 0 ? `${say('byHand')} ${open.join(', ')}.` : '',
    stayed.length > 0 ? `${say('stayed')} ${stayed.join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What filling did, in one or two sentences; nothing yet of an undoing under way, or of one that left something. */
function filledText<C extends CardName>({ filled: outcome, stayed }: Read<C>, speech: Speech): string {
  const { say } = inPart(speech, reviewTexts);
  if (!outcome) return stayed?.length === 0 ? say('undone') : '';
  const { filled, skipped } = outcome;
  const first = filled.length > 0 ? say('filled', { count: filled.length }) : say('filledNone');
  const kept = skipped.filter(({ reason }) => reason === 'typed').length;
  return kept > 0 ? `${first} ${say('kept', { count: kept })}` : first;
}

/** Inputs that could not be filled and that a person can reach. */
function byHandOf<C extends CardName>({ filled }: Read<C>): readonly Skipped[] {
  const open = filled?.skipped.filter(
    ({ reason, label, element }) => reason !== 'typed' && label && !element?.matches(':disabled'),
  );
  return (open ?? []).filter(({ label }, index, all) => all.findIndex((one) => one.label === label) === index);
}

/** Takes a person to an input of the page. */
function goTo(element: HTMLElement | undefined): void {
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}
