import type { Clock } from '../base/clock.ts';
import { causeOf, type Log } from '../base/log.ts';

/** A thin loop: does its step whenever it is due or woken. */
export type Loop = {
  /** Something may be due now. */
  wake(): void;
  /** Starts it; the promise resolves once it was stopped and its last step has ended. */
  run(signal: AbortSignal): Promise<void>;
};

const safetyMs = 2_000;
const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * `step` does what is due and answers in how many milliseconds it wants to run again (0: at once; Infinity: when
 * woken). A rejected step pauses the loop, longer each time, and never ends it. Every 2 s the loop looks by itself, in
 * case a wake-up was lost.
 */
export function createLoop({
  name,
  clock,
  log,
  step,
}: {
  name: string;
  clock: Clock;
  log: Log;
  step: (signal: AbortSignal) => Promise<number>;
}): Loop {
  let woken = false;
  let alarm = new AbortController();

  async function sleep(ms: number, wakeable: boolean, signal: AbortSignal): Promise<void> {
    if (signal.aborted || (wakeable && woken) || ms <= 0) return;
    alarm = new AbortController();
    await clock.sleep(ms, alarm.signal);
  }

  return {
    wake() {
      woken = true;
      alarm.abort(null);
    },
    async run(signal) {
      const stop = (): void => alarm.abort(null);
      signal.addEventListener('abort', stop);
      let failures = 0;
      while (!signal.aborted) {
        woken = false;
        try {
          const delayMs = await step(signal);
          failures = 0;
          await sleep(Math.min(delayMs, safetyMs), true, signal);
        } catch (error) {
          failures += 1;
          if (failures === 1) log.error({ loop: name, cause: causeOf(error) }, 'loop pauses');
          await sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)), false, signal);
        }
      }
      signal.removeEventListener('abort', stop);
    },
  };
}
