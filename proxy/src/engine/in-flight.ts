import type { Clock } from '../base/clock.ts';
import { causeOf, type Log } from '../base/log.ts';

/** Calls that have left and whose answers are still to be recorded. */
export type InFlight = {
  readonly size: number;
  /** Runs `call`; what it gives is run, and run again while the store is away, until it succeeds or `stop`. */
  add(call: () => Promise<() => Promise<void>>): void;
  /** Resolves once nothing is in flight, `ms` at most. */
  drain(ms: number): Promise<void>;
};

const firstRetryMs = 100;
const longestRetryMs = 2_000;
const mostRetries = 60;

/** An answer that has come is never dropped for a store that is away for a while. */
export function createInFlight({ clock, log }: { clock: Clock; log: Log }): InFlight {
  const running = new Set<Promise<void>>();

  async function run(call: () => Promise<() => Promise<void>>): Promise<void> {
    try {
      const record = await call();
      for (let tries = 0; ; tries++) {
        try {
          return await record();
        } catch (error) {
          if (tries >= mostRetries) throw error;
          await clock.sleep(Math.min(longestRetryMs, firstRetryMs * 2 ** tries));
        }
      }
    } catch (error) {
      // The lease of its jobs brings them back.
      log.error({ cause: causeOf(error) }, 'an answer could not be recorded');
    }
  }

  return {
    get size() {
      return running.size;
    },
    add(call) {
      const one = run(call).finally(() => running.delete(one));
      running.add(one);
    },
    async drain(ms) {
      await Promise.race([Promise.allSettled([...running]), clock.sleep(ms)]);
    },
  };
}
