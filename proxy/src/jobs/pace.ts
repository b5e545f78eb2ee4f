import type { Clock } from '../clock.ts';

/**
 * The last guard before a call leaves: however late slots were used, this process never makes more than `qps` calls in any sliding
 * second. `turn` resolves when the call may leave, and counts it.
 */
export function createPace({ qps, clock }: { qps: number; clock: Clock }): {
  turn(signal?: AbortSignal): Promise<void>;
} {
  // The spare 50 ms (of ten calls a second) are what a call may be held up on its way while a later one is not.
  const windowMs = 1_000 + 5 * qps;
  const left: number[] = [];
  let last = Promise.resolve();

  async function wait(signal?: AbortSignal): Promise<void> {
    const earliestMs = (left[left.length - qps] ?? Number.NEGATIVE_INFINITY) + windowMs;
    const waitMs = earliestMs - clock.now();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    left.push(clock.now());
    if (left.length > qps) left.shift();
  }

  return {
    turn(signal) {
      last = last.then(() => wait(signal));
      return last;
    },
  };
}
