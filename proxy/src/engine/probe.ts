import type { Account } from './account.ts';
import type { EngineContext } from './context.ts';
import type { Circuit } from './pacing/circuit.ts';
import type { Gate } from './pacing/gate.ts';
import { heed } from './pacing/heed.ts';

const firstMs = 1_000;
const longestMs = 30_000;

/**
 * While the circuit is open, or Green refuses the account: asks it for a task that does not exist, which is free, until
 * it answers as it should.
 */
export function createProbeStep(
  deps: Pick<EngineContext, 'green' | 'clock' | 'observer'> & {
    readonly account: Account;
    readonly circuit: Circuit;
    readonly gate: Gate;
  },
): (signal: AbortSignal) => Promise<number> {
  const { green, clock, observer, account, circuit, gate } = deps;
  const isAway = (): boolean => circuit.open || account.askable;
  let tries = 0;
  let nextAtMs = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    if (!isAway()) {
      tries = 0;
      nextAtMs = Number.NEGATIVE_INFINITY;
      return Number.POSITIVE_INFINITY;
    }
    if (nextAtMs > clock.elapsed()) return nextAtMs - clock.elapsed();
    await gate.pass(undefined, signal);
    const sentAtMs = clock.elapsed();
    const outcome = await green.results(['probe'], signal);
    heed(outcome, { operation: 'query', ms: clock.elapsed() - sentAtMs, observer, circuit, gate, account });
    if (!isAway()) return 0;
    nextAtMs = clock.elapsed() + Math.min(longestMs, firstMs * 2 ** tries);
    tries += 1;
    return nextAtMs - clock.elapsed();
  };
}
