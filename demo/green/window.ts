/** Counts events in a sliding second, for each key apart. */
export type SlidingWindow = {
  /** Takes up to `wanted` places at this moment and tells how many were free. */
  take(key: string, now: number, wanted?: number): number;
};

const windowMs = 1_000;

/**
 * At most `limit` events in any sliding second. Only admitted events count: a refused call does not push the next one
 * further away, which is how a caller that backs off gets through again.
 */
export function createSlidingWindow(limit: number): SlidingWindow {
  const admitted = new Map<string, { at: number; count: number }[]>();
  return {
    take(key, now, wanted = 1) {
      const events = admitted.get(key) ?? [];
      admitted.set(key, events);
      while (events[0] !== undefined && events[0].at <= now - windowMs) events.shift();
      const used = events.reduce((sum, event) => sum + event.count, 0);
      const granted = Math.max(0, Math.min(wanted, limit - used));
      if (granted > 0) events.push({ at: now, count: granted });
      return granted;
    },
  };
}
