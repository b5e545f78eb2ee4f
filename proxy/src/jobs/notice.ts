import type { ProblemCode } from '../contract/problems.ts';
import type { Job } from './job.ts';
import { times } from './schedule.ts';

/**
 * What a notification said of a task's end, kept until Green's own answer says more. `verified`: its checksum was
 * right; else it is trusted for its batch's address, its task and its scan alone.
 */
export type Notice = {
  readonly verified: boolean;
  readonly result:
    | { readonly kind: 'done'; readonly recognised: boolean; readonly raw: Readonly<Record<string, unknown>> }
    | {
        readonly kind: 'failed';
        readonly code: ProblemCode;
        readonly greenCode: string;
        readonly attempts: number;
        readonly ifUnfetched?: true;
      };
};

/**
 * A notification under a batch's own address that names this scan and its task. `adopted`: the batch is known to have
 * carried this scan, though it was queued again since.
 */
export type Notification = {
  readonly batchId: string;
  readonly taskId: string;
  readonly atMs: number;
  readonly notice?: Notice;
  readonly adopted?: boolean;
};

/**
 * The job after a notification; the very same one where it says nothing new. It is a hint: it names the task of a
 * submission whose answer was lost, and brings the next look forward, once in five seconds at most.
 */
export function afterNotification(job: Job, { batchId, taskId, atMs, notice, adopted }: Notification): Job {
  const { phase } = job;
  const kept = notice === undefined ? {} : { notice };
  switch (phase.state) {
    case 'queued':
      if (adopted !== true) return job;
      return named(job, { batchId, taskId, atMs, submittedAtMs: atMs, ...kept });
    case 'submitting':
    case 'unknown': {
      if (phase.batchId !== batchId) return job;
      const answerUntilMs = phase.markedAtMs + times.answerWithinMs;
      const open = phase.state === 'submitting' && atMs < answerUntilMs ? { answerUntilMs } : {};
      return named(job, { batchId, taskId, atMs, submittedAtMs: phase.markedAtMs, ...open, ...kept });
    }
    case 'submitted': {
      if (phase.taskId !== taskId || (phase.batchId !== undefined && phase.batchId !== batchId)) return job;
      const soonestMs = Math.max(
        (phase.hintedAtMs ?? Number.NEGATIVE_INFINITY) + times.hintEveryMs,
        phase.answerUntilMs ?? Number.NEGATIVE_INFINITY,
      );
      const hintAtMs = Math.max(atMs, soonestMs);
      const sooner = hintAtMs < phase.nextLookAtMs ? { nextLookAtMs: hintAtMs, hintedAtMs: hintAtMs } : {};
      const better =
        notice !== undefined && (phase.notice === undefined || (notice.verified && !phase.notice.verified));
      if (!better && !('nextLookAtMs' in sooner)) return job;
      return { ...job, phase: { ...phase, ...sooner, ...(better ? { notice } : {}) } };
    }
    case 'done':
    case 'failed':
      return job;
  }
}

function named(
  job: Job,
  {
    atMs,
    ...about
  }: {
    batchId: string;
    taskId: string;
    atMs: number;
    submittedAtMs: number;
    answerUntilMs?: number;
    notice?: Notice;
  },
): Job {
  return {
    ...job,
    attempts: job.attempts + 1,
    phase: {
      state: 'submitted',
      ...about,
      looks: 0,
      nextLookAtMs: Math.max(atMs, about.answerUntilMs ?? atMs),
      hintedAtMs: atMs,
    },
  };
}
