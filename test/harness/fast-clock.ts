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
  /** Goes so many times as fast as the machine's from now on; whoever waits already wakes by the new speed. */
  hasten(speed: number): void;
  /** The same time, read off a clock that is set wrong: `aheadMs` is asked at each look, and may change. */
  wrong(aheadMs: () => number): TestClock;
};

/** Node takes no longer delay than this, about 25 days. */
const longestDelayMs = 2 ** 31 - 1;

export function createFastClock(startSpeed: number): FastClock {
  // Behind the machine's clock, which files bear the time of: nothing shall look older than the start of what wrote it.
  const startMs = Date.now() - 60 * 60_000;
  const waiting = new Set<{ arm(): void }>();
  let speed = startSpeed;
  let since = performance.now();
  let before = 0;
  const elapsed = () => before + (performance.now() - since) * speed;
  const clock: TestClock = {
    now: () => Math.floor(startMs + elapsed()),
    elapsed,
    after(ms, wake) {
      let timer: NodeJS.Timeout | undefined;
      let leftMs = ms;
      let armedAt = elapsed();
      const one = {
        arm() {
          clearTimeout(timer);
          leftMs -= elapsed() - armedAt;
          armedAt = elapsed();
          timer = setTimeout(ring, Math.min(leftMs / speed, longestDelayMs)).unref();
        },
      };
      const ring = () => {
        waiting.delete(one);
        wake();
      };
      waiting.add(one);
      one.arm();
      return () => {
        waiting.delete(one);
        clearTimeout(timer);
      };
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
      before += ms;
    },
    hasten(next) {
      before = elapsed();
      since = performance.now();
      speed = next;
      for (const one of waiting) one.arm();
    },
    wrong: (aheadMs) => ({ ...clock, now: () => clock.now() + aheadMs() }),
  };
}
