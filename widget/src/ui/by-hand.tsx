import type { CardName } from '@scanfill/proxy/contract';
import type { FlowState } from '../core/flow/flow-state.ts';
import { reviewTexts } from '../texts/en-review.ts';
import { inPart, type Speech } from '../texts/speak.ts';

type ByHandProps<C extends CardName> = {
  readonly state: Extract<FlowState<C>, { phase: 'review' | 'done' }>;
  readonly speech: Speech;
};

/**
 * The page's inputs a person has to see to: those that could not be filled and, after undoing, those that could not be
 * emptied.
 */
export function ByHand<C extends CardName>({ state, speech }: ByHandProps<C>) {
  const { say } = inPart(speech, reviewTexts);
  const open = state.filled?.skipped.filter(
    ({ reason, label, element }) => reason !== 'typed' && label && !element?.matches(':disabled'),
  );
  return (
    <div role="status" className="sf-by-hand">
      {open && open.length > 0 ? (
        <p>
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
      {state.stayed ? (
        <p>
          {say('stayed')} {state.stayed.join(', ')}
        </p>
      ) : null}
    </div>
  );
}

/** Takes a person to an input of the page. */
function goTo(element: HTMLElement | undefined): void {
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}
