/** Keys ordered by time, then by insertion; what changes mostly is at the ends, so a sorted array does. */
export type SortedQueue = {
  readonly size: number;
  /** Puts a key at a time; moves it where it was in already. */
  put(key: string, atMs: number): void;
  remove(key: string): void;
  /** The earliest time. */
  first(): number | undefined;
  /** How many are due, counted no further than `atMost`. */
  countDue(nowMs: number, atMost: number): number;
  /** The earliest `max` that are due, earliest first; leaves them in. */
  due(nowMs: number, max: number): readonly string[];
};

type Entry = { readonly key: string; readonly atMs: number; readonly order: number };

/** An empty queue. */
export function createSortedQueue(): SortedQueue {
  const entries: Entry[] = [];
  const byKey = new Map<string, Entry>();
  let inserted = 0;

  function indexOf(atMs: number, order: number): number {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = entries[middle];
      if (entry && (entry.atMs < atMs || (entry.atMs === atMs && entry.order < order))) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function remove(key: string): void {
    const entry = byKey.get(key);
    if (!entry) return;
    byKey.delete(key);
    entries.splice(indexOf(entry.atMs, entry.order), 1);
  }

  return {
    get size() {
      return entries.length;
    },
    put(key, atMs) {
      remove(key);
      const entry = { key, atMs, order: inserted++ };
      byKey.set(key, entry);
      entries.splice(indexOf(entry.atMs, entry.order), 0, entry);
    },
    remove,
    first: () => entries[0]?.atMs,
    countDue: (nowMs, atMost) => Math.min(atMost, indexOf(nowMs, Number.POSITIVE_INFINITY)),
    due: (nowMs, max) =>
      entries.slice(0, Math.min(max, indexOf(nowMs, Number.POSITIVE_INFINITY))).map(({ key }) => key),
  };
}
