import type { Job } from './job.ts';
import { tellDelayMs, times } from './schedule.ts';

/** What is still to be told to the host about an ended scan: ids and states only. */
export type Hook = {
  /** Whose scan it was; the job itself may have been emptied. */
  readonly subject: string;
  /** Since when it is tried; a day later it is given up. */
  readonly sinceMs: number;
  readonly nextAtMs: number;
  /** Nobody took it for a day; it is kept for a week, to be looked at and sent again. */
  readonly givenUpAtMs?: number;
};

/**
 * - `told`: the host has it, or nobody is to be told any more. `untold`: not yet, and not before `retryAfterMs` where
 *   the host said so; `spread` (0 to 1) keeps what failed together from coming together.
 * - `unwanted`: the host said that it wants no more. `tell-again`: the operator wants it sent once more.
 * - `emptied`: the scan's hour is over; what is still to be told stays.
 */
export type HookEvent =
  | { readonly kind: 'told' | 'unwanted' | 'tell-again' | 'emptied' }
  | { readonly kind: 'untold'; readonly spread: number; readonly retryAfterMs?: number };

/** An ended job of which the host shall be told. */
export function withHook(job: Job, atMs: number): Job {
  return { ...job, hook: { subject: job.subject, sinceMs: atMs, nextAtMs: atMs } };
}

/** When a job's message is due; undefined where nothing is to be told, or no more by itself. */
export function tellAtMs({ hook }: Job): number | undefined {
  return hook?.givenUpAtMs === undefined ? hook?.nextAtMs : undefined;
}

/** When what was given up is forgotten; undefined where nothing was. */
export function forgetHookAtMs({ hook }: Job): number | undefined {
  return hook?.givenUpAtMs === undefined ? undefined : hook.givenUpAtMs + times.givenUpKeptMs;
}

/** The job after an event about its message; the very same one where it has none. */
export function afterTelling(job: Job, event: HookEvent, atMs: number): Job {
  const { hook, ...rest } = job;
  if (hook === undefined) return job;
  switch (event.kind) {
    case 'told':
      return rest;
    case 'unwanted':
      return { ...job, hook: { ...hook, givenUpAtMs: atMs } };
    case 'tell-again':
      return { ...job, hook: { subject: hook.subject, sinceMs: atMs, nextAtMs: atMs } };
    case 'untold': {
      const agedMs = atMs - hook.sinceMs;
      if (agedMs >= times.tellForMs) return { ...job, hook: { ...hook, givenUpAtMs: atMs } };
      const delayMs = Math.max(tellDelayMs(agedMs) * (0.8 + 0.4 * event.spread), event.retryAfterMs ?? 0);
      const nextAtMs = Math.min(Math.round(atMs + delayMs), hook.sinceMs + times.tellForMs);
      return { ...job, hook: { ...hook, nextAtMs } };
    }
    case 'emptied':
      return emptied(job);
  }
}

/** Nothing of the person is left, and no session finds it any more: only what is still to be told. */
function emptied({ image: _image, imageDigest: _digest, consent: _consent, ...job }: Job): Job {
  const { phase } = job;
  return { ...job, subject: '', emptied: true, phase: phase.state === 'done' ? { ...phase, raw: {} } : phase };
}
