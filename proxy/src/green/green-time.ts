/** Green's clock as its answers tell it, carried on by a clock of this machine that nobody sets. */
export type GreenTime = {
  /** Milliseconds since 1970 by Green; undefined before its first answer. */
  now(): number | undefined;
  /** An answer of Green's own said this, to the second. */
  told(dateMs: number): void;
};

/** A `Date` header is cut to the second, and an answer is under way for a while. */
const toleranceMs = 2_000;
/** Two clocks drift apart by some ten milliseconds in this time. */
const trustedMs = 5 * 60_000;

/**
 * The wall clock of this machine may be wrong, and corrected at any moment; what Green takes, and for how long it
 * remembers a nonce, goes by Green's. A later answer is believed where it disagrees, or where the one before is old.
 */
export function createGreenTime(elapsed: () => number): GreenTime {
  let anchor: { readonly dateMs: number; readonly atMs: number } | undefined;
  const now = (): number | undefined => anchor && anchor.dateMs + (elapsed() - anchor.atMs);
  return {
    now,
    told(dateMs) {
      const atMs = elapsed();
      const expected = now();
      const agrees = expected !== undefined && Math.abs(expected - dateMs) <= toleranceMs;
      if (!agrees || anchor === undefined || atMs - anchor.atMs > trustedMs) anchor = { dateMs, atMs };
    },
  };
}
