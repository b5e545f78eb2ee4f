import type { EngineContext } from './context.ts';
import type { Circuit } from './pacing/circuit.ts';
import type { Gate } from './pacing/gate.ts';
import { heed } from './pacing/heed.ts';

const firstMs = 1_000;
const longestMs = 30_000;

/** While the circuit is open: asks Green for a task that does not exist, which is free, until any answer comes. */
export function createProbeStep(
  deps: Pick<EngineContext, 'green' | 'clock' | 'observer'> & { readonly circuit: Circuit; readonly gate: Gate },
): (signal: AbortSignal) => Promise<number> {
  const { green, clock, observer, circuit, gate } = deps;
  let tries = 0;
  let nextAtMs = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    if (!circuit.open) {
      tries = 0;
      nextAtMs = Number.NEGATIVE_INFINITY;
      return Number.POSITIVE_INFINITY;
    }
    if (nextAtMs > clock.elapsed()) return nextAtMs - clock.elapsed();
    await gate.pass(undefined, signal);
    const sentAtMs = clock.elapsed();
    const outcome = await green.results(['probe'], signal);
    heed(outcome, { operation: 'query', ms: clock.elapsed() - sentAtMs, observer, circuit, gate });
    if (!circuit.open) return 0;
    nextAtMs = clock.elapsed() + Math.min(longestMs, firstMs * 2 ** tries);
    tries += 1;
    return nextAtMs - clock.elapsed();
  };
}
