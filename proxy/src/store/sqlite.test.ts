import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../jobs/job.ts';
import { createSqliteStore } from './sqlite.ts';
import type { Store } from './store.ts';
import { storeSuite } from './testing/store-suite.ts';

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

  it('is refused while another handle has it, with the reason, and free again afterwards', async () => {
    const first = store('secret');
    await first.start();
    await expect(store('secret').start()).rejects.toThrow(/another process has .*scans\.db open/);
    await first.stop();
    await store('secret').start();
  });

  it('is refused to another process', async () => {
    await store('secret').start();
    const script = `const D = require('libsql'); new D(${JSON.stringify(join(dir, 'scans.db'))}).prepare('SELECT * FROM jobs').all();`;
    const other = promisify(execFile)(process.execPath, ['-e', script]);
    await expect(other).rejects.toMatchObject({ stderr: expect.stringMatching(/database is locked/) });
  });

  it('is refused under another secret, and opened when the old one is still listed', async () => {
    const first = store('old');
    await first.start();
    await first.create({ job: job('a') });
    await first.stop();
    await expect(store('new').start()).rejects.toThrow(/sealed under a secret that is not configured/);
    const rotated = store('new', 'old');
    await rotated.start();
    expect(await rotated.get(['a'])).toEqual([{ job: job('a'), version: 1 }]);
  });

  it('holds every job whose creation resolved, though the process never stopped', async () => {
    const first = store('secret');
    await first.start();
    const ids = Array.from({ length: 500 }, (_, index) => `job-${index}`);
    await Promise.all(ids.map((id) => first.create({ job: job(id) })));
    const copy = await newDir();
    for (const name of await readdir(dir)) {
      const { copyFile } = await import('node:fs/promises');
      await copyFile(join(dir, name), join(copy, name));
    }
    const recovered = createSqliteStore({ dir: copy, secrets: ['secret'] });
    await recovered.start();
    expect((await recovered.get(ids)).filter((found) => found !== undefined)).toHaveLength(500);
    await recovered.stop();
    await rm(copy, { recursive: true });
  });

  it('answers store-unavailable once stopped', async () => {
    const stopped = store('secret');
    await stopped.start();
    const last = stopped.create({ job: job('a') });
    await stopped.stop();
    expect(await last).toEqual({ kind: 'created' });
    await expect(stopped.create({ job: job('b') })).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(stopped.get(['a'])).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  it('keeps the distance between calls over a restart', async () => {
    const first = store('secret');
    await first.start();
    expect(await first.slot('submit', 60_000)).toBe(0);
    await first.stop();
    const second = store('secret');
    await second.start();
    expect(await second.slot('submit', 60_000)).toBeGreaterThan(50_000);
    expect(await second.slot('query', 60_000)).toBe(0);
  });
});
