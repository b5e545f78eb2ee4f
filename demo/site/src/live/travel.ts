import type { DoneScan } from '@scanfill/proxy/contract';
import type { FlowState } from '@scanfill/widget';
import { type Figure, growthOf } from '../figures/figures.ts';

/** The stations of a scan's way, in order. */
export const stations = ['photo', 'checks', 'lane', 'green', 'fields'] as const;
export type Station = (typeof stations)[number];

/** One photo on its way, as the upload component tells of it. Times are of one clock, in milliseconds. */
export type Travel = {
  readonly name: string;
  readonly phase: FlowState['phase'];
  readonly chosenAtMs: number;
  /** When it was ready to be sent, and how many bytes that were. */
  readonly sentAtMs?: number;
  readonly bytes?: number;
  /** The proxy's name for it, once it was taken in. */
  readonly id?: string;
  readonly endedAtMs?: number;
  readonly scan?: DoneScan;
};

/**
 * The way after what the upload component says now. It begins with a choice: a reading that only came back with a
 * reload has been on its way before anybody watched.
 */
export function travelAfter(travel: Travel | undefined, state: FlowState, nowMs: number): Travel | undefined {
  const { phase } = state;
  if (phase === 'inspecting') return { name: state.name, phase, chosenAtMs: nowMs };
  if (travel === undefined || phase === 'idle') return undefined;
  const next = { ...travel, phase };
  switch (phase) {
    case 'uploading':
      return { ...next, bytes: state.sent.total, sentAtMs: travel.sentAtMs ?? nowMs };
    case 'recognising':
      return state.id === undefined ? next : { ...next, id: state.id };
    case 'review':
    case 'done':
      return { ...next, id: state.scan.id, scan: state.scan, endedAtMs: travel.endedAtMs ?? nowMs };
    case 'refused':
    case 'failed':
      return { ...next, endedAtMs: travel.endedAtMs ?? nowMs };
    default:
      return next;
  }
}

/** What the proxy has counted since the photo was chosen. */
export type Counted = {
  readonly takenIn: number;
  readonly calls: number;
  readonly looks: number;
  readonly notifications: number;
  readonly billed: number;
  /** From taking it in to sending it, and to its end; undefined until exactly one scan was measured. */
  readonly waitedMs: number | undefined;
  readonly tookMs: number | undefined;
};

/** The figures of each count, under the names of `/metrics`. */
export const countedBy = {
  takenIn: { name: 'scanfill_scans_created_total' },
  calls: { name: 'scanfill_green_calls_total', labels: { operation: 'submit' } },
  looks: { name: 'scanfill_green_calls_total', labels: { operation: 'query' } },
  notifications: { name: 'scanfill_notifications_total' },
  billed: { name: 'scanfill_images_billed_total' },
} as const;

/** The difference of two readings. */
export function countedBetween(before: readonly Figure[], after: readonly Figure[]): Counted {
  const grown = (name: keyof typeof countedBy): number => growthOf(before, after, countedBy[name]);
  const measured = (histogram: string): number | undefined =>
    growthOf(before, after, { name: `${histogram}_count` }) === 1
      ? growthOf(before, after, { name: `${histogram}_sum` }) * 1_000
      : undefined;
  return {
    takenIn: grown('takenIn'),
    calls: grown('calls'),
    looks: grown('looks'),
    notifications: grown('notifications'),
    billed: grown('billed'),
    waitedMs: measured('scanfill_submission_wait_seconds'),
    tookMs: measured('scanfill_scan_seconds'),
  };
}

/** Where the photo is; `stopped`: it goes no further. `calls`: how often images were handed to Green since. */
export function whereabouts(
  { phase, bytes }: Travel,
  calls: number,
): { readonly station: Station; readonly how: 'now' | 'stopped' | 'arrived' } {
  const station = calls > 0 ? 'green' : 'lane';
  switch (phase) {
    case 'done':
    case 'review':
      return { station: 'fields', how: 'arrived' };
    case 'refused':
      return { station: 'checks', how: 'stopped' };
    case 'failed':
      return { station: bytes === undefined ? 'checks' : station, how: 'stopped' };
    case 'uploading':
      return { station: 'lane', how: 'now' };
    case 'recognising':
      return { station, how: 'now' };
    default:
      return { station: 'checks', how: 'now' };
  }
}
