import type { QueryOutcome, TaskResult } from '../green/port.ts';
import type { JobEvent } from '../jobs/reduce.ts';
import { looksToBelieve, times } from '../jobs/schedule.ts';
import type { StoredJob } from '../store/store.ts';
import type { Advance, Step } from './advance.ts';
import type { EngineContext } from './context.ts';
import type { InFlight } from './in-flight.ts';
import { noticedEvent } from './noticed.ts';
import type { Circuit } from './pacing/circuit.ts';
import type { Gate } from './pacing/gate.ts';
import { failureOf } from './submission.ts';

const mostIds = 100;

/**
 * One step of the poller: when a look is due, waits for a slot and asks for the up to 100 tasks that are due longest.
 */
export function createPollStep(
  deps: EngineContext & {
    readonly advance: Advance;
    readonly circuit: Circuit;
    readonly gate: Gate;
    readonly inFlight: InFlight;
  },
): (signal: AbortSignal) => Promise<number> {
  const { store, green, clock, log, observer, advance, circuit, gate, inFlight } = deps;

  return async (signal) => {
    const dueAtMs = await store.next('poll');
    if (dueAtMs === undefined) return Number.POSITIVE_INFINITY;
    if (dueAtMs > clock.now()) return dueAtMs - clock.now();
    const turn = await gate.take();
    if (typeof turn === 'number') return turn;
    const claimed = await store.claim('poll', { max: mostIds, nowMs: clock.now(), leaseMs: times.lookLeaseMs });
    const taskIds = claimed.flatMap(({ job }) => (job.phase.state === 'submitted' ? [job.phase.taskId] : []));
    if (taskIds.length === 0) return 0;
    await gate.pass(turn, signal);
    const sentAtMs = clock.now();
    inFlight.add(async () => {
      const outcome = await green.results(taskIds, signal);
      observer.called('query', outcome.kind, clock.now() - sentAtMs);
      if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') circuit.missed();
      else circuit.reached();
      if (outcome.kind === 'throttled') gate.throttle.slower(outcome.retryAfterMs);
      if (outcome.kind !== 'answered') log.warn({ operation: 'query', outcome: outcome.kind }, 'query not answered');
      return () => advance(lookSteps(claimed, outcome, clock.now()));
    });
    return 0;
  };
}

/** What a query's outcome means for each of the jobs it asked for. */
export function lookSteps(jobs: readonly StoredJob[], outcome: QueryOutcome, atMs: number): readonly Step[] {
  return jobs.map((stored) => {
    const { phase, id } = stored.job;
    const { taskId, looks } = phase.state === 'submitted' ? phase : { taskId: '', looks: 0 };
    if (outcome.kind !== 'answered') return { stored, event: { kind: 'unheard', taskId, atMs } };
    const result = outcome.tasks.get(taskId) ?? { kind: 'unknown' };
    // One that names another scan is that one's: nobody is shown somebody else's card for a task ID that was given out
    // twice.
    const foreign = result.dataId !== undefined && result.dataId !== id;
    const own = foreign ? ({ kind: 'unknown' } as const) : result;
    const noticed = phase.state === 'submitted' ? noticedEvent(phase, own, atMs) : undefined;
    return { stored, event: noticed ?? lookEvent(taskId, looks, own, atMs) };
  });
}

function lookEvent(taskId: string, looks: number, result: TaskResult, atMs: number): JobEvent {
  switch (result.kind) {
    case 'pending':
    case 'unknown':
      return { kind: 'looked', taskId, atMs };
    case 'done':
      return { kind: 'recognised', recognised: result.recognised, raw: result.raw, atMs };
    case 'failed':
      // It may be the question that failed: believed, and answered by a billed submission, only when it is said again
      // and again.
      if (result.unsure && looks < looksToBelieve) return { kind: 'looked', taskId, atMs };
      return failureOf({ taskId }, result, atMs);
  }
}
