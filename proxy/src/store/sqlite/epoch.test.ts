import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import type { Store } from '../store.ts';
import { createSqliteStore } from './sqlite.ts';

let root: string;
let store: Store | undefined;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scanfill-epoch-'));
});
afterEach(async () => {
  await store?.stop();
  store = undefined;
  await rm(root, { recursive: true });
});

const dir = () => join(root, 'data');
const job = (id = 'scan'): Job => ({
  id,
  card: 'passport',
  subject: 's',
  createdAtMs: 1,
  attempts: 0,
  phase: { state: 'queued', readyAtMs: 1 },
});

async function opened(): Promise<Store> {
  store = createSqliteStore({ dir: dir(), secrets: ['secret'] });
  await store.start();
  return store;
}
async function closed(): Promise<void> {
  await store?.stop();
  store = undefined;
}

describe('a store that was put back', () => {
  test.each([
    [
      'as a new directory',
      async () => {
        await rm(dir(), { recursive: true });
        await cp(join(root, 'backup'), dir(), { recursive: true, preserveTimestamps: true });
      },
    ],
    ['over the files that are there', () => cp(join(root, 'backup'), dir(), { recursive: true, force: true })],
    ['its database alone', () => cp(join(root, 'backup', 'scans.db'), join(dir(), 'scans.db'), { force: true })],
  ])('%s is doubted while scans wait in it, until the operator has looked', async (_, restore) => {
    await (await opened()).create({ job: job() });
    await closed();
    await cp(dir(), join(root, 'backup'), { recursive: true });
    const original = await opened();
    expect(await original.doubt(), 'it is the one that was left').toBeUndefined();
    expect(original.isCopy?.()).toBe(false);
    await closed();
    await restore();
    expect(await (await opened()).doubt()).toBeGreaterThan(0);
    expect(store?.isCopy?.()).toBe(true);
    await closed();
    const again = await opened();
    expect(again.isCopy?.(), 'and this is what that one left').toBe(false);
    expect(await again.doubt(), 'a restart alone is no look').toBeGreaterThan(0);
    await again.settle();
    await closed();
    expect(await (await opened()).doubt()).toBeUndefined();
  });

  test('is as good as the original where nothing waits in it', async () => {
    await opened();
    await closed();
    await cp(dir(), join(root, 'backup'), { recursive: true });
    await rm(dir(), { recursive: true });
    await cp(join(root, 'backup'), dir(), { recursive: true });
    expect(await (await opened()).doubt()).toBeUndefined();
    expect(store?.isCopy?.(), 'but known for a copy').toBe(true);
  });
});

describe('a record', () => {
  test('of an older version of its scan does not open in its place', async () => {
    const first = await opened();
    await first.create({ job: job() });
    const [stored] = await first.get(['scan']);
    if (!stored) return expect.unreachable();
    await closed();
    const bodies = () => {
      const db = new Database(join(dir(), 'scans.db'));
      const row = db.prepare('SELECT body FROM jobs').get() as { body: Buffer };
      return { db, body: Buffer.from(row.body) };
    };
    const old = bodies();
    old.db.close();
    const second = await opened();
    const ended: Job = { ...job(), phase: { state: 'failed', endedAtMs: 2, code: 'unconfirmed' } };
    expect(await second.apply([{ job: ended, version: stored.version }])).toEqual([true]);
    await closed();
    const now = bodies();
    now.db.prepare('UPDATE jobs SET body = ? WHERE id = ?').run(old.body, 'scan');
    now.db.close();
    const third = await opened();
    await expect(third.get(['scan'])).rejects.toThrow();
    expect(await third.claim('erase', { max: 1, nowMs: 9e12, leaseMs: 1 })).toEqual([]);
  });

  test('that cannot be written down fails alone: its neighbours are kept', async () => {
    const kept = await opened();
    await kept.create({ job: job('a') });
    await kept.create({ job: job('b') });
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const done = (id: string, raw: Record<string, unknown>): Job => ({
      ...job(id),
      phase: { state: 'done', endedAtMs: 2, recognised: true, raw },
    });
    const applied = await kept.apply([
      { job: done('a', circular), version: 1 },
      { job: done('b', { name: 'X' }), version: 1 },
    ]);
    expect(applied).toEqual([false, true]);
    const [a, b] = await kept.get(['a', 'b']);
    expect([a?.job.phase.state, b?.job.phase.state]).toEqual(['queued', 'done']);
  });
});
