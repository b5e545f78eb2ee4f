import type Database from 'libsql';
import { cardNames } from '../../contract/cards.ts';
import type { Queue } from '../../jobs/job.ts';

/** A job as it lies in the database. */
export type JobRow = {
  readonly id: string;
  readonly version: number;
  /** The version its body was sealed for; 0 where an older release sealed it for none. */
  readonly sealed: number;
  readonly body: Buffer;
};

/** Every statement the store uses; those that change something give the number of rows they changed. */
export type Statements = ReturnType<typeof prepareStatements>;

/** Prepares all statements of an open database. */
export function prepareStatements(db: Database.Database) {
  const all = <Row>(source: string) => {
    const statement = db.prepare(source);
    return (...values: readonly Value[]): readonly Row[] => statement.all(...values) as Row[];
  };
  const get = <Row>(source: string) => {
    const statement = db.prepare(source);
    return (...values: readonly Value[]): Row | undefined => statement.get(...values) as Row | undefined;
  };
  const run = <Values extends readonly Value[]>(source: string) => {
    const statement = db.prepare(source);
    return (...values: Values): number => statement.run(...values).changes;
  };

  const first = get<{ at: number }>('SELECT at FROM jobs WHERE queue = ? AND lane = ? ORDER BY at LIMIT 1');
  const countDue = get<{ due: number }>(
    'SELECT count(*) AS due FROM (SELECT 1 FROM jobs WHERE queue = ? AND lane = ? AND at <= ? LIMIT ?)',
  );
  const job = get<JobRow>('SELECT id, version, sealed, body FROM jobs WHERE id = ?');
  const version = get<{ version: number }>('SELECT version FROM jobs WHERE id = ?');
  // The driver gives blobs as buffers one by one, but as array buffers in lists.
  const due = all<{ seq: number; id: string; version: number; sealed: number; body: ArrayBuffer }>(
    'SELECT seq, id, version, sealed, body FROM jobs WHERE queue = ? AND lane = ? AND at <= ? ORDER BY at, seq LIMIT ?',
  );
  // A list in one statement: each call of the driver costs as much as what it does.
  const hide = run<[atMs: number, seqs: string]>(
    'UPDATE jobs SET version = version + 1, at = ? WHERE seq IN (SELECT value FROM json_each(?))',
  );
  const countCurrent = get<{ current: number }>(
    'SELECT count(*) AS current FROM json_each(?) AS asked JOIN jobs ON jobs.id = asked.value ->> 0 AND jobs.version = asked.value ->> 1',
  );
  const key = get<{ fingerprint: string; id: string }>('SELECT fingerprint, id FROM keys WHERE key = ?');
  const batch = get<{ body: Buffer }>('SELECT body FROM batches WHERE id = ?');
  const used = get<{ used: number }>('SELECT used FROM quotas WHERE key = ?');
  const handoff = get<{ version: number; body: Buffer }>('SELECT version, body FROM handoffs WHERE id = ?');
  const setting = get<{ value: Buffer }>('SELECT value FROM settings WHERE name = ?');
  const forgetting = [
    run<[number]>('DELETE FROM keys WHERE expires_at <= ? AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.id = keys.id)'),
    run<[number]>('DELETE FROM quotas WHERE expires_at <= ?'),
    run<[number]>('DELETE FROM handoffs WHERE expires_at <= ?'),
  ];
  const forgetBatches = run<[number]>('DELETE FROM batches WHERE marked_at <= ?');

  return {
    job: (id: string) => job(id),
    version: (id: string) => version(id)?.version,
    insertJob: run<[id: string, queue: Queue, lane: string, atMs: number, body: Buffer]>(
      'INSERT INTO jobs (id, version, sealed, queue, lane, at, body) VALUES (?, 1, 1, ?, ?, ?, ?)',
    ),
    updateJob: run<[queue: Queue, lane: string, atMs: number, body: Buffer, id: string, version: number]>(
      'UPDATE jobs SET version = version + 1, sealed = version + 1, queue = ?, lane = ?, at = ?, body = ? WHERE id = ? AND version = ?',
    ),
    eraseJob: run<[id: string]>('DELETE FROM jobs WHERE id = ?'),
    eraseVersion: run<[id: string, version: number]>('DELETE FROM jobs WHERE id = ? AND version = ?'),
    /** The earliest that are due, hidden until then, as they are now. */
    take(queue: Queue, lane: string, nowMs: number, max: number, hiddenUntilMs: number): JobRow[] {
      const rows = due(queue, lane, nowMs, max);
      if (rows.length > 0) hide(hiddenUntilMs, JSON.stringify(rows.map(({ seq }) => seq)));
      return rows.map(({ id, version, sealed, body }) => ({
        id,
        version: version + 1,
        sealed,
        body: Buffer.from(body),
      }));
    },
    /** How many of these jobs have these versions. */
    countCurrent: (jobs: readonly (readonly [id: string, version: number])[]) =>
      countCurrent(JSON.stringify(jobs))?.current ?? 0,
    first: (queue: Queue, lane: string) => first(queue, lane)?.at,
    ids: all<{ id: string }>('SELECT id FROM jobs WHERE queue = ?'),
    countDue: (queue: Queue, lane: string, nowMs: number, atMost: number) =>
      countDue(queue, lane, nowMs, atMost)?.due ?? 0,
    lanes: () => cardNames,
    sizes: all<{ queue: string; size: number }>('SELECT queue, count(*) AS size FROM jobs GROUP BY queue'),
    key: (name: string) => key(name),
    insertKey: run<[key: string, fingerprint: string, id: string, expiresAtMs: number]>(
      'INSERT INTO keys (key, fingerprint, id, expires_at) VALUES (?, ?, ?, ?)',
    ),
    used: (key: string) => used(key)?.used ?? 0,
    spend: run<[key: string, expiresAtMs: number]>(
      'INSERT INTO quotas (key, used, expires_at) VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET used = used + 1, expires_at = excluded.expires_at',
    ),
    setUsed: run<[key: string, used: number, expiresAtMs: number]>(
      'INSERT OR REPLACE INTO quotas (key, used, expires_at) VALUES (?, ?, ?)',
    ),
    keepUnsettled: run<[key: string, body: string]>('INSERT OR REPLACE INTO unsettled (key, body) VALUES (?, ?)'),
    unsettled: all<{ key: string; body: string }>('SELECT key, body FROM unsettled WHERE key > ? ORDER BY key LIMIT ?'),
    forgetUnsettled: run<[beforeKey: string]>('DELETE FROM unsettled WHERE key < ?'),
    batch: (id: string) => batch(id)?.body,
    insertBatch: run<[id: string, markedAtMs: number, body: Buffer]>(
      'INSERT OR REPLACE INTO batches (id, marked_at, body) VALUES (?, ?, ?)',
    ),
    dropBatch: run<[id: string]>('DELETE FROM batches WHERE id = ?'),
    handoff: (id: string) => handoff(id),
    keepHandoff: run<[id: string, version: number, body: Buffer, expiresAtMs: number]>(
      'INSERT OR REPLACE INTO handoffs (id, version, body, expires_at) VALUES (?, ?, ?, ?)',
    ),
    setting: (name: string) => setting(name)?.value,
    unset: run<[name: string]>('DELETE FROM settings WHERE name = ?'),
    set: run<[name: string, value: Buffer]>('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)'),
    forget: (expiredAtMs: number, markedAtMs: number): void => {
      for (const each of forgetting) each(expiredAtMs);
      forgetBatches(markedAtMs);
    },
  };
}

type Value = string | number | Buffer;
