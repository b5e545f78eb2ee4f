import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { datasync } from '../../seal/datasync.ts';
import { makeDirectory, syncDirectory } from '../../seal/directory.ts';
import { makePrivate, makePrivateFile } from '../../seal/private.ts';

/** An open database, locked against every other process. */
export type SqliteDatabase = {
  readonly db: Database.Database;
  /**
   * Makes everything committed so far durable, without blocking the event loop; `operations` since the last call, to
   * tell when to tidy up.
   */
  sync(operations: number): Promise<void>;
  close(): Promise<void>;
};

const schemaVersion = 3;

/**
 * The log is written back into the database after so many operations: some 20 MB of it, or a few seconds of a busy
 * store.
 */
const operationsPerCheckpoint = 10_000;
/** One that failed is tried again after so many. */
const operationsPerRetry = 1_000;
/**
 * And emptied this long after what is oldest in it: until then it holds, sealed, what has been erased or replaced
 * since.
 */
const usualLogMs = 60_000;

/** What a database of version 1 lacks. */
const sinceVersion1 = `
  ALTER TABLE jobs ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE unsettled (key TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** What a database of version 2 lacks. */
const sinceVersion2 = `
  CREATE TABLE handoffs (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL, expires_at INTEGER NOT NULL) STRICT;
  CREATE INDEX handoffs_by_expiry ON handoffs (expires_at);
`;

/**
 * `at` orders each queue, `seq` breaks ties by creation; `lane` is empty outside the submit queue, so that one index
 * serves all.
 */
const schema = `
  CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    queue TEXT NOT NULL,
    lane TEXT NOT NULL,
    at INTEGER NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX jobs_by_place ON jobs (queue, lane, at, seq);
  CREATE TABLE batches (id TEXT PRIMARY KEY, marked_at INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
  CREATE INDEX batches_by_age ON batches (marked_at);
  CREATE TABLE keys (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, id TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
  CREATE INDEX keys_by_expiry ON keys (expires_at);
  CREATE TABLE quotas (key TEXT PRIMARY KEY, used INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT;
  CREATE INDEX quotas_by_expiry ON quotas (expires_at);
  CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
  ${sinceVersion1}
  ${sinceVersion2}
`;

/** The database's file in its directory. */
export const databaseFile = (dir: string): string => join(dir, 'scans.db');

/**
 * Opens the database of a directory, made where there is none. Throws an `Error` for the operator: another process has
 * it open, a newer release wrote it, or the directory cannot be written.
 */
export async function openDatabase(
  dir: string,
  {
    logMs = usualLogMs,
    elapsed = () => performance.now(),
  }: { readonly logMs?: number; readonly elapsed?: () => number } = {},
): Promise<SqliteDatabase> {
  makeDirectory(dir);
  const path = databaseFile(dir);
  // Its log and journal take their rights from it.
  makePrivateFile(path);
  for (const beside of ['-wal', '-shm', '-journal']) makePrivate(path + beside);
  const db = new Database(path);
  try {
    // Exclusive: the engine's leases and slots count on being the only process, and the lock goes when the process
    // does, however it ends.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Erased scans shall not linger in free pages, sealed or not.
    db.exec('PRAGMA secure_delete = ON');
    db.prepare('PRAGMA journal_mode = WAL').all();
    db.exec('PRAGMA wal_autocheckpoint = 0');
    db.exec('PRAGMA synchronous = NORMAL');
    db.exec('BEGIN EXCLUSIVE');
    const version = versionOf(db);
    if (version > schemaVersion) throw new Error(`${path} was written by a newer release of Scanfill`);
    if (version === 0) db.exec(schema);
    if (version === 1) db.exec(sinceVersion1);
    if (version > 0 && version < 3) db.exec(sinceVersion2);
    if (version < schemaVersion) db.exec(`PRAGMA user_version = ${schemaVersion}`);
    db.exec('COMMIT');
  } catch (cause) {
    release(db);
    throw explained(dir, cause);
  }
  // New files are durable only once their directory is.
  syncDirectory(dir);
  // Both stay open until the database is closed: closing a file drops every lock that the process has on it.
  const [log, main] = await Promise.all([open(`${path}-wal`, 'r+'), open(path, 'r+')]);
  const checkpoint = createCheckpoint(db, main);
  let operationsInLog = 0;
  let logSince: number | undefined;
  return {
    db,
    async sync(operations) {
      await datasync(log.fd);
      operationsInLog += operations;
      logSince ??= elapsed();
      const old = elapsed() - logSince >= logMs;
      if (operationsInLog < operationsPerCheckpoint && !old) return;
      const written = await checkpoint();
      operationsInLog = written ? 0 : operationsPerCheckpoint - operationsPerRetry;
      if (!old) return;
      if (written) empty(db);
      // One that could not be written back is not tried again with every operation.
      logSince = written ? undefined : elapsed();
    },
    async close() {
      release(db);
      await Promise.all([log.close(), main.close()]);
    },
  };
}

/**
 * Writes the log back into the database. Asked to sync, sqlite would block the event loop meanwhile, so it is told not
 * to for this one statement, and the file is synced on the side. No transaction may begin before that is done: the next
 * one starts the log afresh, and until then the log, durable already, is what a crash is mended from. Answers false
 * where sqlite could not write (a full disk): the log is whole then and goes on growing. A sync that fails rejects:
 * what it lost, sqlite no longer has in its log.
 */
function createCheckpoint(db: Database.Database, main: FileHandle): () => Promise<boolean> {
  return async () => {
    db.exec('PRAGMA synchronous = OFF');
    try {
      db.prepare('PRAGMA wal_checkpoint(PASSIVE)').all();
    } catch {
      return false;
    } finally {
      db.exec('PRAGMA synchronous = NORMAL');
    }
    await datasync(main.fd);
    return true;
  };
}

/**
 * Cuts off a log that was written back and is durable in the database; a crash before that reaches the disk only writes
 * it back once more.
 */
function empty(db: Database.Database): void {
  try {
    db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  } catch {
    // Next time.
  }
}

/**
 * Closes it and gives up the lock. Prepared statements keep the driver's connection alive until they are collected, so
 * the lock is not left to `close`: leaving WAL, which also writes everything into the one file, allows it to be given
 * up at once.
 */
function release(db: Database.Database): void {
  try {
    db.exec('PRAGMA synchronous = FULL');
    db.prepare('PRAGMA journal_mode = DELETE').all();
    db.prepare('PRAGMA locking_mode = NORMAL').all();
    db.prepare('SELECT count(*) FROM sqlite_schema').all();
  } catch {
    // It was not ours to begin with, or the disk is gone: what is committed stays in the log.
  } finally {
    db.close();
  }
}

function versionOf(db: Database.Database): number {
  const row: unknown = db.prepare('PRAGMA user_version').get();
  return typeof row === 'object' && row !== null && 'user_version' in row ? Number(row.user_version) : 0;
}

function explained(dir: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || !String(cause.code).startsWith('SQLITE_BUSY')) return cause;
  return new Error(
    `another process has ${databaseFile(dir)} open: one process only may use a directory; for several replicas use STORE_URL=redis://…`,
    { cause },
  );
}
