/** One lane as a claim sees it: how many of its jobs are due, and when its first is. */
export type LaneView<T> = { readonly value: T; readonly due: number; readonly firstAtMs: number | undefined };

/**
 * The lane to submit next: a full one first (among several the one with the oldest scan), else the lane with the oldest
 * scan; undefined where nothing is due. Full batches keep the throughput, age keeps rare card types from starving.
 */
export function pickLane<T>(lanes: readonly LaneView<T>[], max: number): T | undefined {
  const waiting = lanes.filter(({ due }) => due > 0);
  const full = waiting.filter(({ due }) => due >= max);
  const candidates = full.length > 0 ? full : waiting;
  return candidates.toSorted((a, b) => (a.firstAtMs ?? 0) - (b.firstAtMs ?? 0))[0]?.value;
}
