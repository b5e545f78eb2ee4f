/** What proxy and stand-in call a clock. */
export type TestClock = {
  now(): number;
  elapsed(): number;
  after(ms: number, wake: () => void): () => void;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/**
 * A clock for a proxy and a stand-in over real sockets, so many times as fast as the machine's: an hour of looks passes
 * in seconds.
 */
export type FastClock = TestClock & {
  /** Nothing happens for so long: only for while nobody waits. */
  jump(ms: number): void;
  /** The same time, read off a clock that is set wrong: `aheadMs` is asked at each look, and may change. */
  wrong(aheadMs: () => number): TestClock;
};

export function createFastClock(speed: number): FastClock {
  // Behind the machine's clock, which files bear the time of: nothing shall look older than the start of what wrote it.
  const startMs = Date.now() - 60 * 60_000;
  const startedAt = performance.now();
  let jumpedMs = 0;
  const elapsed = () => (performance.now() - startedAt) * speed + jumpedMs;
  const clock: TestClock = {
    now: () => Math.floor(startMs + elapsed()),
    elapsed,
    after(ms, wake) {
      // Node takes no longer delay than this, about 25 days.
      const timer = setTimeout(wake, Math.min(ms / speed, 2 ** 31 - 1)).unref();
      return () => clearTimeout(timer);
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          cancel();
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const cancel = clock.after(ms, wake);
        signal?.addEventListener('abort', wake, { once: true });
      }),
  };
  return {
    ...clock,
    jump(ms) {
      jumpedMs += ms;
    },
    wrong: (aheadMs) => ({ ...clock, now: () => clock.now() + aheadMs() }),
  };
}
