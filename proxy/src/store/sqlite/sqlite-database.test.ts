import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseFile, openDatabase, type SqliteDatabase } from './sqlite-database.ts';

let dir: string;
let database: SqliteDatabase;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-database-'));
  database = await openDatabase(dir);
});
afterEach(async () => {
  await database.close();
  await rm(dir, { recursive: true });
});

test('holds nothing of what was erased once its log is a minute old', async () => {
  const files = async () =>
    Buffer.concat(await Promise.all(['', '-wal'].map((end) => readFile(`${databaseFile(dir)}${end}`)))).toString(
      'latin1',
    );
  await database.close();
  const logMs = 3_600_000;
  database = await openDatabase(dir, { logMs });
  database.db.exec("INSERT INTO settings VALUES ('erased-later', x'01')");
  await database.sync(1);
  database.db.exec("DELETE FROM settings WHERE name = 'erased-later'");
  await database.sync(1);
  expect(await files()).toContain('erased-later');
  await database.close();
  database = await openDatabase(dir, { logMs: 0 });
  database.db.exec("INSERT INTO settings VALUES ('and-again', x'01')");
  await database.sync(1);
  database.db.exec("DELETE FROM settings WHERE name = 'and-again'");
  await database.sync(1);
  expect(await files()).not.toMatch(/erased-later|and-again/);
  expect((await stat(`${databaseFile(dir)}-wal`)).size).toBe(0);
});

test('stays usable when its log cannot be written back, as on a full disk, and tries again', async () => {
  const { db } = database;
  const { prepare } = db;
  let refused = 0;
  Object.assign(db, {
    prepare(source: string) {
      if (!source.includes('wal_checkpoint')) return prepare.call(db, source);
      refused += 1;
      throw new Error('database or disk is full');
    },
  });
  db.exec("INSERT INTO settings VALUES ('kept', x'01')");
  await database.sync(1_000_000);
  expect(refused).toBe(1);
  const before = (await stat(databaseFile(dir))).size;
  db.prepare = prepare;
  for (let row = 0; row < 200; row += 1) db.exec(`INSERT INTO settings VALUES ('row ${row}', zeroblob(1000))`);
  await database.sync(2_000);
  expect((await stat(databaseFile(dir))).size).toBeGreaterThan(before + 100_000);
  expect(db.prepare('SELECT value FROM settings WHERE name = ?').get('kept')).toBeDefined();
});

test('does not try again with every operation where a log that is old cannot be written back', async () => {
  await database.close();
  let nowMs = 0;
  database = await openDatabase(dir, { logMs: 60_000, elapsed: () => nowMs });
  const { db } = database;
  const { prepare } = db;
  let tries = 0;
  Object.assign(db, {
    prepare(source: string) {
      if (!source.includes('wal_checkpoint')) return prepare.call(db, source);
      tries += 1;
      throw new Error('database or disk is full');
    },
  });
  await database.sync(1);
  nowMs = 60_000;
  for (let operation = 0; operation < 10; operation += 1) await database.sync(1);
  expect(tries).toBe(1);
  nowMs = 120_000;
  await database.sync(1);
  expect(tries).toBe(2);
  db.prepare = prepare;
});

test.each([1, 2])('takes a database of version %i as it is, and gives it what it lacks', async (version) => {
  database.db.exec("INSERT INTO settings VALUES ('kept', x'01')");
  database.db.exec('DROP TABLE handoffs');
  if (version === 1) {
    database.db.exec('DROP TABLE unsettled');
    database.db.exec('ALTER TABLE jobs DROP COLUMN sealed');
  }
  database.db.exec(`PRAGMA user_version = ${version}`);
  await database.sync(1);
  await database.close();
  for (let start = 0; start < 2; start += 1) {
    database = await openDatabase(dir);
    expect(database.db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 3 });
    expect(database.db.prepare('SELECT count(*) AS entries FROM unsettled').get()).toMatchObject({ entries: 0 });
    expect(database.db.prepare('SELECT count(*) AS entries FROM handoffs').get()).toMatchObject({ entries: 0 });
    expect(database.db.prepare('SELECT value FROM settings WHERE name = ?').get('kept')).toBeDefined();
    if (start === 0) await database.close();
  }
});

test('refuses a database of a newer release, and leaves it as it is', async () => {
  database.db.exec('PRAGMA user_version = 99');
  await database.close();
  await expect(openDatabase(dir)).rejects.toThrow(/newer release/);
  await rm(dir, { recursive: true });
  database = await openDatabase(dir);
});
