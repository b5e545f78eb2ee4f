import type { Clock } from '../../base/clock.ts';

const longestGapMs = 1_000;
const quietMs = 1_000;

/** How far apart calls of one operation are made. */
export type Throttle = {
  /** The gap now, in milliseconds. */
  gapMs(): number;
  /** How long no call may be made at all, because Green named a time. */
  pauseMs(): number;
  /** Green said that this was too fast. */
  slower(retryAfterMs?: number): void;
};

/** Slows down by half when told to, up to one call a second, and creeps back by 5 % each quiet second. */
export function createThrottle({ qps, clock }: { qps: number; clock: Pick<Clock, 'elapsed'> }): Throttle {
  // Evenly spaced with 5 ms to spare, 50 in a second at least: counting in fixed windows would let 19 through in a
  // sliding second.
  const leastGapMs = 1_000 / qps + Math.max(5, 50 / qps);
  let gapMs = leastGapMs;
  let setAtMs = clock.elapsed();
  let pausedUntilMs = 0;

  function settle(): number {
    const quietSeconds = Math.floor((clock.elapsed() - setAtMs) / quietMs);
    if (quietSeconds > 0 && gapMs > leastGapMs) {
      gapMs = Math.max(leastGapMs, gapMs * 0.95 ** quietSeconds);
      setAtMs += quietSeconds * quietMs;
    }
    return gapMs;
  }

  return {
    gapMs: settle,
    pauseMs: () => Math.max(0, pausedUntilMs - clock.elapsed()),
    slower(retryAfterMs = 0) {
      gapMs = Math.max(leastGapMs, Math.min(Math.max(longestGapMs, leastGapMs), settle() * 1.5));
      setAtMs = clock.elapsed();
      pausedUntilMs = Math.max(pausedUntilMs, setAtMs + Math.min(retryAfterMs, 60_000));
    },
  };
}
