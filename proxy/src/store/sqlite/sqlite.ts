import { ProblemError } from '../../base/problem-error.ts';
import { keptUntilMs } from '../../jobs/handoff.ts';
import type { Job, Queue } from '../../jobs/job.ts';
import { placeOf } from '../../jobs/place.ts';
import { type Unsettled, unsettledFrom, unsettledKeptMs, unsettledKey } from '../../jobs/unsettled.ts';
import { checkCanary, sealCanary } from '../../seal/canary.ts';
import { createSealer, SealError } from '../../seal/seal.ts';
import { createChangeFeed } from '../change-feed.ts';
import { pickLane } from '../pick-lane.ts';
import type { Batch, Change, Created, Erasure, NewJob, Store, StoredJob, StoreStats } from '../store.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { createSlots } from './slots.ts';
import { databaseFile, openDatabase } from './sqlite-database.ts';
import { type JobRow, prepareStatements, type Statements } from './sqlite-statements.ts';
import { renewWitness, witnessOf } from './witness.ts';

const batchKeptMs = 20 * 60_000;

export type SqliteStoreOptions = {
  /** Its own directory; made where there is none. */
  readonly dir: string;
  /** What jobs are sealed under; the first seals, all open. */
  readonly secrets: readonly [string, ...string[]];
};

/**
 * The embedded store: one file, one process. Every write is on the disk before its promise resolves, as with
 * `synchronous = FULL` but without blocking; writes that arrive together share a transaction. Reads are synchronous
 * underneath and see what is committed, at times a few milliseconds before it is durable: nothing that is sent or
 * promised depends on them.
 */
export function createSqliteStore({ dir, secrets }: SqliteStoreOptions): Store {
  const sealer = createSealer({ secrets, purpose: 'store' });
  const feed = createChangeFeed();
  const windows = new Map<string, { hits: number; resetAtMs: number }>();
  const slots = createSlots(dir);
  let opened:
    | { readonly sql: Statements; readonly group: GroupCommit; readonly close: () => Promise<void> }
    | undefined;
  let doubtSinceMs: number | undefined;
  let copied = false;
  let touched: { ids: string[]; queues: Queue[] } = { ids: [], queues: [] };
  let counted: { readonly stats: StoreStats; readonly until: number } | undefined;

  function open() {
    if (opened === undefined) throw new ProblemError('store-unavailable', undefined, { retryAfterSeconds: 5 });
    return opened;
  }
  const write = async <T>(operation: (sql: Statements) => T): Promise<T> => {
    const { sql, group } = open();
    return group.run(() => operation(sql));
  };
  const read = async <T>(operation: (sql: Statements) => T): Promise<T> => {
    const { sql } = open();
    try {
      return operation(sql);
    } catch (cause) {
      throw new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
    }
  };

  function touch(id: string, queue?: Queue): void {
    touched.ids.push(id);
    if (queue !== undefined) touched.queues.push(queue);
  }
  function tell(): void {
    const { ids, queues } = touched;
    touched = { ids: [], queues: [] };
    if (ids.length > 0 || queues.length > 0) feed.tell(ids, queues);
  }

  /** Made before the transaction that it stands in: one that cannot be written down fails alone. */
  const body = (job: Job, version: number): Buffer => sealer.seal(job.id, JSON.stringify(job), version);
  const placed = (job: Job) => {
    const { queue, lane, atMs } = placeOf(job);
    return { queue, lane: queue === 'submit' ? lane : '', atMs };
  };
  const stored = ({ id, version, sealed, body: record }: JobRow): StoredJob => ({
    job: JSON.parse(sealer.open(id, record, sealed)),
    version,
  });

  type Written = Change & { readonly body: Buffer };
  const written = (each: Change): Written => ({ ...each, body: body(each.job, each.version + 1) });
  function writable(each: Change): Written | undefined {
    try {
      return written(each);
    } catch {
      return undefined;
    }
  }

  function keepUnsettled(sql: Statements, entry: Unsettled | undefined): void {
    if (entry) sql.keepUnsettled(unsettledKey(entry), JSON.stringify(entry));
  }

  function change(sql: Statements, { job, version, unsettled, body: record }: Written): boolean {
    const { queue, lane, atMs } = placed(job);
    if (sql.updateJob(queue, lane, atMs, record, job.id, version) === 0) return false;
    keepUnsettled(sql, unsettled);
    touch(job.id, queue);
    return true;
  }

  function erase(sql: Statements, { id, version, unsettled }: Erasure): boolean {
    touch(id);
    if ((version === undefined ? sql.eraseJob(id) : sql.eraseVersion(id, version)) === 0) return false;
    keepUnsettled(sql, unsettled);
    return true;
  }

  /**
   * Whether this database is what the last process left, or a copy from before that was put back: scans that wait in a
   * copy may have been submitted since. A copy in which none waits is as good as the original.
   */
  function doubtAtStart(sql: Statements): number | undefined {
    const kept = sql.setting('witness')?.toString('utf8');
    const known = sql.setting('doubt')?.toString('utf8');
    const foreign = kept !== undefined && kept !== witnessOf(dir);
    copied = foreign;
    const waiting = sql.lanes().some((lane) => sql.first('submit', lane) !== undefined);
    const sinceMs = known ? Number(known) : foreign && waiting ? Date.now() : undefined;
    if (sinceMs !== undefined) sql.set('doubt', Buffer.from(String(sinceMs)));
    sql.set('witness', Buffer.from(renewWitness(dir)));
    return sinceMs;
  }

  function create(sql: Statements, { job, idempotency, quota, ceiling }: NewJob, record: Buffer): Created {
    const known = idempotency && sql.key(idempotency.key);
    if (known) {
      if (known.fingerprint !== idempotency.fingerprint) return { kind: 'conflict' };
      const row = sql.job(known.id);
      return { kind: 'existing', stored: row && openable(() => stored(row)) };
    }
    if (quota && sql.used(quota.key) >= quota.limit) return { kind: 'quota-exceeded' };
    if (ceiling && sql.used(ceiling.key) >= ceiling.limit) return { kind: 'ceiling-reached' };
    for (const each of [quota, ceiling]) if (each) sql.spend(each.key, each.expiresAtMs);
    if (idempotency) sql.insertKey(idempotency.key, idempotency.fingerprint, job.id, idempotency.expiresAtMs);
    const { queue, lane, atMs } = placed(job);
    sql.insertJob(job.id, queue, lane, atMs, record);
    touch(job.id, queue);
    return { kind: 'created', ...(ceiling ? { spent: sql.used(ceiling.key) } : {}) };
  }

  function count(sql: Statements): StoreStats {
    const sizes = new Map(sql.sizes().map(({ queue, size }) => [queue, size]));
    const of = (queue: Queue): number => sizes.get(queue) ?? 0;
    const oldest = Math.min(...sql.lanes().map((lane) => sql.first('submit', lane) ?? Number.POSITIVE_INFINITY));
    const oldestQueuedAtMs = Number.isFinite(oldest) ? oldest : undefined;
    return { submit: of('submit'), poll: of('poll'), resolve: of('resolve'), erase: of('erase'), oldestQueuedAtMs };
  }

  return {
    kind: 'sqlite',
    shared: false,

    async start() {
      const database = await openDatabase(dir);
      const { db } = database;
      try {
        const sql = prepareStatements(db);
        const canary = sql.setting('canary');
        if (canary !== undefined) checkCanary(sealer, canary, databaseFile(dir));
        sql.set('canary', sealCanary(sealer));
        doubtSinceMs = doubtAtStart(sql);
        await database.sync(1);
        slots.start();
        const group = createGroupCommit({
          begin: () => db.exec('BEGIN IMMEDIATE'),
          commit: () => db.exec('COMMIT'),
          rollback: () => {
            touched = { ids: [], queues: [] };
            db.exec('ROLLBACK');
          },
          sync: database.sync,
          synced: tell,
        });
        opened = { sql, group, close: database.close };
      } catch (error) {
        await database.close();
        throw error;
      }
      return [`Scans are kept in ${databaseFile(dir)}; neither a crash nor a power cut loses an accepted one.`];
    },

    async stop() {
      const last = opened;
      opened = undefined;
      await last?.group.close();
      await last?.close();
      slots.stop();
    },

    async create(entry) {
      const record = body(entry.job, 1);
      return write((sql) => create(sql, entry, record));
    },

    knows: (key) => read((sql) => sql.key(key) !== undefined),
    spent: (key) => read((sql) => sql.used(key)),

    // A time in the place of a number: forgotten like every allowance.
    revoke: (key, atMs, expiresAtMs) => write((sql) => void sql.setUsed(`revoked ${key}`, atMs, expiresAtMs)),
    revokedAt: (key) => read((sql) => sql.used(`revoked ${key}`) || undefined),

    get: (ids, known) =>
      read((sql) =>
        ids.map((id) => {
          const before = known?.get(id);
          if (before !== undefined && sql.version(id) === before.version) return before;
          const row = sql.job(id);
          return row && stored(row);
        }),
      ),

    next: (queue) =>
      read((sql) => {
        if (queue !== 'submit') return sql.first(queue, '');
        const earliest = Math.min(...sql.lanes().map((lane) => sql.first(queue, lane) ?? Number.POSITIVE_INFINITY));
        return Number.isFinite(earliest) ? earliest : undefined;
      }),

    ids: (queue) => read((sql) => sql.ids(queue).map(({ id }) => id)),

    claim: (queue, { max, nowMs, leaseMs }) =>
      write((sql) => {
        const lane = queue === 'submit' ? laneToClaim(sql, nowMs, max) : '';
        if (lane === undefined) return [];
        // One that cannot be opened stays where it is, hidden like its neighbours: a secret may still be added.
        return sql.take(queue, lane, nowMs, max, nowMs + leaseMs).flatMap((row) => openable(() => stored(row)) ?? []);
      }),

    async mark(batch, changes) {
      const record = sealer.seal(batch.id, JSON.stringify(batch));
      const all = changes.map(written);
      return write((sql) => {
        const current = sql.countCurrent(changes.map(({ job, version }) => [job.id, version]));
        if (current < changes.length) return false;
        sql.insertBatch(batch.id, batch.markedAtMs, record);
        for (const each of all) change(sql, each);
        return true;
      });
    },

    batch: (id) =>
      read((sql): Batch | undefined => {
        const sealed = sql.batch(id);
        return sealed && JSON.parse(sealer.open(id, sealed));
      }),

    async apply(changes, dropBatches = []) {
      const all = changes.map(writable);
      return write((sql) => {
        for (const id of dropBatches) sql.dropBatch(id);
        return all.map((each) => each !== undefined && change(sql, each));
      });
    },

    erase: (erasures) => write((sql) => erasures.map((each) => erase(sql, each))),

    unsettled: (after, max) =>
      read((sql) => sql.unsettled(after, max).map((row) => ({ key: row.key, entry: JSON.parse(row.body) }))),

    async keepHandoff({ handoff, version }) {
      const { id } = handoff;
      const record = sealer.seal(id, JSON.stringify(handoff), version + 1);
      return write((sql) => {
        if ((sql.handoff(id)?.version ?? 0) !== version) return false;
        sql.keepHandoff(id, version + 1, record, keptUntilMs(handoff));
        touch(id);
        return true;
      });
    },
    handoff: (id) =>
      read((sql) => {
        const row = sql.handoff(id);
        return row && { handoff: JSON.parse(sealer.open(id, row.body, row.version)), version: row.version };
      }),

    slot: async (operation, gapMs, aheadMs) => {
      open();
      return slots.take(operation, gapMs, aheadMs);
    },

    async hit(key, windowMs) {
      const nowMs = Date.now();
      const current = windows.get(key);
      const next =
        current && current.resetAtMs > nowMs
          ? { hits: current.hits + 1, resetAtMs: current.resetAtMs }
          : { hits: 1, resetAtMs: nowMs + windowMs };
      windows.set(key, next);
      return next;
    },

    doubt: async () => doubtSinceMs,
    isCopy: () => copied,
    async settle() {
      await write((sql) => sql.unset('doubt'));
      doubtSinceMs = undefined;
    },
    failed: () => opened?.group.failed === true,

    async refusal() {
      try {
        await write((sql) => sql.set('tried', Buffer.of(1)));
        return undefined;
      } catch (error) {
        return wordOf(error);
      }
    },

    watch: feed.watch,

    forget(nowMs) {
      const real = Date.now();
      for (const [key, { resetAtMs }] of windows) if (resetAtMs <= real) windows.delete(key);
      return write((sql) => {
        sql.forget(nowMs, nowMs - batchKeptMs);
        sql.forgetUnsettled(unsettledFrom(nowMs - unsettledKeptMs));
      });
    },

    stats: () =>
      read((sql) => {
        // Reading still works then, but nothing can be taken in: new scans are refused, and readiness says so.
        open().group.check();
        const startedAt = performance.now();
        if (counted !== undefined && counted.until > startedAt) return counted.stats;
        const stats = count(sql);
        // Counting reads the whole index: it may take a twentieth of the time at most.
        const tookMs = performance.now() - startedAt;
        counted = { stats, until: startedAt + Math.min(1_000, tookMs * 20) };
        return stats;
      }),
  };
}

/** What sqlite or the disk calls it, such as `SQLITE_FULL`. */
function wordOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'closed';
}

function laneToClaim(sql: Statements, nowMs: number, max: number): string | undefined {
  const views = sql.lanes().map((lane) => ({
    value: lane,
    due: sql.countDue('submit', lane, nowMs, max),
    firstAtMs: sql.first('submit', lane),
  }));
  return pickLane(views, max);
}

/** What can be opened; inside a transaction a broken record must not undo its neighbours' work. */
function openable(open: () => StoredJob): StoredJob | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
