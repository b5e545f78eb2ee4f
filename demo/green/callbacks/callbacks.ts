import { Agent, request } from 'undici';
import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import type { TaskFault } from '../faults/fault.ts';
import type { Ledger } from '../ledger.ts';
import type { CallbackRequest } from '../wire/scan-request.ts';
import { checksumOf } from './checksum.ts';
import { forgery, type Message } from './forgeries.ts';

/** One notification to deliver. */
export type Notice = {
  readonly account: Account;
  readonly callback: CallbackRequest;
  readonly taskId: string;
  readonly content: string;
  readonly fault?: TaskFault;
};

/** Delivers notifications by form POST until one is answered 200, at growing intervals. */
export type Callbacks = {
  /** Settles when the first attempt is over. */
  send(notice: Notice): Promise<void>;
  stop(): Promise<void>;
};

/** `attempts`, `timeoutMs` and `longestPauseMs` as in the limits. */
export function createCallbacks(parts: {
  clock: Clock;
  ledger: Ledger;
  attempts: number;
  timeoutMs: number;
  longestPauseMs: number;
}): Callbacks {
  const agent = new Agent({ connections: 32 });
  const pending = new Set<() => void>();

  /** HTTP status, or 0 where none came. */
  async function post(url: string, checksum: string, content: string): Promise<number> {
    try {
      const { statusCode, body } = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
        body: new URLSearchParams({ checksum, content }).toString(),
        signal: AbortSignal.timeout(parts.timeoutMs),
      });
      await body.dump();
      return statusCode;
    } catch {
      return 0;
    }
  }

  function later(ms: number, run: () => void): void {
    const cancel = parts.clock.after(ms, () => {
      pending.delete(cancel);
      run();
    });
    pending.add(cancel);
  }

  async function attempt(notice: Notice, number: number): Promise<void> {
    const { account, callback, taskId, content } = notice;
    const at = parts.clock.now();
    const checksum = checksumOf(account.uid, callback.seed, content, callback.cryptType);
    const status = await post(callback.url, checksum, content);
    parts.ledger.addCallback({ at, taskId, attempt: number, forged: false, status });
    if (status === 200 || number >= parts.attempts) return;
    later(Math.min(parts.longestPauseMs, 1_000 * 2 ** (number - 1)), () => void attempt(notice, number + 1));
  }

  /** Something untrue, once. */
  async function lie(how: string, { account, callback, taskId }: Notice, { url, seed, content }: Message) {
    const at = parts.clock.now();
    const checksum = checksumOf(account.uid, seed, content, callback.cryptType);
    const status = await post(url, checksum, content);
    parts.ledger.addCallback({ at, taskId, attempt: 1, forged: true, how, status });
  }

  return {
    async send(notice) {
      const { fault, callback, taskId, content } = notice;
      if (fault?.kind !== 'callback') return attempt(notice, 1);
      const { how, forMs = 5_000, times = 16 } = fault;
      if (how === 'never') return;
      if (how === 'late') return later(forMs, () => void attempt(notice, 1));
      const message = forgery(how, callback, taskId, content);
      if (message !== undefined) await lie(how, notice, message);
      const repeats = how === 'twice' ? 2 : how === 'many' ? times : 1;
      for (let repeat = 0; repeat < repeats; repeat += 1) await attempt(notice, 1);
    },
    async stop() {
      for (const cancel of pending) cancel();
      pending.clear();
      await agent.destroy();
    },
  };
}
