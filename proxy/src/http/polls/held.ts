import type { Shares } from '../shares.ts';

/**
 * Does `work` with the wait that a client wants, in milliseconds, where the subject has a share left; else with 0,
 * which answers at once: a client that is not held comes again by itself.
 */
export async function held<T>(
  polls: Shares,
  subject: string,
  wantedMs: number,
  work: (waitMs: number) => Promise<T>,
): Promise<T> {
  const giveBack = wantedMs > 0 ? polls.take(subject) : undefined;
  try {
    return await work(giveBack ? wantedMs : 0);
  } finally {
    giveBack?.();
  }
}
