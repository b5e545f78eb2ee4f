/** Time as the stand-in knows it; tests pass their own. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs something once after so many milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
};

/** The machine's own time. A pending timer does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
