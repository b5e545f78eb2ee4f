import { causeOf, type LogFields } from '../base/log.ts';
import type { Green, GreenFailure, PreparedRequest, QueryOutcome, SubmitOutcome, TaskAnswer } from '../green/port.ts';
import type { JobEvent, Submission } from '../jobs/reduce.ts';
import type { StoredJob } from '../store/store.ts';
import type { Step } from './advance.ts';
import type { ImageOutcome, Observer } from './context.ts';

/**
 * Sends a submission. Whatever throws once bytes may have left leaves open what became of it, as a lost answer does.
 */
export async function submitOnce(green: Green, request: PreparedRequest): Promise<SubmitOutcome> {
  try {
    return await green.submit(request);
  } catch (error) {
    return { kind: 'unknown', cause: causeOf(error) };
  }
}

/** An outcome as the log tells it: Green's code and request ID, what the operator looks up. */
export function told(outcome: SubmitOutcome | QueryOutcome): LogFields {
  return {
    outcome: outcome.kind,
    ...('cause' in outcome ? { cause: outcome.cause } : {}),
    ...('greenCode' in outcome ? { greenCode: outcome.greenCode } : {}),
    ...('requestId' in outcome && outcome.requestId !== undefined ? { greenRequestId: outcome.requestId } : {}),
  };
}

/**
 * What the outcome of a batch's submission means for each of its jobs. `settled`: nothing is open any more, so that the
 * batch need not be kept.
 */
export function submissionSteps(
  batchId: string,
  jobs: readonly StoredJob[],
  outcome: SubmitOutcome,
  atMs: number,
): { readonly steps: readonly Step[]; readonly settled: boolean } {
  const steps = jobs.map((stored) => ({
    stored,
    event: requestedBy(outcome, eventOf(batchId, outcome, stored.job.id, atMs)),
  }));
  return { steps, settled: steps.every(({ event }) => event.kind !== 'lost') };
}

/** With Green's ID of the request, where an answer had one: what its support, and its bill, go by. */
function requestedBy(outcome: SubmitOutcome, event: JobEvent): JobEvent {
  if (!('requestId' in outcome) || typeof outcome.requestId !== 'string') return event;
  const isKept = event.kind === 'accepted' || event.kind === 'lost' || event.kind === 'failed';
  return isKept ? { ...event, requestId: outcome.requestId } : event;
}

/** Counts what became of each image. */
export function observeImages(observer: Observer, steps: readonly Step[]): void {
  for (const { stored, event } of steps) {
    const outcome: ImageOutcome | undefined = imageOutcomes[event.kind];
    if (outcome !== undefined) observer.submitted(stored.job.card, outcome);
  }
}

const imageOutcomes: { readonly [E in JobEvent['kind']]?: ImageOutcome } = {
  accepted: 'accepted',
  failed: 'failed',
  throttled: 'throttled',
  'not-sent': 'not-sent',
  lost: 'unknown',
};

function eventOf(batchId: string, outcome: SubmitOutcome, id: string, atMs: number): JobEvent {
  switch (outcome.kind) {
    case 'not-sent':
    case 'throttled':
      return { kind: outcome.kind, batchId, atMs };
    case 'refused':
      return failureOf({ batchId }, outcome, atMs);
    case 'accepted':
      return answerOf(batchId, outcome.tasks.get(id), atMs);
    case 'nonce-used':
    case 'unknown':
      return { kind: 'lost', batchId, atMs };
  }
}

function answerOf(batchId: string, answer: TaskAnswer | undefined, atMs: number): JobEvent {
  switch (answer?.kind) {
    case 'accepted':
      return { kind: 'accepted', batchId, taskId: answer.taskId, atMs };
    case 'failed':
      return failureOf({ batchId }, answer, atMs);
    default:
      return { kind: 'lost', batchId, atMs };
  }
}

/** A failure that Green named, as an event. */
export function failureOf(
  of: Submission,
  { code, greenCode, attempts }: GreenFailure,
  atMs: number,
): Extract<JobEvent, { kind: 'failed' }> {
  return { kind: 'failed', of, code, greenCode, attempts, atMs };
}
