import type { Clock } from '../../base/clock.ts';
import type { Job } from '../../jobs/job.ts';
import type { Store } from '../../store/store.ts';
import { createSharedLooks } from './shared-looks.ts';

/** The jobs as they were found, in the order asked; undefined where there is none. */
export type Found = readonly (Job | undefined)[];

/** What a request waits for. */
export type Wish = {
  readonly ids: readonly string[];
  /** Whether this is worth an answer. */
  readonly enough: (jobs: Found) => boolean;
  /** 0: answer at once. */
  readonly ms: number;
  /** Only the jobs' ends matter: what happens to them before wakes nobody. */
  readonly onlyEnds?: boolean;
  /** What the jobs were a moment ago, where the caller knows: saves the first look. */
  readonly known?: Found;
  /** Told when nobody needs the answer any more; gives how to stop listening. */
  readonly gone: (wake: () => void) => () => void;
};

type Waiter = { readonly wake: () => void; readonly end: () => void; lookedAtMs: number };

/** Holds requests until the scans they ask for have changed. */
export type Waiting = {
  /** The jobs as soon as `enough` says so, and at the latest after `ms`, when the client is gone, or at `stop`. */
  until(wish: Wish): Promise<Found>;
  /** Answers whoever waits. */
  stop(): void;
};

const safetyMs = 3_000;
const pulseMs = 1_000;

/**
 * One watch on the store wakes whoever waits for the jobs it names; every 3 s at the latest each looks anyway, all that
 * are due together.
 */
export function createWaiting({ store, clock }: { store: Store; clock: Clock }): Waiting {
  const waiters = new Map<string, Set<(mayBeEnds: boolean) => void>>();
  const everybody = new Set<Waiter>();
  const look = createSharedLooks(store);
  let stopped = false;
  let cancelPulse: (() => void) | undefined;
  const unwatch = store.watch(({ ids, queues }) => {
    // An ended job waits to be erased; an erased one is in no queue.
    const mayBeEnds = queues.length === 0 || queues.includes('erase');
    for (const id of ids) for (const wake of waiters.get(id) ?? []) wake(mayBeEnds);
  });

  function listen(ids: readonly string[], wake: (mayBeEnds: boolean) => void): () => void {
    for (const id of ids) {
      const set = waiters.get(id) ?? new Set();
      waiters.set(id, set.add(wake));
    }
    return () => {
      for (const id of ids) {
        const set = waiters.get(id);
        set?.delete(wake);
        if (set?.size === 0) waiters.delete(id);
      }
    };
  }

  /** While anybody waits. */
  function pulse(): void {
    cancelPulse ??= clock.after(pulseMs, () => {
      cancelPulse = undefined;
      const overdueMs = clock.elapsed() - (safetyMs - pulseMs);
      for (const waiter of everybody) if (waiter.lookedAtMs <= overdueMs) waiter.wake();
      if (everybody.size > 0) pulse();
    });
  }

  return {
    async until({ ids, enough, ms, onlyEnds = false, known, gone }) {
      if (ms <= 0 || stopped) return known ?? look(ids);
      const untilMs = clock.now() + ms;
      let woken = false;
      let over = false;
      let rouse = (): void => {};
      const wake = (): void => {
        woken = true;
        rouse();
      };
      const end = (): void => {
        over = true;
        wake();
      };
      const unlisten = listen(ids, (mayBeEnds) => {
        if (mayBeEnds || !onlyEnds) wake();
      });
      const letGo = look.hold(ids);
      const stay = gone(end);
      const waiter: Waiter = { wake, end, lookedAtMs: clock.elapsed() };
      everybody.add(waiter);
      pulse();
      try {
        // Listening goes first: a change between the two must not be missed.
        let jobs = known ?? (await look(ids));
        for (;;) {
          const leftMs = untilMs - clock.now();
          if (over || stopped || leftMs <= 0 || enough(jobs)) return jobs;
          if (!woken)
            await new Promise<void>((resolve) => {
              const cancel = clock.after(leftMs, resolve);
              rouse = () => {
                cancel();
                resolve();
              };
            });
          woken = false;
          waiter.lookedAtMs = clock.elapsed();
          jobs = await look(ids);
        }
      } finally {
        unlisten();
        letGo();
        stay();
        everybody.delete(waiter);
      }
    },
    stop() {
      stopped = true;
      unwatch();
      cancelPulse?.();
      for (const { end } of everybody) end();
    },
  };
}
