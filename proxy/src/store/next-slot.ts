import { mostAheadMs, type Slot } from './store.ts';

/**
 * The slot after one that was granted for `lastMs`, and what to remember as the last one. A time further ahead than any
 * slot is taken is the trace of a clock that was set back.
 */
export function nextSlot(
  lastMs: number | undefined,
  { gapMs, aheadMs, nowMs }: { readonly gapMs: number; readonly aheadMs: number; readonly nowMs: number },
): { readonly slot: Slot; readonly lastMs: number | undefined } {
  const knownMs = lastMs !== undefined && lastMs > nowMs + mostAheadMs ? nowMs : lastMs;
  const waitMs = knownMs === undefined ? 0 : Math.max(0, knownMs + gapMs - nowMs);
  if (waitMs > aheadMs) return { slot: { taken: false, waitMs: waitMs - aheadMs }, lastMs: knownMs };
  return { slot: { taken: true, waitMs }, lastMs: nowMs + waitMs };
}
