import { ProblemError } from '../../base/problem-error.ts';

/** Runs operations in transactions, those that arrive together in one. */
export type GroupCommit = {
  /**
   * Resolves with the operation's result once its transaction is durable; rejects with `store-unavailable` when it is
   * not.
   */
  run<T>(operation: () => T): Promise<T>;
  /** Throws `store-unavailable` when no operation will succeed any more. */
  check(): void;
  /** No operation will succeed any more. */
  readonly failed: boolean;
  /** Takes no more, and resolves when what waited is durable. */
  close(): Promise<void>;
};

export type GroupCommitOptions = {
  readonly begin: () => void;
  readonly commit: () => void;
  readonly rollback: () => void;
  /** Makes what was committed durable, without blocking. Nothing is begun before it resolves. */
  readonly sync: (operations: number) => Promise<void>;
  /** Called after each sync, before its operations resolve. */
  readonly synced?: () => void;
};

/**
 * After a transaction of so many operations the next one gathers a little longer: fewer of them cost half the processor
 * time.
 */
const busyOperations = 5;
const gatherMs = 5;

type Waiting = { readonly perform: () => () => void; readonly reject: (error: ProblemError) => void };

/**
 * One transaction at a time: all that arrives in one turn of the event loop, or while the one before is on its way to
 * the disk. So an idle store commits at once, and a busy one hundreds of operations together, as many as the disk's own
 * pace calls for. A failed sync ends it for good: what the disk holds is then unknown, and only opening the file again
 * tells.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { begin, commit, rollback, sync, synced } = options;
  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;
  let failure: { readonly cause: unknown } | undefined;
  let closed = false;

  async function work(): Promise<void> {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await commitGroup(group);
      if (group.length >= busyOperations && !closed) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    }
    working = undefined;
  }

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    const fail = (cause: unknown): void => {
      const error = unavailable(cause);
      for (const { reject } of group) reject(error);
    };
    if (failure !== undefined) return fail(failure.cause);
    let settle: (() => void)[];
    try {
      begin();
      settle = group.map(({ perform }) => perform());
      commit();
    } catch (cause) {
      undo();
      if (group.length === 1) return fail(cause);
      // One of them is bad: each for itself, so that it fails alone.
      for (const each of group) await commitGroup([each]);
      return;
    }
    try {
      await sync(group.length);
      synced?.();
    } catch (cause) {
      failure = { cause };
      return fail(cause);
    }
    for (const each of settle) each();
  }

  function undo(): void {
    try {
      rollback();
    } catch {
      // The failed operation has ended the transaction already.
    }
  }

  return {
    run: (operation) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(unavailable(undefined));
        const perform = () => {
          const result = operation();
          return () => resolve(result);
        };
        waiting.push({ perform, reject });
        working ??= work();
      }),
    get failed() {
      return failure !== undefined;
    },
    check() {
      if (failure !== undefined) throw unavailable(failure.cause);
    },
    async close() {
      closed = true;
      await working;
    },
  };
}

const unavailable = (cause: unknown): ProblemError =>
  new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
