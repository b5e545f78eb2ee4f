import type { CallbackItem } from '../green/port.ts';
import { hasEnded, type Job } from '../jobs/job.ts';
import type { Notice } from '../jobs/notice.ts';
import { type JobEvent, reduce } from '../jobs/reduce.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';

/** Green names the tasks of one request at most. */
const mostItems = 100;

/** Which batch's address a notification came under, and whether its checksum was right. */
export type NotificationSource = { readonly batchId: string; readonly verified: boolean };

/**
 * Takes a notification; answers how many scans it told something new of. Rejects when the store is away, so that Green
 * repeats it.
 */
export type CallbackIntake = (items: readonly CallbackItem[], source: NotificationSource) => Promise<number>;

/**
 * Notifications are hints: one names a task and its scan, brings that scan's next look forward, and tells the task of a
 * submission whose answer was lost; what became of the task is asked by the free query. Early, late, doubled and
 * foreign ones change nothing, and cost no call.
 */
export function createCallbackIntake(deps: EngineContext & { readonly advance: Advance }): CallbackIntake {
  const { store, clock, observer, advance } = deps;

  /**
   * A scan that is queued again is not sent a second time where the batch that this is about is known to have carried
   * it.
   */
  async function carried({ job }: StoredJob, batchId: string): Promise<boolean> {
    return job.phase.state === 'queued' && ((await store.batch(batchId))?.jobIds.includes(job.id) ?? false);
  }

  return async (items, source) => {
    const named = items.slice(0, mostItems).flatMap((item) => (item.dataId === undefined ? [] : [item]));
    const found = await store.get(named.map(({ dataId }) => dataId ?? ''));
    const steps: Step[] = [];
    for (const [index, item] of named.entries()) {
      const stored = found[index];
      if (stored === undefined) {
        observer.notified('foreign');
        continue;
      }
      const isDone = item.result.kind === 'done';
      const event = eventOf(item, source, clock.now(), isDone && (await carried(stored, source.batchId)));
      const isNews = event !== undefined && reduce(stored.job, event) !== stored.job;
      observer.notified(isNews ? 'taken' : isOurs(stored.job, source, item) ? 'idle' : 'foreign');
      if (isNews) steps.push({ stored, event });
    }
    await advance(steps);
    return steps.length;
  };
}

function eventOf(
  { taskId, result }: CallbackItem,
  { batchId, verified }: NotificationSource,
  atMs: number,
  adopted: boolean,
): JobEvent | undefined {
  if (taskId !== undefined) {
    const notice = noticeOf(result, verified);
    return {
      kind: 'notified',
      batchId,
      taskId,
      atMs,
      ...(notice === undefined ? {} : { notice }),
      ...(adopted ? { adopted } : {}),
    };
  }
  // Without a task there is nothing to ask for: only what Green has signed is taken as it is.
  if (!verified || result.kind !== 'done') return undefined;
  return { kind: 'recognised', recognised: result.recognised, raw: result.raw, atMs };
}

function noticeOf(result: CallbackItem['result'], verified: boolean): Notice | undefined {
  if (result.kind === 'done') {
    const { kind, recognised, raw } = result;
    return { verified, result: { kind, recognised, raw } };
  }
  // A server's trouble says nothing of how the task ends.
  if (result.kind !== 'failed' || result.unsure) return undefined;
  const { kind, code, greenCode, attempts, ifUnfetched } = result;
  return { verified, result: { kind, code, greenCode, attempts, ...(ifUnfetched ? { ifUnfetched } : {}) } };
}

function isOurs(job: Job, { batchId }: NotificationSource, { taskId }: CallbackItem): boolean {
  const { phase } = job;
  if (hasEnded(job)) return true;
  if (phase.state === 'submitted') return taskId === undefined || phase.taskId === taskId;
  return (phase.state === 'submitting' || phase.state === 'unknown') && phase.batchId === batchId;
}
