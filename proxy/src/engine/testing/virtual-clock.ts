import { type Clock, createClock } from '../../base/clock.ts';

type Timer = { readonly atMs: number; readonly order: number; readonly wake: () => void };

/** A clock that moves only when told to. */
export type VirtualClock = Clock & {
  /** Moves on by `ms`, waking each sleeper at its time, with everything that follows from it. */
  advance(ms: number): Promise<void>;
};

/** Starts at a fixed time. */
export function createVirtualClock(startMs = 1_800_000_000_000): VirtualClock {
  let nowMs = startMs;
  let made = 0;
  const timers = new Set<Timer>();

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
  };

  function earliest(untilMs: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue;
      if (!first || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order)) first = timer;
    }
    return first;
  }

  const clock = createClock({
    now: () => nowMs,
    after(ms, wake) {
      const timer = { atMs: nowMs + Math.max(0, ms), order: made++, wake };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });

  return {
    ...clock,
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (let timer = earliest(untilMs); timer; timer = earliest(untilMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.wake();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}
