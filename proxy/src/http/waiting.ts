import type { Clock } from '../clock.ts';
import type { Job } from '../jobs/job.ts';
import type { Store } from '../store/store.ts';

/** Holds requests until the scans they ask for have changed. */
export type Waiting = {
  /**
   * The jobs of `ids` (undefined where there is none) as soon as `enough` says so, and at the latest after `ms`, or when `signal` aborts.
   */
  until(
    ids: readonly string[],
    enough: (jobs: readonly (Job | undefined)[]) => boolean,
    ms: number,
    signal: AbortSignal,
    /** Only the jobs' ends matter: what happens to them before wakes nobody. */
    onlyEnds?: boolean,
  ): Promise<readonly (Job | undefined)[]>;
  stop(): void;
};

const safetyMs = 3_000;

/** One watch on the store wakes whoever waits for the jobs it names; every 3 s each looks by itself. */
export function createWaiting({ store, clock }: { store: Store; clock: Clock }): Waiting {
  const waiters = new Map<string, Set<(mayBeEnds: boolean) => void>>();
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

  return {
    async until(ids, enough, ms, signal, onlyEnds = false) {
      const read = async () => (await store.get(ids)).map((stored) => stored?.job);
      const untilMs = clock.now() + ms;
      let woken = false;
      let alarm = new AbortController();
      const wake = (): void => {
        woken = true;
        alarm.abort(null);
      };
      const onChange = (mayBeEnds: boolean): void => {
        if (mayBeEnds || !onlyEnds) wake();
      };
      const stopListening = ms > 0 ? listen(ids, onChange) : () => {};
      signal.addEventListener('abort', wake);
      try {
        for (;;) {
          woken = false;
          const jobs = await read();
          const leftMs = untilMs - clock.now();
          if (leftMs <= 0 || signal.aborted || enough(jobs)) return jobs;
          if (woken) continue;
          alarm = new AbortController();
          await clock.sleep(Math.min(leftMs, safetyMs), alarm.signal);
        }
      } finally {
        stopListening();
        signal.removeEventListener('abort', wake);
      }
    },
    stop: unwatch,
  };
}
