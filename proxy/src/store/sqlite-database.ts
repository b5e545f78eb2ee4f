import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** An open database, locked against every other process. */
export type SqliteDatabase = Database.Database;

const schemaVersion = 1;

/** `at` orders each queue, `seq` breaks ties by creation; `lane` is empty outside the submit queue, so that one index serves all. */
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
  PRAGMA user_version = ${schemaVersion};
`;

/** The database's file in its directory. */
export const databaseFile = (dir: string): string => join(dir, 'scans.db');

/**
 * Opens the database of a directory, made where there is none. Throws an `Error` for the operator: another process has it open, a newer
 * release wrote it, or the directory cannot be written.
 */
export function openDatabase(dir: string): SqliteDatabase {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const db = new Database(databaseFile(dir));
  try {
    // Exclusive: the engine's leases and slots count on being the only process, and the lock goes when the process does, however it ends.
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Erased scans shall not linger in free pages, sealed or not.
    db.exec('PRAGMA secure_delete = ON');
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.prepare('PRAGMA journal_mode = WAL').all();
    db.exec('PRAGMA synchronous = FULL');
    db.exec('BEGIN EXCLUSIVE');
    const version = versionOf(db);
    if (version > schemaVersion) throw new Error(`${databaseFile(dir)} was written by a newer release of Scanfill`);
    if (version === 0) db.exec(schema);
    db.exec('COMMIT');
    return db;
  } catch (cause) {
    db.close();
    throw explained(dir, cause);
  }
}

/**
 * Closes it and gives up the lock. Prepared statements keep the driver's connection alive until they are collected, so the lock is not
 * left to `close`: leaving WAL, which also writes everything into the one file, allows it to be given up at once.
 */
export function closeDatabase(db: SqliteDatabase): void {
  try {
    db.prepare('PRAGMA journal_mode = DELETE').all();
    db.prepare('PRAGMA locking_mode = NORMAL').all();
    db.prepare('SELECT count(*) FROM settings').all();
  } finally {
    db.close();
  }
}

function versionOf(db: SqliteDatabase): number {
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
