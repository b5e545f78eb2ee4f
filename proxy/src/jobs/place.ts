import type { CardName } from '../contract/cards.ts';
import { limits } from '../contract/limits.ts';
import { forgetHookAtMs, tellAtMs } from './hook.ts';
import type { Job, Queue } from './job.ts';
import { times } from './schedule.ts';

/** Where a job waits for its next step and when that is due; in `submit` its lane is its card type. */
export type Place = { readonly queue: Queue; readonly lane: CardName; readonly atMs: number };

/** A job's place follows from the job alone: every job is in exactly one queue. */
export function placeOf(job: Job): Place {
  const { phase, card: lane } = job;
  switch (phase.state) {
    case 'queued':
      return { queue: 'submit', lane, atMs: phase.readyAtMs };
    case 'submitting':
      return { queue: 'resolve', lane, atMs: phase.leaseUntilMs };
    case 'unknown':
      return { queue: 'resolve', lane, atMs: phase.nextTryAtMs };
    case 'submitted':
      return { queue: 'poll', lane, atMs: phase.nextLookAtMs };
    case 'done':
    case 'failed':
      return { queue: 'erase', lane, atMs: endedAtMs(job, phase.endedAtMs) };
  }
}

/**
 * An image that outlived its scan is erased soon, the scan itself after its retention; before or after that the host
 * may have to be told of it.
 */
function endedAtMs(job: Job, endedAtMs: number): number {
  const told = tellAtMs(job);
  if (job.emptied) return told ?? forgetHookAtMs(job) ?? endedAtMs;
  const erased = endedAtMs + (job.image === undefined ? limits.retentionMs : times.eraseRetryMs);
  return Math.min(erased, told ?? erased);
}
