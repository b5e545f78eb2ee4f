import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observer } from './engine/context.ts';
import type { EngineStatus } from './engine/engine.ts';
import type { DayState } from './http/uploads/day-ceiling.ts';
import type { StoreStats } from './store/store.ts';

/** Counts what the service does, for Prometheus. */
export type Metrics = {
  readonly observer: Observer;
  created(card: string, bytes: number): void;
  /** The text exposition. */
  text(): Promise<string>;
  readonly contentType: string;
};

const nonceProofs = ['unproved', 'proved', 'stale', 'refuted'] as const;
const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 180, 600, 3_600];

/**
 * Metrics in a registry of their own. `status` and `stats` are asked at each scrape; stats undefined while the store is
 * away.
 */
export function createMetrics(sources: {
  status: () => EngineStatus;
  stats: () => Promise<StoreStats | undefined>;
  doubt: () => Promise<boolean>;
  /** Undefined where there is no ceiling, or the store is away. */
  day?: () => Promise<DayState | undefined>;
  /** What an image costs; undefined: no spend is counted. */
  price?: number | undefined;
  now: () => number;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const created = new Counter({
    name: 'scanfill_scans_created_total',
    help: 'Scans taken in.',
    labelNames: ['card'],
    registers,
  });
  const bytes = new Counter({ name: 'scanfill_upload_bytes_total', help: 'Bytes of images taken in.', registers });
  const ended = new Counter({
    name: 'scanfill_scans_ended_total',
    help: 'Scans that ended.',
    labelNames: ['card', 'state', 'code'],
    registers,
  });
  const calls = new Counter({
    name: 'scanfill_green_calls_total',
    help: 'Calls of Green by operation and outcome.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const callSeconds = new Histogram({
    name: 'scanfill_green_call_seconds',
    help: 'How long calls of Green took.',
    labelNames: ['operation'],
    buckets: seconds,
    registers,
  });
  const images = new Counter({
    name: 'scanfill_images_submitted_total',
    help: 'Images handed to Green by what became of their submission; Green bills the accepted ones. An unknown one may be accepted later.',
    labelNames: ['card', 'outcome'],
    registers,
  });
  const unsettled = new Counter({
    name: 'scanfill_images_unsettled_total',
    help: 'Images that may have been billed and brought no result, by what became of them; `scanfill-proxy reconcile` lists each.',
    labelNames: ['outcome'],
    registers,
  });
  const billed = new Counter({
    name: 'scanfill_images_billed_total',
    help: 'Images by how sure it is that Green bills them: sure (a result came), likely (Green took it, no result came), possible (sent, no usable answer).',
    labelNames: ['confidence'],
    registers,
  });
  const spend =
    sources.price === undefined
      ? undefined
      : new Counter({
          name: 'scanfill_spend_total',
          help: 'The same in money, at IMAGE_PRICE.',
          labelNames: ['confidence'],
          registers,
        });
  function bill(confidence: 'sure' | 'likely' | 'possible'): void {
    billed.inc({ confidence });
    spend?.inc({ confidence }, sources.price ?? 0);
  }
  const notifications = new Counter({
    name: 'scanfill_notifications_total',
    help: "Green's notifications: taken (they told something new), idle, foreign (of no scan here), forged (wrong checksum).",
    labelNames: ['outcome'],
    registers,
  });
  const webhooks = new Counter({
    name: 'scanfill_webhooks_total',
    help: 'Messages to the host, each time one was sent, by what became of it.',
    labelNames: ['outcome'],
    registers,
  });
  const slotsLost = new Counter({
    name: 'scanfill_slots_lost_total',
    help: 'Slots that were used too late and taken anew, by operation.',
    labelNames: ['operation'],
    registers,
  });
  const waited = new Histogram({
    name: 'scanfill_submission_wait_seconds',
    help: 'From taking a scan in to sending it.',
    buckets: seconds,
    registers,
  });
  const took = new Histogram({
    name: 'scanfill_scan_seconds',
    help: 'From taking a scan in to its end.',
    buckets: seconds,
    registers,
  });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const waiting = gauge('scanfill_scans_waiting', 'Scans by the queue they wait in.', ['queue']);
  const oldest = gauge('scanfill_oldest_queued_seconds', 'Age of the oldest scan that waits for submission.');
  const circuitOpen = gauge('scanfill_circuit_open', '1 while Green cannot be reached.');
  const nonceProof = gauge(
    'scanfill_nonce_proof',
    '1 for where the proof stands that this endpoint refuses used nonces; lost answers are asked for by sending again only while it is proved.',
    ['state'],
  );
  const refused = gauge(
    'scanfill_account_refused',
    '1 while Green does not serve the account, by reason and by the code of its own.',
    ['reason', 'code'],
  );
  const doubt = gauge(
    'scanfill_epoch_unconfirmed',
    '1 while nothing is submitted because the store may be older than what was submitted.',
  );
  const inFlight = gauge('scanfill_calls_in_flight', 'Calls of Green under way.');
  const gap = gauge('scanfill_slot_gap_seconds', 'Gap between two calls of an operation.', ['operation']);

  const dayGauges = sources.day && {
    spent: gauge('scanfill_images_today', 'Scans taken in today (UTC+8).'),
    limit: gauge('scanfill_images_a_day_max', 'MAX_IMAGES_A_DAY.'),
    alarm: gauge('scanfill_images_today_alarm', '1 once four fifths of MAX_IMAGES_A_DAY are used.'),
  };

  async function refresh(): Promise<void> {
    const day = await sources.day?.();
    if (day && dayGauges) {
      dayGauges.spent.set(day.spent);
      dayGauges.limit.set(day.limit);
      dayGauges.alarm.set(day.alarming ? 1 : 0);
    }
    const status = sources.status();
    circuitOpen.set(status.circuitOpen ? 1 : 0);
    for (const state of nonceProofs) nonceProof.set({ state }, status.nonceProof === state ? 1 : 0);
    refused.reset();
    for (const { reason, code } of status.troubles) refused.set({ reason, code }, 1);
    inFlight.set(status.inFlight);
    gap.set({ operation: 'submit' }, status.submitGapMs / 1_000);
    gap.set({ operation: 'query' }, status.queryGapMs / 1_000);
    doubt.set((await sources.doubt()) ? 1 : 0);
    const stats = await sources.stats();
    if (!stats) return;
    for (const queue of ['submit', 'poll', 'resolve', 'erase'] as const) waiting.set({ queue }, stats[queue]);
    oldest.set(stats.oldestQueuedAtMs === undefined ? 0 : Math.max(0, sources.now() - stats.oldestQueuedAtMs) / 1_000);
  }

  return {
    observer: {
      called(operation, outcome, ms) {
        calls.inc({ operation, outcome });
        callSeconds.observe({ operation }, ms / 1_000);
      },
      sent: (_job, waitedMs) => waited.observe(Math.max(0, waitedMs) / 1_000),
      submitted: (card, outcome) => images.inc({ card, outcome }),
      unsettled({ outcome, taskId }) {
        unsettled.inc({ outcome });
        bill(taskId === undefined ? 'possible' : 'likely');
      },
      notified: (outcome) => notifications.inc({ outcome }),
      told: (outcome) => webhooks.inc({ outcome }),
      slotLost: (operation) => slotsLost.inc({ operation }),
      ended({ card, createdAtMs, phase }) {
        ended.inc({ card, state: phase.state, code: phase.state === 'failed' ? phase.code : '' });
        // What a notification alone says, nobody has verified.
        if (phase.state === 'done') bill(phase.unverified ? 'likely' : 'sure');
        if ('endedAtMs' in phase) took.observe(Math.max(0, phase.endedAtMs - createdAtMs) / 1_000);
      },
    },
    created(card, size) {
      created.inc({ card });
      bytes.inc(size);
    },
    async text() {
      await refresh();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
