import type { Clock } from '../base/clock.ts';
import { times } from '../jobs/schedule.ts';

/** When this process sent which batch, by a clock that nobody sets. */
export type SentHere = {
  add(batchId: string): void;
  /** Milliseconds since it was sent; undefined where another process sent it, or long ago. */
  ageMs(batchId: string): number | undefined;
};

/** Remembers as long as it matters: what is older is not sent again anyway. */
export function createSentHere(clock: Pick<Clock, 'elapsed'>): SentHere {
  const sentAtMs = new Map<string, number>();
  return {
    add(batchId) {
      const nowMs = clock.elapsed();
      for (const [id, atMs] of sentAtMs) {
        if (nowMs - atMs <= times.replayWithinMs) break;
        sentAtMs.delete(id);
      }
      sentAtMs.set(batchId, nowMs);
    },
    ageMs(batchId) {
      const atMs = sentAtMs.get(batchId);
      return atMs === undefined ? undefined : clock.elapsed() - atMs;
    },
  };
}
