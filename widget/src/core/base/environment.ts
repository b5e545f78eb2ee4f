/** What the client needs of the world around it; tests hand in their own. */
export type Environment = {
  /** Milliseconds. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Settles after `ms`; at once, and without an error, when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly isOnline: () => boolean;
  /** Settles when the device is online again, or after `ms`; at once, and without an error, when the signal aborts. */
  readonly whenOnline: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** The browser's own. */
export const browserEnvironment: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    until(signal, (done) => {
      const timer = setTimeout(done, ms);
      return () => clearTimeout(timer);
    }),
  isOnline: () => navigator.onLine !== false,
  whenOnline: (ms, signal) =>
    until(signal, (done) => {
      addEventListener('online', done);
      const timer = setTimeout(done, ms);
      return () => {
        removeEventListener('online', done);
        clearTimeout(timer);
      };
    }),
};

function until(signal: AbortSignal | undefined, start: (done: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      stop();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const stop = start(done);
    signal?.addEventListener('abort', done);
  });
}
