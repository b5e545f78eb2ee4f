import { randomBytes } from 'node:crypto';
import type { Account } from './account.ts';
import type { Callbacks } from './callbacks/callbacks.ts';
import { createCarryOut, type Ending, type ImageSource } from './carry-out.ts';
import type { Clock } from './clock.ts';
import { type FaultPlan, faultName, type TaskFault } from './faults/fault.ts';
import { writeJson } from './faults/odd-replies.ts';
import type { ImageEntry, Ledger } from './ledger.ts';
import type { GreenLimits } from './limits.ts';
import type { ImageReader } from './reader-port.ts';
import { type Code, codes } from './wire/codes.ts';
import { judgeUrl, type ScanRequest, type ScanTask } from './wire/scan-request.ts';

type Task = {
  readonly taskId: string;
  readonly account: Account;
  readonly asked: ScanTask;
  readonly request: ScanRequest;
  readonly entry: ImageEntry;
  readonly fault: TaskFault | undefined;
  ending?: Ending & { readonly at: number };
};

/** The call that submits. */
export type Submission = { readonly account: Account; readonly nonce: string; readonly requestId: string };

/** What submission answers for one task. */
export type Submitted = {
  readonly answer: Record<string, unknown>;
  readonly accepted: boolean;
  /** There only for a task whose callback is scripted to arrive before the answer: settles once it did. */
  readonly calledBack?: Promise<void>;
};

/** Creates tasks, carries them out and answers for them. */
export type Tasks = {
  submit(call: Submission, request: ScanRequest, asked: ScanTask, withinQuota: boolean): Submitted;
  /** One element of a results answer. */
  answer(account: Account, taskId: string): Record<string, unknown>;
};

/** What the tasks need. */
export type TaskParts = {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly limits: GreenLimits;
  readonly faults: FaultPlan;
  readonly reader: ImageReader;
  readonly callbacks: Callbacks;
  readonly images: ImageSource;
};

const newTaskId = () => `img${randomBytes(18).toString('base64url')}-1s`;

/** What `results` says about a task with a callback where the account cannot ask for it. */
const unasked = { expired: codes.expired, 'not-found': codes.notFound, processing: codes.processing } as const;

/** An empty book of tasks. */
export function createTasks(parts: TaskParts): Tasks {
  const { clock, ledger, limits, faults, callbacks } = parts;
  const carryOut = createCarryOut(parts);
  const tasks = new Map<string, Task>();
  let submitted = 0;

  /** Tasks stand in order of submission, and all end within seconds: the oldest are at the front. */
  function forgetOld(now: number): void {
    for (const [taskId, { ending }] of tasks) {
      if (ending === undefined || ending.at > now - limits.retentionMs) return;
      tasks.delete(taskId);
    }
  }

  function describe({ taskId, asked, ending }: Task): Record<string, unknown> {
    const { code, msg } = ending?.code ?? codes.processing;
    const head = { code, msg, ...asked, taskId };
    return ending?.results === undefined ? head : { ...head, extras: {}, results: ending.results };
  }

  async function run(task: Task): Promise<void> {
    const { account, asked, request, fault, entry } = task;
    const { ending, billed } = await carryOut({ account, url: asked.url, card: request.card, fault, entry });
    const at = clock.now();
    task.ending = { ...ending, at };
    Object.assign(entry, { state: billed ? 'billed' : 'void', endedAt: at, code: ending.code.code });
    const { callback } = request;
    if (callback === undefined) return;
    const notice = { account, callback, taskId: task.taskId, content: writeJson(describe(task)) };
    await callbacks.send(fault === undefined ? notice : { ...notice, fault });
  }

  return {
    submit({ account, nonce, requestId }, request, asked, withinQuota) {
      submitted += 1;
      const now = clock.now();
      forgetOld(now);
      const fault = faults.task(submitted);
      const refused = ({ code, msg }: Code): Submitted => ({ answer: { code, msg, ...asked }, accepted: false });
      if (!withinQuota) return refused(codes.exceedQuota);
      if (fault?.kind === 'refused-task') return refused(fault);
      const badUrl = judgeUrl(asked.url);
      if (badUrl !== undefined) return refused(badUrl);
      const taskId = newTaskId();
      const entry = ledger.addImage({
        at: now,
        account: account.uid,
        card: request.card,
        ...asked,
        taskId,
        nonce,
        requestId,
        state: 'accepted',
        ...(fault === undefined ? {} : { fault: faultName(fault) }),
      });
      const task: Task = { taskId, account, asked, request, entry, fault };
      tasks.set(taskId, task);
      const ended = run(task);
      const early = fault?.kind === 'callback' && fault.how === 'early' && request.callback !== undefined;
      const answer = { ...codes.ok, ...asked, taskId };
      return early ? { answer, accepted: true, calledBack: ended } : { answer, accepted: true };
    },
    answer(account, taskId) {
      const task = tasks.get(taskId);
      const now = clock.now();
      const expired = task?.ending !== undefined && task.ending.at <= now - limits.retentionMs;
      if (task === undefined || expired || task.account.uid !== account.uid) return { ...codes.expired, taskId };
      const { fault, request, asked, entry } = task;
      const troubled = fault?.kind === 'query-trouble' && now < entry.at + fault.forMs;
      if (troubled) return { code: fault.code, msg: fault.msg, ...asked, taskId };
      const { callbackTasks = 'queryable' } = account;
      if (request.callback === undefined || callbackTasks === 'queryable') return describe(task);
      return { ...unasked[callbackTasks], taskId };
    },
  };
}
