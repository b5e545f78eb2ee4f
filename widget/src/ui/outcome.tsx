import type { CardName } from '@scanfill/proxy/contract';
import type { FlowState } from '../core/flow/flow-state.ts';
import { reviewTexts } from '../texts/en-review.ts';
import { inPart, type Speech } from '../texts/speak.ts';
import { Icon } from './icons.tsx';

type Read<C extends CardName> = Extract<FlowState<C>, { phase: 'review' | 'done' }>;

type OutcomeProps<C extends CardName> = {
  readonly state: Read<C>;
  readonly speech: Speech;
  readonly disabled: boolean;
  readonly onUndo: () => void;
};

/** What filling the page's form did, and the way to take it back. */
export function Outcome<C extends CardName>({ state, speech, disabled, onUndo }: OutcomeProps<C>) {
  const text = outcomeText(state, speech);
  if (!text) return null;
  return (
    <p className="sf-filled">
      {text}
      {state.filled && state.filled.filled.length > 0 ? (
        <button type="button" className="sf-link" disabled={disabled} onClick={onUndo}>
          <Icon name="undo" />
          {inPart(speech, reviewTexts).say('undo')}
        </button>
      ) : null}
    </p>
  );
}

/** What filling did, in one or two sentences; empty where nothing was to be filled. */
export function outcomeText<C extends CardName>({ filled: outcome, undone }: Read<C>, speech: Speech): string {
  const { say } = inPart(speech, reviewTexts);
  if (!outcome) return undone ? say('undone') : '';
  const { filled, skipped } = outcome;
  const first = filled.length > 0 ? say('filled', { count: filled.length }) : say('filledNone');
  const kept = skipped.filter(({ reason }) => reason === 'typed').length;
  return kept > 0 ? `${first} ${say('kept', { count: kept })}` : first;
}
