import type { ProblemCode } from '../contract/problems.ts';
import { afterTelling, type HookEvent } from './hook.ts';
import { hasEnded, type Job, type Phase } from './job.ts';
import { afterNotification, type Notice, type Notification } from './notice.ts';
import { attemptsIfUnfetched, lookDelayMs, retryDelayMs, times, unheardDelayMs } from './schedule.ts';

/**
 * What can happen to a job; `atMs` is when. What a submission or a look brings names its batch or task: it may come
 * when the job has moved on to another one, and must change nothing then.
 * - `released`: whoever claimed it lets it go. `resumed`: it was taken up after a restart, whose clock may be another
 *   one.
 * - `overdue`: it has waited for its submission too long. `doubtful`: it waits in a store that may have forgotten that
 *   it was submitted, and the operator does not want it submitted again.
 * - `marked`: it is part of a batch that is about to be sent.
 * - `not-sent`, `throttled`: it is proved that Green did no work; not counted as an attempt.
 * - `accepted`: Green named its task. `lost`: sent without a usable answer, or the lease ran out.
 * - `arrived`: a replay proved that the first request had arrived.
 * - `replaying`: its batch is about to be sent again, identically; what comes of it is known by `untilMs`.
 * - `withdrawn`: its image was never fetched and can no longer be. `unfetched`: the same of one whose download Green
 *   says had failed.
 * - `tried`: another try to find out brought nothing.
 * - `looked`: its task was still running. `unheard`: the question about its task came to nothing.
 * - `notified`: Green's notification named its task.
 * - `recognised`: a result that names this scan; `unverified` where a notification without a verified checksum brought
 * it. `failed`: Green's failure; `attempts` is how many submissions it allows in all.
 * - `image-erased`. `told`, `untold` and their like: what became of the message about its end.
 */
export type JobEvent = { readonly atMs: number } & (
  | { readonly kind: 'released' | 'resumed' | 'overdue' | 'doubtful' }
  | { readonly kind: 'marked'; readonly batchId: string }
  | { readonly kind: 'not-sent'; readonly batchId: string }
  | { readonly kind: 'throttled'; readonly batchId: string }
  | { readonly kind: 'accepted'; readonly batchId: string; readonly taskId: string; readonly requestId?: string }
  | { readonly kind: 'lost'; readonly batchId: string; readonly requestId?: string }
  | { readonly kind: 'arrived'; readonly batchId: string }
  | { readonly kind: 'replaying'; readonly batchId: string; readonly untilMs: number }
  | { readonly kind: 'withdrawn'; readonly batchId: string }
  | ({ readonly kind: 'unfetched'; readonly of: Submission } & Failure)
  | { readonly kind: 'tried'; readonly batchId: string }
  | { readonly kind: 'looked'; readonly taskId: string }
  | { readonly kind: 'unheard'; readonly taskId: string }
  | ({ readonly kind: 'notified' } & Notification)
  | ({ readonly kind: 'recognised' } & Recognition)
  | ({ readonly kind: 'failed'; readonly of: Submission } & Failure)
  | { readonly kind: 'image-erased' }
  | HookEvent
);

/** What a failure belongs to. */
export type Submission = { readonly batchId: string } | { readonly taskId: string };

type Recognition = {
  readonly recognised: boolean;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly unverified?: true;
};

type Failure = {
  readonly code: ProblemCode;
  readonly greenCode?: string;
  readonly attempts: number;
  readonly requestId?: string;
};

/**
 * The job after an event; the very same object where the event does not concern its state, so that late, early and
 * doubled events are harmless. Pure and exhaustive: the only place where a job's phase changes.
 */
export function reduce(job: Job, event: JobEvent): Job {
  if (event.kind === 'image-erased') return withoutImage(job);
  if (event.kind === 'notified') return afterNotification(job, event);
  if (isTelling(event)) return afterTelling(job, event, event.atMs);
  if (hasEnded(job) || !concerns(event, job.phase)) return job;
  const { phase } = job;
  switch (event.kind) {
    case 'released':
      if (phase.state === 'unknown') return enter(job, { ...phase, nextTryAtMs: event.atMs });
      return phase.state === 'queued' ? { ...job } : job;
    case 'resumed':
      return resume(job, event.atMs);
    case 'doubtful':
      return phase.state === 'queued' ? fail(job, event.atMs, 'unconfirmed') : job;
    case 'overdue':
      return phase.state === 'queued' ? fail(job, event.atMs, 'green-away') : job;
    case 'marked':
      if (phase.state !== 'queued') return job;
      return enter(job, {
        state: 'submitting',
        batchId: event.batchId,
        markedAtMs: event.atMs,
        leaseUntilMs: event.atMs + times.submitLeaseMs,
      });
    case 'not-sent':
    case 'throttled':
      // Keeps its place in the lane: it has not had its turn.
      return phase.state === 'submitting' ? enter(job, { state: 'queued', readyAtMs: job.createdAtMs }) : job;
    case 'accepted':
      return enter(phase.state === 'submitted' ? job : counted(job), {
        state: 'submitted',
        taskId: event.taskId,
        batchId: event.batchId,
        ...requested(event),
        submittedAtMs: event.atMs,
        looks: 0,
        nextLookAtMs: event.atMs + lookDelayMs(0),
        ...(phase.state === 'submitted' && phase.taskId === event.taskId && phase.notice !== undefined
          ? { notice: phase.notice }
          : {}),
      });
    case 'lost':
      if (phase.state !== 'submitting') return job;
      return enter(job, {
        state: 'unknown',
        batchId: phase.batchId,
        markedAtMs: phase.markedAtMs,
        nextTryAtMs: event.atMs,
        arrived: false,
        ...requested(event),
      });
    case 'arrived':
      return phase.state === 'unknown' ? tryAgain(job, { ...phase, arrived: true }, event.atMs) : job;
    case 'tried':
      return phase.state === 'unknown' ? tryAgain(job, phase, event.atMs) : job;
    case 'replaying':
      if (phase.state !== 'unknown') return job;
      return enter(job, { ...phase, nextTryAtMs: event.untilMs, replayUntilMs: event.untilMs });
    case 'withdrawn':
      // Not while its batch may be on its way once more: it would be submitted beside that.
      if (phase.state !== 'unknown' || phase.arrived || event.atMs < (phase.replayUntilMs ?? 0)) return job;
      return enter(job, { state: 'queued', readyAtMs: job.createdAtMs });
    case 'unfetched': {
      const tried = phase.state === 'submitted' ? job : counted(job);
      if (tried.attempts >= attemptsIfUnfetched) return fail(tried, event.atMs, event.code, event.greenCode);
      return enter(tried, { state: 'queued', readyAtMs: event.atMs + retryDelayMs(tried.attempts) });
    }
    case 'looked':
      return phase.state === 'submitted' ? lookAgain(job, phase, event.atMs, lookDelayMs(phase.looks + 1), 1) : job;
    case 'unheard':
      return phase.state === 'submitted'
        ? lookAgain(job, phase, event.atMs, unheardDelayMs(event.atMs - phase.submittedAtMs), 0)
        : job;
    case 'recognised':
      // In any state: a result that names this scan proves that Green has done the work, whatever this side had
      // concluded.
      return recognise(job, event.atMs, event);
    case 'failed': {
      const tried = phase.state === 'submitted' ? job : counted(job);
      if (tried.attempts < event.attempts)
        return enter(tried, { state: 'queued', readyAtMs: event.atMs + retryDelayMs(tried.attempts) });
      return fail(tried, event.atMs, event.code, event.greenCode);
    }
  }
}

function isTelling(event: JobEvent): event is Extract<JobEvent, { kind: HookEvent['kind'] }> {
  return ['told', 'untold', 'unwanted', 'tell-again', 'emptied'].includes(event.kind);
}

/** Whether the batch or task an event names, if it names one, is the one this phase is about. */
function concerns(event: JobEvent, phase: Phase): boolean {
  if (event.kind === 'marked') return true;
  const about: Partial<Record<'batchId' | 'taskId', string>> = 'of' in event ? event.of : {};
  const batchId = 'batchId' in event ? event.batchId : about.batchId;
  // Green's own answer to the submission knows its task better than a notification that came before it.
  if (event.kind === 'accepted' && phase.state === 'submitted')
    return (
      phase.batchId === event.batchId &&
      (phase.answerUntilMs !== undefined || (phase.hintedAtMs !== undefined && phase.taskId !== event.taskId))
    );
  if (batchId !== undefined)
    return (phase.state === 'submitting' || phase.state === 'unknown') && phase.batchId === batchId;
  const taskId = event.kind === 'accepted' ? undefined : 'taskId' in event ? event.taskId : about.taskId;
  return taskId === undefined || (phase.state === 'submitted' && phase.taskId === taskId);
}

function requested({ requestId }: { readonly requestId?: string }): { readonly requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}

function enter(job: Job, phase: Phase): Job {
  return { ...job, phase };
}

function counted(job: Job): Job {
  return { ...job, attempts: job.attempts + 1 };
}

function fail(job: Job, atMs: number, code: ProblemCode, greenCode?: string): Job {
  return enter(job, { state: 'failed', endedAtMs: atMs, code, ...(greenCode === undefined ? {} : { greenCode }) });
}

function recognise(job: Job, atMs: number, { recognised, raw, unverified }: Recognition): Job {
  return enter(job, {
    state: 'done',
    endedAtMs: atMs,
    recognised,
    raw,
    ...(unverified === true ? { unverified } : {}),
  });
}

function withoutImage(job: Job): Job {
  if (job.image === undefined) return job;
  const { image: _, ...rest } = job;
  return rest;
}

/**
 * Taken up by a process whose clock may be behind the one that set these times: none of them may lie ahead for longer
 * than it could by this clock. A submission that an earlier process left between mark and answer is lost, and is asked
 * for once before it is given up.
 */
function resume(job: Job, atMs: number): Job {
  const { phase } = job;
  switch (phase.state) {
    case 'queued':
      return enter(job, { ...phase, readyAtMs: Math.min(phase.readyAtMs, atMs + retryDelayMs(job.attempts)) });
    case 'submitting':
      return enter(job, {
        state: 'unknown',
        batchId: phase.batchId,
        markedAtMs: Math.min(phase.markedAtMs, atMs),
        nextTryAtMs: atMs,
        arrived: false,
      });
    case 'unknown': {
      const { replayUntilMs: _, ...rest } = phase;
      return enter(job, { ...rest, markedAtMs: Math.min(phase.markedAtMs, atMs), nextTryAtMs: atMs });
    }
    case 'submitted':
      return enter(job, {
        ...phase,
        submittedAtMs: Math.min(phase.submittedAtMs, atMs),
        nextLookAtMs: Math.min(phase.nextLookAtMs, atMs + lookDelayMs(phase.looks)),
      });
    case 'done':
    case 'failed':
      return job;
  }
}

function tryAgain(job: Job, phase: Extract<Phase, { state: 'unknown' }>, atMs: number): Job {
  const givenUpAtMs = phase.markedAtMs + times.unconfirmedMs;
  if (atMs >= givenUpAtMs) return fail(job, atMs, 'unconfirmed');
  const { replayUntilMs: _, ...rest } = phase;
  return enter(job, { ...rest, nextTryAtMs: Math.min(atMs + times.resolveEveryMs, givenUpAtMs) });
}

function lookAgain(
  job: Job,
  phase: Extract<Phase, { state: 'submitted' }>,
  atMs: number,
  delayMs: number,
  looked: number,
): Job {
  const lastLookAtMs = phase.submittedAtMs + times.longestLookMs;
  if (atMs >= lastLookAtMs) {
    // Better than nothing: an hour of questions brought no answer, and the task's notification is here. Else the person
    // decides.
    return phase.notice === undefined ? fail(job, atMs, 'unconfirmed') : taken(job, phase.notice, atMs);
  }
  return enter(job, {
    ...phase,
    looks: phase.looks + looked,
    nextLookAtMs: Math.min(atMs + delayMs, lastLookAtMs),
  });
}

function taken(job: Job, { verified, result }: Notice, atMs: number): Job {
  if (result.kind === 'done') return recognise(job, atMs, verified ? result : { ...result, unverified: true });
  return fail(job, atMs, result.code, result.greenCode);
}
