import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import type { Store } from '../store.ts';
import { storeSuite } from '../testing/store-suite.ts';
import { createSqliteStore } from './sqlite.ts';

const newDir = () => mkdtemp(join(tmpdir(), 'scanfill-sqlite-'));

storeSuite('sqlite', async () => {
  const dir = await newDir();
  const open = async (): Promise<Store> => {
    const store = createSqliteStore({ dir, secrets: ['secret'] });
    await store.start();
    return store;
  };
  let store = await open();
  return {
    store,
    atRest: async () => {
      const names = await readdir(dir);
      const contents = await Promise.all(names.map((name) => readFile(join(dir, name), 'latin1')));
      return contents.join('\n');
    },
    reopen: async () => {
      await store.stop();
      store = await open();
      return store;
    },
    dispose: async () => {
      await store.stop();
      await rm(dir, { recursive: true });
    },
  };
});

const job = (id: string): Job => ({
  id,
  card: 'passport',
  subject: 's',
  createdAtMs: 1,
  attempts: 0,
  phase: { state: 'queued', readyAtMs: 1 },
});

describe('the sqlite store’s file', () => {
  let dir: string;
  const stores: Store[] = [];
  const store = (...secrets: [string, ...string[]]): Store => {
    const created = createSqliteStore({ dir, secrets });
    stores.push(created);
    return created;
  };
  beforeEach(async () => {
    dir = await newDir();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((each) => each.stop()));
    await rm(dir, { recursive: true });
  });

  test('is refused while another handle has it, with the reason, and free again afterwards', async () => {
    const first = store('secret');
    await first.start();
    await expect(store('secret').start()).rejects.toThrow(/another process has .*scans\.db open/);
    await first.stop();
    await store('secret').start();
  });

  test('is refused to another process', async () => {
    await store('secret').start();
    const script = `const D = require('libsql'); new D(${JSON.stringify(join(dir, 'scans.db'))}).prepare('SELECT * FROM jobs').all();`;
    const other = promisify(execFile)(process.execPath, ['-e', script]);
    await expect(other).rejects.toMatchObject({ stderr: expect.stringMatching(/database is locked/) });
  });

  test('is refused under another secret, and opened when the old one is still listed', async () => {
    const first = store('old');
    await first.start();
    await first.create({ job: job('a') });
    await first.stop();
    await expect(store('new').start()).rejects.toThrow(/sealed under a secret that is not configured/);
    const rotated = store('new', 'old');
    await rotated.start();
    expect(await rotated.get(['a'])).toEqual([{ job: job('a'), version: 1 }]);
  });

  /** What another process finds after this one was killed, its log cut at a length, as by a power cut. */
  async function afterCrash(
    logBytes?: number,
  ): Promise<{ readonly recovered: Store; readonly dispose: () => Promise<void> }> {
    const copy = await newDir();
    for (const name of await readdir(dir)) await copyFile(join(dir, name), join(copy, name));
    if (logBytes !== undefined) await truncate(join(copy, 'scans.db-wal'), logBytes);
    const recovered = createSqliteStore({ dir: copy, secrets: ['secret'] });
    await recovered.start();
    return {
      recovered,
      dispose: async () => {
        await recovered.stop();
        await rm(copy, { recursive: true });
      },
    };
  }
  const logSize = async (): Promise<number> => (await stat(join(dir, 'scans.db-wal'))).size;

  test('holds every job whose creation resolved, wherever the log is cut behind it', async () => {
    const first = store('secret');
    await first.start();
    const ids: string[] = [];
    const sizes: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const group = Array.from({ length: 20 }, (_, index) => `job-${round}-${index}`);
      await Promise.all(group.map((id) => first.create({ job: job(id) })));
      ids.push(...group);
      sizes.push(await logSize());
    }
    for (const [round, size] of sizes.entries()) {
      const { recovered, dispose } = await afterCrash(size + (round === sizes.length - 1 ? 0 : 1_000));
      const promised = ids.slice(0, (round + 1) * 20);
      expect((await recovered.get(promised)).every((found) => found !== undefined)).toBe(true);
      await dispose();
    }
  });

  test('writes its log back now and then, losing nothing and not growing without end', async () => {
    const first = store('secret');
    await first.start();
    const ids = Array.from({ length: 26_000 }, (_, index) => `job-${index}`);
    const sizes: number[] = [];
    for (let from = 0; from < ids.length; from += 2_000) {
      await Promise.all(ids.slice(from, from + 2_000).map((id) => first.create({ job: job(id) })));
      sizes.push(await logSize());
    }
    expect(sizes.at(-1) ?? 0).toBeLessThan(1.5 * (sizes[4] ?? 0));
    const { recovered, dispose } = await afterCrash();
    expect((await recovered.get(ids)).every((found) => found !== undefined)).toBe(true);
    await dispose();
  }, 30_000);

  test('answers store-unavailable once stopped', async () => {
    const stopped = store('secret');
    await stopped.start();
    const last = stopped.create({ job: job('a') });
    await stopped.stop();
    expect(await last).toEqual({ kind: 'created' });
    await expect(stopped.create({ job: job('b') })).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(stopped.get(['a'])).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  test('keeps the distance between calls over a restart', async () => {
    const first = store('secret');
    await first.start();
    expect(await first.slot('submit', 60_000)).toEqual({ taken: true, waitMs: 0 });
    await first.stop();
    const second = store('secret');
    await second.start();
    expect((await second.slot('submit', 60_000)).waitMs).toBeGreaterThan(50_000);
    expect(await second.slot('query', 60_000)).toEqual({ taken: true, waitMs: 0 });
  });
});
