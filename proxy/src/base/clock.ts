/** Time, passed in wherever it is needed so that tests run in virtual time. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds since some moment, by a clock that nobody sets. */
  elapsed(): number;
  /** Calls back once after `ms`, unless cancelled by what it gives. */
  after(ms: number, wake: () => void): () => void;
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** A clock of these; the rest follows from them. */
export function createClock(basis: Pick<Clock, 'now' | 'after'> & Partial<Pick<Clock, 'elapsed'>>): Clock {
  return {
    elapsed: basis.now,
    ...basis,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          cancel();
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const cancel = basis.after(ms, wake);
        signal?.addEventListener('abort', wake, { once: true });
      });
    },
  };
}

/** The machine's clock. A timer does not keep the process alive. */
export const systemClock: Clock = createClock({
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, ms).unref();
    return () => clearTimeout(timer);
  },
});
