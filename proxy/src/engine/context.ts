import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { CardName } from '../contract/cards.ts';
import type { Green, QueryOutcome, SubmitOutcome } from '../green/port.ts';
import type { ImageHost } from '../images/images.ts';
import type { Job } from '../jobs/job.ts';
import type { Unsettled } from '../jobs/unsettled.ts';
import type { Operation, Store } from '../store/store.ts';
import type { Told } from '../webhooks/webhook.ts';

/** Moments at which a crash is most awkward; tests end the process there. */
export type Failpoint = 'before-mark' | 'after-mark' | 'after-send' | 'after-answer' | 'before-reply';

/** Told of what the engine does, for metrics. */
export type Observer = {
  called(operation: Operation, outcome: SubmitOutcome['kind'] | QueryOutcome['kind'], ms: number): void;
  sent(job: Job, waitedMs: number): void;
  /** What became of the submission of one image. */
  submitted(card: CardName, outcome: ImageOutcome): void;
  /** A slot was used too late, and another one taken. */
  slotLost(operation: Operation): void;
  ended(job: Job): void;
  /** A submission that may have been billed and brought no result. */
  unsettled(entry: Unsettled): void;
  /** Green's notifications, by what they were good for. */
  notified(outcome: NotificationOutcome): void;
  /** A message to the host, by what became of it. */
  told(outcome: Told['kind']): void;
};

/**
 * `taken`: it told something new · `idle`: of a scan of ours, but nothing new · `foreign`: of none of ours · `forged`:
 * its checksum was wrong.
 */
export type NotificationOutcome = 'taken' | 'idle' | 'foreign' | 'forged';

/** What became of one image's submission; `accepted`: Green made a task of it, which it bills. */
export type ImageOutcome = 'accepted' | 'failed' | 'throttled' | 'not-sent' | 'unknown';

/** What every part of the engine works with. */
export type EngineContext = {
  readonly store: Store;
  readonly green: Green;
  readonly images: ImageHost;
  /** What is due goes by this one: it must not jump. */
  readonly clock: Clock;
  /** The time of files and buckets. */
  readonly wallNow: () => number;
  readonly log: Log;
  readonly observer: Observer;
  readonly failpoint: (at: Failpoint) => Promise<void>;
};

/** Observes nothing. */
export const blindObserver: Observer = {
  called: () => {},
  sent: () => {},
  submitted: () => {},
  slotLost: () => {},
  ended: () => {},
  unsettled: () => {},
  notified: () => {},
  told: () => {},
};
