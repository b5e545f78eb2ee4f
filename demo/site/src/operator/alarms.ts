import { type Asked, type Figure, figuresOf, sumOf } from '../figures/figures.ts';

/** An alarm of `examples/run/alerts.yaml`, as far as one look at the proxy tells of it. */
export type Alarm = {
  /** Its name there, and its heading in docs/operations.md. */
  readonly name: string;
  readonly asked: Asked;
  /** A gauge says how it is now; a count only grows, and its rule asks how fast. */
  readonly kind: 'gauge' | 'count';
  /** It rings above this; a count that never passed it cannot have passed it in any hour. */
  readonly above: number;
};

/** Every alarm but ScanfillDown, which nobody can ask a proxy for. */
export const alarms: readonly Alarm[] = [
  { name: 'ScanfillGreenUnreachable', asked: { name: 'scanfill_circuit_open' }, kind: 'gauge', above: 0 },
  { name: 'ScanfillAccountRefused', asked: { name: 'scanfill_account_refused' }, kind: 'gauge', above: 0 },
  { name: 'ScanfillEpochUnconfirmed', asked: { name: 'scanfill_epoch_unconfirmed' }, kind: 'gauge', above: 0 },
  { name: 'ScanfillWaitingLong', asked: { name: 'scanfill_oldest_queued_seconds' }, kind: 'gauge', above: 120 },
  {
    name: 'ScanfillUnconfirmed',
    asked: { name: 'scanfill_scans_ended_total', labels: { code: 'unconfirmed' } },
    kind: 'count',
    above: 5,
  },
  { name: 'ScanfillUnsettled', asked: { name: 'scanfill_images_unsettled_total' }, kind: 'count', above: 20 },
  {
    name: 'ScanfillNonceRefuted',
    asked: { name: 'scanfill_nonce_proof', labels: { state: 'refuted' } },
    kind: 'gauge',
    above: 0,
  },
  {
    name: 'ScanfillFailures',
    asked: { name: 'scanfill_scans_ended_total', labels: { state: 'failed' } },
    kind: 'count',
    // More than one in ten, of more than fifty.
    above: 5,
  },
  { name: 'ScanfillDailyCeiling', asked: { name: 'scanfill_images_today_alarm' }, kind: 'gauge', above: 0 },
  {
    name: 'ScanfillForgedNotifications',
    asked: { name: 'scanfill_notifications_total', labels: { outcome: 'forged' } },
    kind: 'count',
    above: 10,
  },
];

/**
 * How an alarm stands: `quiet`; `rings` where its figure is over the bound now; `may-ring` where a count is high enough
 * that only its rule, over time, can tell; `absent` where the proxy was set up without what it watches.
 */
export type Standing = 'quiet' | 'rings' | 'may-ring' | 'absent';

/** What one look at the figures tells of an alarm. */
export function standingOf(
  { asked, kind, above, name }: Alarm,
  figures: readonly Figure[],
): { readonly standing: Standing; readonly value: number } {
  const found = figuresOf(figures, asked);
  const value = kind === 'count' ? sumOf(figures, asked) : Math.max(0, ...found.map((figure) => figure.value));
  if (name === 'ScanfillDailyCeiling' && found.length === 0) return { standing: 'absent', value };
  if (value <= above) return { standing: 'quiet', value };
  return { standing: kind === 'gauge' ? 'rings' : 'may-ring', value };
}
