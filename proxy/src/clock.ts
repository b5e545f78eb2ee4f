import { setTimeout as delay } from 'node:timers/promises';

/** Time, passed in wherever it is needed so that tests run in virtual time. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** The machine's clock. A sleeping timer does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    delay(ms, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => {
      // Aborted: whoever sleeps looks at its own signal.
    }),
};
