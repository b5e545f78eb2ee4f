import type { PreparedRequest } from '../green/port.ts';
import type { StoredHandoff } from '../jobs/handoff.ts';
import type { Job, Queue } from '../jobs/job.ts';
import type { Unsettled } from '../jobs/unsettled.ts';

/** A job with the version it was read at. */
export type StoredJob = { readonly job: Job; readonly version: number };

/** A job as it shall become, if it still has the version it was read at, and what that leaves unsettled. */
export type Change = { readonly job: Job; readonly version: number; readonly unsettled?: Unsettled };

/** A job to be removed; with a `version` only if it still has that one, and then with what it leaves unsettled. */
export type Erasure = { readonly id: string; readonly version?: number; readonly unsettled?: Unsettled };

/** An entry of what is unsettled, under the key that the next page begins after. */
export type KeptUnsettled = { readonly key: string; readonly entry: Unsettled };

/** How many scans may be created under a key until it expires. */
export type Allowance = { readonly key: string; readonly limit: number; readonly expiresAtMs: number };

/** One submission: what an identical replay needs. Its id is its nonce. */
export type Batch = {
  readonly id: string;
  readonly request: PreparedRequest;
  readonly jobIds: readonly string[];
  readonly markedAtMs: number;
  /** The same moment by Green's clock, where that was known. */
  readonly greenAtMs?: number;
};

/** A scan to be kept. */
export type NewJob = {
  readonly job: Job;
  /**
   * `key` names the request (already a hash of session and Idempotency-Key), `fingerprint` its content. Remembered
   * until `expiresAtMs`, also when the scan is erased before, and in any case as long as the scan is there.
   */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string; readonly expiresAtMs: number };
  /** The session's. A repeated request is not counted. */
  readonly quota?: Allowance;
  /** That of everybody together, such as a day's. Where it is used up the quota is not touched. */
  readonly ceiling?: Allowance;
};

/**
 * `created`: as the `spent`-th under its ceiling. `existing`: the same request came before; its `stored` is undefined
 * when the scan was erased since.
 */
export type Created =
  | { readonly kind: 'created'; readonly spent?: number }
  | { readonly kind: 'existing'; readonly stored: StoredJob | undefined }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'quota-exceeded' }
  | { readonly kind: 'ceiling-reached' };

/**
 * Something has changed: jobs were created, applied or erased, or hand-offs kept (`ids`), and a queue may hold
 * something due earlier than before.
 */
export type Changed = { readonly ids: readonly string[]; readonly queues: readonly Queue[] };

/** Green's two operations, each with its own allowance; `query` is free, `submit` is billed. */
export type Operation = 'submit' | 'query';

/**
 * `taken`: the call may be made `waitMs` from now. Else nothing was taken, and may be asked for again after `waitMs`.
 */
export type Slot = { readonly taken: boolean; readonly waitMs: number };

/** `evenDoubtful`: also from `submit` while it is doubtful what was submitted, to end what waits there. */
export type ClaimOptions = {
  readonly max: number;
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly evenDoubtful?: boolean;
};

/** No slot is taken longer than this before its time. */
export const mostAheadMs = 200;

/** How many jobs wait where; for metrics, readiness and admission. May be a second old. */
export type StoreStats = { readonly [Q in Queue]: number } & { readonly oldestQueuedAtMs: number | undefined };

/**
 * Keeps jobs. Three implementations (memory, sqlite, redis) pass one contract suite (`testing/store-suite.ts`). An
 * implementer keeps:
 * - Each method is atomic, also between processes that share the store. What a resolved promise says is durable; a
 * rejected one is
 *   `ProblemError('store-unavailable')` and leaves it open whether the change was made.
 * - A job's queue, lane and time are `placeOf(job)`, nothing else. Queues are ordered by time, then by creation where
 *   that is cheap.
 * - Jobs, batches and hand-offs are plain JSON and sealed at rest: outside the seal stand only id, version, place and
 *   hashes, and the entries of what is unsettled, which hold nothing personal and outlive every rotation.
 * - Times are the caller's (`nowMs`), except in `slot`, where the store's own clock counts.
 * - Many calls at once are the normal case: gather what arrives together into one commit.
 */
export type Store = {
  readonly kind: 'memory' | 'sqlite' | 'redis';
  /** Other processes may work on it at the same time. */
  readonly shared: boolean;
  /** Opens it; gives what the operator should know, one sentence each (such as which crash could lose what). */
  start(): Promise<readonly string[]>;
  stop(): Promise<void>;

  /**
   * Since when it is doubtful what was submitted already, in milliseconds: what is kept here may be older than what was
   * done, as after a restored backup or a failover to a replica that lacked the last marks. Undefined where it is not.
   * While it is, nothing is claimed from `submit` and nothing marked by other processes either.
   */
  doubt(): Promise<number | undefined>;
  /** The operator has looked: the doubt is over. */
  settle(): Promise<void>;
  /**
   * Once started: this is not what the last process left but a copy put in its place, which may be older than what was
   * done, whether or not that makes anything here doubtful. Absent: it has no memory of its own to be put back.
   */
  isCopy?(): boolean;
  /** It can write nothing any more until it is opened again, as after a failed sync. */
  failed(): boolean;

  /**
   * Tries to write: undefined where that is taken, else the store's own word for why not, as of one that is full or
   * read-only and still reads. Absent: a write that fails is told by `failed`.
   */
  refusal?(): Promise<string | undefined>;

  /** The time by the store's own clock, which all processes on it go by. Absent: there is only one. */
  time?(): Promise<number>;

  /**
   * Keeps a new job with version 1, unless its idempotency key is known, its quota used up or its ceiling reached
   * (checked in this order).
   */
  create(entry: NewJob): Promise<Created>;
  /** Whether an idempotency key is remembered. */
  knows(key: string): Promise<boolean>;
  /** How much of an allowance is used. */
  spent(key: string): Promise<number>;
  /** Keeps until `expiresAtMs` that something was revoked at this time; a later one takes the place of an earlier. */
  revoke(key: string, atMs: number, expiresAtMs: number): Promise<void>;
  /** When it was revoked; undefined where it was not, or that has expired. */
  revokedAt(key: string): Promise<number | undefined>;
  /**
   * In the order asked; undefined where there is none. What still has its version in `known` is given as it stands
   * there, neither read nor unsealed again.
   */
  get(ids: readonly string[], known?: ReadonlyMap<string, StoredJob>): Promise<readonly (StoredJob | undefined)[]>;
  /**
   * When the earliest job of a queue is due (it may be past, or claimed until then); undefined when the queue is empty.
   */
  next(queue: Queue): Promise<number | undefined>;
  /** The ids of all jobs of a queue, due or not, claimed or not. */
  ids(queue: Queue): Promise<readonly string[]>;
  /**
   * Takes up to `max` due jobs (`atMs <= nowMs`) of a queue, earliest first, and hides them from other claims until
   * `nowMs + leaseMs`: their place's time becomes that, their version grows by one, and the job itself stays as it is.
   * From `submit` it takes jobs of one lane only: of a lane that holds `max` or more due jobs (among several the one
   * with the oldest), else of the lane with the oldest.
   */
  claim(queue: Queue, options: ClaimOptions): Promise<readonly StoredJob[]>;
  /**
   * Applies all changes and keeps the batch, or does nothing and answers false when any job has another version or is
   * gone.
   */
  mark(batch: Batch, changes: readonly Change[]): Promise<boolean>;
  /** Undefined when dropped, or older than 20 minutes (a nonce is remembered for 15). */
  batch(id: string): Promise<Batch | undefined>;
  /**
   * Applies each change whose version still holds (it grows by one), and says which; keeps what those leave unsettled;
   * drops batches that nobody needs any more.
   */
  apply(changes: readonly Change[], dropBatches?: readonly string[]): Promise<readonly boolean[]>;
  /**
   * Removes jobs whose version holds, and keeps what they leave unsettled; their idempotency keys stay until they
   * expire. Answers which it removed.
   */
  erase(erasures: readonly Erasure[]): Promise<readonly boolean[]>;
  /**
   * The first `max` entries of what is unsettled whose keys come after this one, in their order. Kept for 90 days, not
   * sealed.
   */
  unsettled(after: string, max: number): Promise<readonly KeptUnsettled[]>;
  /**
   * Keeps a hand-off whole, in the place of the one that still has this version (0: of none); false where it has
   * another. Forgotten after its `keptUntilMs`.
   */
  keepHandoff(entry: StoredHandoff): Promise<boolean>;
  /** Undefined where there is none. */
  handoff(id: string): Promise<StoredHandoff | undefined>;
  /**
   * Takes the account's next call of an operation, up to `aheadMs` (0 unless told, `mostAheadMs` at most) before it may
   * be made. Two calls are never closer than the later one's `gapMs`, over all processes. A clock that was set back
   * counts as "just now".
   */
  slot(operation: Operation, gapMs: number, aheadMs?: number): Promise<Slot>;
  /** Counts a hit in a fixed window, over all processes; need not survive a crash. */
  hit(key: string, windowMs: number): Promise<{ readonly hits: number; readonly resetAtMs: number }>;
  /**
   * Calls back after changes, of this and of other processes, soon but not in order; may call too often, and may miss
   * some while the store is away, so that a listener also looks by itself now and then. A created job that stands
   * behind another one in its queue may go untold. Returns how to stop.
   */
  watch(listener: (changed: Changed) => void): () => void;
  /**
   * Forgets what has expired by itself: idempotency keys, quotas, batches, hand-offs, counters, what was unsettled 90
   * days ago.
   */
  forget(nowMs: number): Promise<void>;
  stats(nowMs: number): Promise<StoreStats>;
};
