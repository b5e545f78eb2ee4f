import type { QueryOutcome, SubmitOutcome } from '../../green/port.ts';
import type { Operation } from '../../store/store.ts';
import type { Account } from '../account.ts';
import type { Observer } from '../context.ts';
import type { Circuit } from './circuit.ts';
import type { Gate } from './gate.ts';

/** What every call's outcome means for the calls after it. */
export function heed(
  outcome: SubmitOutcome | QueryOutcome,
  call: {
    readonly operation: Operation;
    readonly ms: number;
    readonly observer: Observer;
    readonly circuit: Circuit;
    readonly gate: Gate;
    readonly account: Account;
  },
): void {
  const { operation, ms, observer, circuit, gate, account } = call;
  observer.called(operation, outcome.kind, ms);
  if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') circuit.missed();
  else if (outcome.kind !== 'unsigned') circuit.reached();
  if (outcome.kind === 'throttled') gate.throttle.slower(outcome.retryAfterMs);
  account.heard(operation, outcome);
}
