import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { ProblemError } from '../../base/problem-error.ts';
import type { Allowance, Store } from '../../store/store.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** Alibaba Cloud closes its days by China's time. */
const offsetMs = 8 * hourMs;
/** The operator is warned when so much of a day's ceiling is used. */
const alarmShare = 0.8;

/** How many scans of the day there are, and how many there may be. */
export type DayState = { readonly spent: number; readonly limit: number; readonly alarming: boolean };

/** The day's ceiling, over all replicas and restarts: counted in the store, with each scan that is taken in. */
export type DayCeiling = {
  /** What a scan that is created now counts under. */
  allowance(): Allowance;
  /** Rejects with `daily-limit` once the day is used up: before an image is uploaded in vain. */
  check(): Promise<void>;
  /** Told of each scan, the day's `spent`-th: warns once at four fifths, and once at the end. */
  taken(spent: number): void;
  refusal(): ProblemError;
  state(): Promise<DayState>;
};

/** The calendar day of a moment in UTC+8, `YYYY-MM-DD`, and when it ends. */
export function billingDay(nowMs: number): { readonly name: string; readonly endsAtMs: number } {
  const day = Math.floor((nowMs + offsetMs) / dayMs);
  return { name: new Date(day * dayMs).toISOString().slice(0, 10), endsAtMs: (day + 1) * dayMs - offsetMs };
}

/** Makes a ceiling of `limit` scans a day. */
export function createDayCeiling(deps: {
  readonly store: Pick<Store, 'spent'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly limit: number;
}): DayCeiling {
  const { store, clock, log, limit } = deps;
  const alarmAt = Math.ceil(limit * alarmShare);
  const keyOf = (nowMs: number): string => `images ${billingDay(nowMs).name}`;

  function refusal(): ProblemError {
    const { endsAtMs } = billingDay(clock.now());
    const detail = `The ${limit} images of this day are used up. The next day begins at ${new Date(endsAtMs).toISOString()}.`;
    return new ProblemError('daily-limit', detail, { retryAfterSeconds: Math.ceil((endsAtMs - clock.now()) / 1_000) });
  }

  return {
    allowance() {
      const nowMs = clock.now();
      // Kept a day longer: a replica whose clock is behind still counts under it.
      return { key: keyOf(nowMs), limit, expiresAtMs: billingDay(nowMs).endsAtMs + dayMs };
    },
    async check() {
      if ((await store.spent(keyOf(clock.now()))) >= limit) throw refusal();
    },
    taken(spent) {
      if (spent === alarmAt) log.warn({ count: spent }, 'four fifths of MAX_IMAGES_A_DAY are used');
      if (spent === limit)
        log.error({ count: spent }, 'MAX_IMAGES_A_DAY is reached: new scans are refused until tomorrow');
    },
    refusal,
    async state() {
      const spent = await store.spent(keyOf(clock.now()));
      return { spent, limit, alarming: spent >= alarmAt };
    },
  };
}
