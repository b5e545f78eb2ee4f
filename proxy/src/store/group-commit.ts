import { ProblemError } from '../problem-error.ts';

/** Runs operations in transactions, those that arrive together in one. */
export type GroupCommit = {
  /** Resolves with the operation's result once its transaction is durable; rejects with `store-unavailable` when it was undone. */
  run<T>(operation: () => T): Promise<T>;
  /** Commits what waits, and takes no more. */
  close(): void;
};

export type GroupCommitOptions = {
  readonly begin: () => void;
  readonly commit: () => void;
  readonly rollback: () => void;
  /** Called after each commit, before its operations resolve. */
  readonly committed?: () => void;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
};

/** A commit blocks the event loop while the disk works, so that for each millisecond of it these many are left to everything else. */
const restFactor = 3;
const longestRestMs = 25;

type Waiting = { readonly perform: () => () => void; readonly reject: (error: ProblemError) => void };

/**
 * One transaction for everything that arrives within a turn of the event loop; after a commit the next one waits three times as long as
 * the last took. So an idle store commits at once, and a busy one commits hundreds of operations together instead of each by itself.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { begin, commit, rollback, committed, now = () => performance.now() } = options;
  let waiting: Waiting[] = [];
  let scheduled = false;
  let closed = false;
  let restUntil = Number.NEGATIVE_INFINITY;

  function flush(): void {
    scheduled = false;
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    const startedAt = now();
    try {
      begin();
      const settle = group.map(({ perform }) => perform());
      commit();
      committed?.();
      for (const each of settle) each();
    } catch (cause) {
      undo();
      const error = new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
      for (const { reject } of group) reject(error);
    }
    const tookMs = now() - startedAt;
    restUntil = now() + Math.min(longestRestMs, tookMs * restFactor);
  }

  function undo(): void {
    try {
      rollback();
    } catch {
      // The failed operation has ended the transaction already.
    }
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    const restMs = restUntil - now();
    if (restMs > 0) setTimeout(flush, restMs);
    else setImmediate(flush);
  }

  return {
    run: (operation) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new ProblemError('store-unavailable', undefined, { retryAfterSeconds: 5 }));
        const perform = () => {
          const result = operation();
          return () => resolve(result);
        };
        waiting.push({ perform, reject });
        schedule();
      }),
    close() {
      closed = true;
      flush();
    },
  };
}
