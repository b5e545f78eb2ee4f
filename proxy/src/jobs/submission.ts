import type { SubmitOutcome, TaskAnswer } from '../green/port.ts';
import type { StoredJob } from '../store/store.ts';
import type { Step } from './advance.ts';
import type { JobEvent } from './reduce.ts';

/**
 * What a submission's outcome means for each of its jobs. `settled`: nothing is open any more, so that the batch need not be kept.
 */
export function submissionSteps(
  jobs: readonly StoredJob[],
  outcome: SubmitOutcome,
  atMs: number,
): { readonly steps: readonly Step[]; readonly settled: boolean } {
  const steps = jobs.map((stored) => ({ stored, event: eventOf(outcome, stored.job.id, atMs) }));
  return { steps, settled: steps.every(({ event }) => event.kind !== 'lost') };
}

function eventOf(outcome: SubmitOutcome, id: string, atMs: number): JobEvent {
  switch (outcome.kind) {
    case 'not-sent':
    case 'throttled':
      return { kind: outcome.kind, atMs };
    case 'refused':
      return failureOf(outcome, atMs);
    case 'accepted':
      return answerOf(outcome.tasks.get(id), atMs);
    case 'nonce-used':
    case 'unknown':
      return { kind: 'lost', atMs };
  }
}

function answerOf(answer: TaskAnswer | undefined, atMs: number): JobEvent {
  switch (answer?.kind) {
    case 'accepted':
      return { kind: 'accepted', taskId: answer.taskId, atMs };
    case 'failed':
      return failureOf(answer, atMs);
    default:
      return { kind: 'lost', atMs };
  }
}

/** A failure that Green named, as an event. */
export function failureOf(
  { code, greenCode, attempts }: Omit<Extract<TaskAnswer, { kind: 'failed' }>, 'kind'>,
  atMs: number,
): JobEvent {
  return { kind: 'failed', code, greenCode, attempts, atMs };
}
