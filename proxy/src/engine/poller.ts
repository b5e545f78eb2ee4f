import type { QueryOutcome, TaskResult } from '../green/port.ts';
import type { JobEvent } from '../jobs/reduce.ts';
import { looksToBelieve, times } from '../jobs/schedule.ts';
import type { StoredJob } from '../store/store.ts';
import type { Account } from './account.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';
import type { Evidence } from './evidence.ts';
import type { InFlight } from './in-flight.ts';
import { isDenied, noticedEvent } from './noticed.ts';
import type { Circuit } from './pacing/circuit.ts';
import type { Gate } from './pacing/gate.ts';
import { heed } from './pacing/heed.ts';
import { failureOf, told } from './submission.ts';

const mostIds = 100;

/**
 * One step of the poller: when a look is due, waits for a slot and asks for the up to 100 tasks that are due longest.
 * Only what Green documents as a task's end ends a scan; whatever else a query brings, it is asked again. A failed
 * download is submitted again only where nobody ever fetched the image, or `downloadAttempts`, the operator's own
 * choice, allows more.
 */
export function createPollStep(
  deps: EngineContext & {
    readonly advance: Advance;
    readonly account: Account;
    readonly circuit: Circuit;
    readonly gate: Gate;
    readonly inFlight: InFlight;
    readonly evidence: Evidence;
    readonly downloadAttempts: number;
    /**
     * Tasks are submitted with a callback: that the query does not know one is no end, for its notification may still
     * come.
     */
    readonly awaitsNotices: boolean;
  },
): (signal: AbortSignal) => Promise<number> {
  const {
    store,
    green,
    clock,
    log,
    observer,
    advance,
    account,
    circuit,
    gate,
    inFlight,
    evidence,
    downloadAttempts,
    awaitsNotices,
  } = deps;

  let most = mostIds;

  /**
   * One task whose answer is too large, or breaks whoever carries it, must not keep the others from theirs: they are
   * asked for in halves.
   */
  function learn(outcome: QueryOutcome, asked: number): void {
    if (outcome.kind === 'answered') most = Math.min(mostIds, most * 2);
    if (outcome.kind === 'unknown' && asked > 1) most = Math.ceil(asked / 2);
  }

  /** A failed download that nobody came for costs nothing to try again. */
  async function weighed({ stored, event, ifUnfetched }: Look): Promise<Step> {
    if (event.kind !== 'failed' || !ifUnfetched) return { stored, event };
    if ((await evidence(stored.job)) === 'unfetched') return { stored, event: { ...event, kind: 'unfetched' } };
    return { stored, event: { ...event, attempts: Math.max(event.attempts, downloadAttempts) } };
  }

  return async (signal) => {
    const dueAtMs = await store.next('poll');
    if (dueAtMs === undefined) return Number.POSITIVE_INFINITY;
    if (dueAtMs > clock.now()) return dueAtMs - clock.now();
    const turn = await gate.take();
    if (typeof turn === 'number') return turn;
    const claimed = await store.claim('poll', { max: most, nowMs: clock.now(), leaseMs: times.lookLeaseMs });
    const taskIds = claimed.flatMap(({ job }) => (job.phase.state === 'submitted' ? [job.phase.taskId] : []));
    if (taskIds.length === 0) return 0;
    await gate.pass(turn, signal);
    const sentAtMs = clock.now();
    inFlight.add(async () => {
      const outcome = await green.results(taskIds, signal);
      heed(outcome, { operation: 'query', ms: clock.now() - sentAtMs, observer, circuit, gate, account });
      learn(outcome, taskIds.length);
      if (outcome.kind !== 'answered') log.warn({ operation: 'query', ...told(outcome) }, 'query not answered');
      const steps = await Promise.all(lookSteps(claimed, outcome, clock.now(), awaitsNotices).map(weighed));
      return () => advance(steps);
    });
    return 0;
  };
}

/** What a look means for a job. `ifUnfetched`: a failure after which the image host is asked. */
type Look = Step & { readonly ifUnfetched: boolean };

/** What a query's outcome means for each of the jobs it asked for. */
export function lookSteps(
  jobs: readonly StoredJob[],
  outcome: QueryOutcome,
  atMs: number,
  awaitsNotices = false,
): readonly Look[] {
  return jobs.map((stored) => {
    const { phase, id } = stored.job;
    const { taskId, looks } = phase.state === 'submitted' ? phase : { taskId: '', looks: 0 };
    if (outcome.kind !== 'answered') return { stored, event: { kind: 'unheard', taskId, atMs }, ifUnfetched: false };
    const result = outcome.tasks.get(taskId) ?? { kind: 'unknown' };
    // One that names another scan is that one's: nobody is shown somebody else's card for a task ID that was given out
    // twice.
    const foreign = result.dataId !== undefined && result.dataId !== id;
    const own = foreign ? ({ kind: 'unknown' } as const) : result;
    // Nor is what a notification said of it: it named a task that Green knows for another scan's.
    const noticed = phase.state === 'submitted' && !foreign ? noticedEvent(phase, own, atMs) : undefined;
    const waits = awaitsNotices && isDenied(own);
    const event =
      noticed ?? (waits ? ({ kind: 'looked', taskId, atMs } as const) : lookEvent(taskId, looks, own, atMs));
    // Whoever said how it failed: the answer, or a notification in its place.
    const told = noticed && phase.state === 'submitted' ? phase.notice?.result : own;
    return { stored, event, ifUnfetched: told?.kind === 'failed' && told.ifUnfetched === true };
  });
}

function lookEvent(taskId: string, looks: number, result: TaskResult, atMs: number): JobEvent {
  switch (result.kind) {
    case 'pending':
    case 'unknown':
      return { kind: 'looked', taskId, atMs };
    case 'done':
      return { kind: 'recognised', recognised: result.recognised, raw: result.raw, atMs };
    case 'failed': {
      const early = result.repeated === true && looks < looksToBelieve;
      return result.unsure || early ? { kind: 'looked', taskId, atMs } : failureOf({ taskId }, result, atMs);
    }
  }
}
