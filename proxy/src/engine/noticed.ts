import type { TaskResult } from '../green/port.ts';
import type { Phase } from '../jobs/job.ts';
import type { JobEvent } from '../jobs/reduce.ts';
import { looksToBelieve } from '../jobs/schedule.ts';
import { failureOf } from './submission.ts';

/**
 * What Green may answer about a task that its query does not know: a bad parameter, nothing there, a task ID that
 * expired.
 */
const unknownTaskCodes = new Set(['400', '404', '594']);

/** Whether an answer says, in Green's own words, that the query does not know the task. */
export const isDenied = (answer: TaskResult): boolean =>
  answer.kind === 'failed' && unknownTaskCodes.has(answer.greenCode);

/**
 * What a notification said of a task's end, where the query knows nothing of that task: by a code of Green's own that
 * says so, or because its answers left the task out several times. Undefined where there was no notification, and
 * wherever the query does know.
 */
export function noticedEvent(
  { taskId, looks, notice }: Extract<Phase, { state: 'submitted' }>,
  answer: TaskResult,
  atMs: number,
): JobEvent | undefined {
  if (notice === undefined) return undefined;
  const { verified, result } = notice;
  const leftOut = answer.kind === 'unknown' && looks + 1 >= looksToBelieve;
  if (!isDenied(answer) && !leftOut) return undefined;
  if (result.kind === 'failed') return failureOf({ taskId }, result, atMs);
  const { recognised, raw } = result;
  return { kind: 'recognised', recognised, raw, atMs, ...(verified ? {} : { unverified: true }) };
}
