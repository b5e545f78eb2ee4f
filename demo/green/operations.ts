import type { Account } from './account.ts';
import type { Clock } from './clock.ts';
import type { GreenLimits } from './limits.ts';
import { uploadBucket } from './oss/oss.ts';
import type { UploadGrants } from './oss/upload-grants.ts';
import type { Tasks } from './tasks.ts';
import type { SlidingWindow } from './window.ts';
import { type Code, codes } from './wire/codes.ts';
import { parseResultsRequest, parseScanRequest } from './wire/scan-request.ts';

/** An admitted call. */
export type Call = {
  readonly account: Account;
  readonly nonce: string;
  readonly body: Uint8Array;
  readonly requestId: string;
  /** Scheme and authority the caller reached us at. */
  readonly origin: string;
};

/** A body with HTTP 200, and what it cost. */
export type Outcome = {
  readonly body: Readonly<Record<string, unknown>> & Code;
  /** Tasks created. */
  readonly accepted: number;
  /** Callbacks scripted to arrive before this answer. */
  readonly before?: readonly Promise<void>[];
};

/** An operation by its path. `limited`: counts against the rate of the account. */
export type Operation = { readonly name: string; readonly limited: boolean; run(call: Call): Outcome };

/** What the operations need. */
export type OperationParts = {
  readonly clock: Clock;
  readonly limits: GreenLimits;
  readonly tasks: Tasks;
  readonly grants: UploadGrants;
  readonly images: SlidingWindow;
};

/** Green's operations, by path. */
export function createOperations(parts: OperationParts): ReadonlyMap<string, Operation> {
  const { clock, limits, tasks, grants, images } = parts;
  const refused = (requestId: string, code: Code): Outcome => ({ body: { ...code, requestId }, accepted: 0 });

  /** Billed. Creates a task for each image; each task has a code of its own. */
  function asyncscan({ account, nonce, body, requestId }: Call): Outcome {
    const parsed = parseScanRequest(body, limits.maxTasks);
    if (!parsed.ok) return refused(requestId, parsed.code);
    const { value } = parsed;
    const granted = images.take(account.uid, clock.now(), value.tasks.length);
    const submitted = value.tasks.map((task, index) =>
      tasks.submit({ account, nonce, requestId }, value, task, index < granted),
    );
    return {
      body: { ...codes.ok, requestId, data: submitted.map(({ answer }) => answer) },
      accepted: submitted.filter(({ accepted }) => accepted).length,
      before: submitted.flatMap(({ calledBack }) => calledBack ?? []),
    };
  }

  /** Free. One element for each id asked for, in the same order. */
  function results({ account, body, requestId }: Call): Outcome {
    const parsed = parseResultsRequest(body);
    if (!parsed.ok) return refused(requestId, parsed.code);
    const data = parsed.value.map((taskId) => tasks.answer(account, taskId));
    return { body: { ...codes.ok, requestId, data }, accepted: 0 };
  }

  /** Free. Temporary permission to put images where tasks can read them. */
  function uploadcredentials({ account, requestId, origin }: Call): Outcome {
    const { uid, ...grant } = grants.issue(account.uid, clock.now());
    return { body: { ...codes.ok, requestId, data: { ...grant, uploadBucket, ossEndpoint: origin } }, accepted: 0 };
  }

  return new Map([
    ['/green/image/asyncscan', { name: 'asyncscan', limited: true, run: asyncscan }],
    ['/green/image/results', { name: 'results', limited: true, run: results }],
    ['/green/credentials/uploadcredentials', { name: 'uploadcredentials', limited: false, run: uploadcredentials }],
  ]);
}
