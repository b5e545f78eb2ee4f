import { createHash, randomBytes } from 'node:crypto';
import type { CardName } from '@scanfill/proxy/contract';
import type { Account } from './account.ts';
import type { Callbacks } from './callbacks/callbacks.ts';
import type { Clock } from './clock.ts';
import { type FaultPlan, faultName, type TaskFault } from './faults/fault.ts';
import { createGate } from './gate.ts';
import type { Download } from './images/download.ts';
import { judgeImage } from './images/judge-image.ts';
import type { ImageEntry, Ledger } from './ledger.ts';
import type { GreenLimits } from './limits.ts';
import type { ImageReader } from './reader-port.ts';
import { resultOf } from './task-info.ts';
import { type Code, codes, withMessage } from './wire/codes.ts';
import { judgeUrl, type ScanRequest, type ScanTask } from './wire/scan-request.ts';

type Ending = { readonly code: Code; readonly results?: readonly Record<string, unknown>[]; readonly at: number };
type Task = {
  readonly taskId: string;
  readonly account: Account;
  readonly asked: ScanTask;
  readonly request: ScanRequest;
  readonly entry: ImageEntry;
  readonly fault: TaskFault | undefined;
  ending?: Ending;
};

/** What submission answers for one task. */
export type Submitted = {
  readonly answer: Record<string, unknown>;
  readonly accepted: boolean;
  /** There only for a task whose callback is scripted to arrive before the answer: settles once it did. */
  readonly calledBack?: Promise<void>;
};

/** Creates tasks, carries them out and answers for them. */
export type Tasks = {
  submit(account: Account, nonce: string, request: ScanRequest, asked: ScanTask, withinQuota: boolean): Submitted;
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
  fetchImage(account: Account, url: string): Promise<Download>;
};

const newTaskId = () => `img${randomBytes(18).toString('base64url')}-1s`;
const wait = (clock: Clock, ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

/** An empty book of tasks. */
export function createTasks(parts: TaskParts): Tasks {
  const { clock, ledger, limits, faults, callbacks } = parts;
  const tasks = new Map<string, Task>();
  const downloads = createGate(limits.concurrentDownloads);
  const reads = createGate(limits.concurrentReads);
  let submitted = 0;

  /** Tasks stand in order of submission, and all end within seconds: the oldest are at the front. */
  function forgetOld(now: number): void {
    for (const [taskId, { ending }] of tasks) {
      if (ending === undefined || ending.at > now - limits.retentionMs) return;
      tasks.delete(taskId);
    }
  }

  async function fetchImage({ account, asked, fault }: Task): Promise<Download> {
    if (fault?.kind === 'download-failure') return { ok: false, code: codes.downloadFailed };
    if (fault?.kind !== 'slow-download') return parts.fetchImage(account, asked.url);
    const [download] = await Promise.all([
      parts.fetchImage(account, asked.url),
      wait(clock, Math.min(fault.forMs, limits.downloadMs)),
    ]);
    return fault.forMs < limits.downloadMs ? download : { ok: false, code: codes.downloadTimeout };
  }

  async function recognise(bytes: Uint8Array, card: CardName): Promise<Omit<Ending, 'at'>> {
    try {
      return { code: codes.ok, results: [resultOf(card, await parts.reader.read(bytes, card))] };
    } catch (error) {
      return { code: withMessage(codes.algoFailed, error instanceof Error ? error.message : String(error)) };
    }
  }

  /** A task is billed when recognition gave an answer; what could not be had or read is not. */
  async function carryOut(task: Task): Promise<{ ending: Omit<Ending, 'at'>; billed: boolean }> {
    const { entry, fault, request } = task;
    const unbilled = (code: Code) => ({ ending: { code }, billed: false });
    if (fault?.kind === 'failed-task' && !fault.billed) return unbilled(fault);
    const download = await downloads(() => fetchImage(task));
    if (!download.ok) return unbilled(download.code);
    entry.sha256 = createHash('sha256').update(download.bytes).digest('hex');
    const refusal = judgeImage(download.bytes);
    if (refusal !== undefined) return unbilled(refusal);
    entry.state = 'fetched';
    if (fault?.kind === 'failed-task') return { ending: { code: fault }, billed: true };
    const ending = await reads(() => recognise(download.bytes, request.card));
    return { ending, billed: ending.code.code === codes.ok.code };
  }

  function describe({ taskId, asked, ending }: Task): Record<string, unknown> {
    const { code, msg } = ending?.code ?? codes.processing;
    const head = { code, msg, ...asked, taskId };
    return ending?.results === undefined ? head : { ...head, extras: {}, results: ending.results };
  }

  async function run(task: Task): Promise<void> {
    const { ending, billed } = await carryOut(task);
    const at = clock.now();
    task.ending = { ...ending, at };
    Object.assign(task.entry, { state: billed ? 'billed' : 'void', endedAt: at, code: ending.code.code });
    const { callback } = task.request;
    if (callback === undefined) return;
    const notice = { account: task.account, callback, taskId: task.taskId, content: JSON.stringify(describe(task)) };
    await callbacks.send(task.fault === undefined ? notice : { ...notice, fault: task.fault });
  }

  return {
    submit(account, nonce, request, asked, withinQuota) {
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
      const expired = task?.ending !== undefined && task.ending.at <= clock.now() - limits.retentionMs;
      if (task === undefined || expired || task.account.uid !== account.uid) return { ...codes.expired, taskId };
      return describe(task);
    },
  };
}
