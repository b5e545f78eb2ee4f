import type { Clock } from '../../base/clock.ts';

/**
 * The last guard before a call leaves: however late slots were used, this process never makes more than `qps` calls in
 * any sliding second.
 */
export type Pace = {
  /** How long to wait before a call may leave. */
  waitMs(): number;
  /** A call leaves now. */
  left(): void;
};

/** A guard over calls that leave from now on. */
export function createPace({ qps, clock }: { qps: number; clock: Pick<Clock, 'elapsed'> }): Pace {
  // The spare 50 ms are what a call may be held up on its way while a later one is not.
  const windowMs = 1_000 + Math.max(50, 5 * qps);
  const leftAtMs: number[] = [];
  return {
    waitMs() {
      const tenth = leftAtMs[leftAtMs.length - qps];
      return tenth === undefined ? 0 : Math.max(0, tenth + windowMs - clock.elapsed());
    },
    left() {
      leftAtMs.push(clock.elapsed());
      if (leftAtMs.length > qps) leftAtMs.shift();
    },
  };
}
