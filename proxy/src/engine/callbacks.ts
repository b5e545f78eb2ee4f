import type { CallbackItem } from '../green/port.ts';
import type { Job } from '../jobs/job.ts';
import type { JobEvent } from '../jobs/reduce.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';
import { failureOf } from './submission.ts';

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
    const steps = named.flatMap((item, index): Step[] => {
      const stored = found[index];
      const event = stored && eventOf(item, stored.job, clock.now());
      return event ? [{ stored, event }] : [];
    });
    await advance(steps);
    return steps.length;
  };
}

/** A result always concerns its scan; a failure only the submission it belongs to, for the next may be on its way already. */
function eventOf({ taskId, result }: Omit<CallbackItem, 'dataId'>, { phase }: Job, atMs: number): JobEvent | undefined {
  if (result.kind === 'done') return { kind: 'recognised', recognised: result.recognised, raw: result.raw, atMs };
  // Where the failure may be of the question alone, looking again is free.
  if (result.kind !== 'failed' || result.unsure) return undefined;
  if (phase.state === 'unknown') return failureOf({ batchId: phase.batchId }, result, atMs);
  if (phase.state !== 'submitted' || (taskId !== undefined && taskId !== phase.taskId)) return undefined;
  return failureOf({ taskId: phase.taskId }, result, atMs);
}
