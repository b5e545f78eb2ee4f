import type { CallbackItem } from '../green/port.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';
import { resultEvent } from './poller.ts';

/**
 * Takes what Green's callback says; early, late, doubled and foreign ones change nothing that they should not. Answers how many scans
 * it concerned. Rejects when the store is away, so that Green repeats it.
 */
export function createCallbackIntake(
  deps: EngineContext & { readonly advance: Advance },
): (items: readonly CallbackItem[]) => Promise<number> {
  const { store, clock, advance } = deps;
  return async (items) => {
    const named = items.flatMap(({ dataId, ...rest }) => (dataId === undefined ? [] : [{ dataId, ...rest }]));
    const found = await store.get(named.map(({ dataId }) => dataId));
    const steps = named.flatMap((item, index) => {
      const stored = found[index];
      return stored && concerns(item, stored) ? [step(item, stored, clock.now())] : [];
    });
    await advance(steps);
    return steps.length;
  };
}

function step({ result }: CallbackItem, stored: StoredJob, atMs: number): Step {
  return { stored, event: resultEvent(result, atMs) };
}

/** A result always concerns its scan; a failure only the submission it belongs to, for the next may be on its way already. */
function concerns({ taskId, result }: CallbackItem, { job: { phase } }: StoredJob): boolean {
  if (result.kind === 'done') return true;
  if (result.kind !== 'failed') return false;
  if (phase.state === 'submitted') return taskId === undefined || taskId === phase.taskId;
  return phase.state === 'unknown';
}
