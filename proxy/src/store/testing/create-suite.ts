import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../contract/limits.ts';
import type { Store } from '../store.ts';
import { lease, newJob, t0 } from './store-jobs.ts';
import type { StoreFixture } from './store-suite.ts';

/** What `create`, `get`, keys and quotas must keep. */
export function createSuite(open: () => StoreFixture): void {
  let store: Store;
  beforeEach(() => {
    store = open().store;
  });

  describe('create and get', () => {
    test('a created job is found with version 1, an unknown one is not, in the order asked', async () => {
      const { job } = newJob();
      expect(await store.create({ job })).toEqual({ kind: 'created' });
      expect(await store.get(['nobody', job.id])).toEqual([undefined, { job, version: 1 }]);
    });

    test('one that is known at its version is given as it is known, one that has changed or is gone as it is now', async () => {
      const jobs = [newJob(), newJob(), newJob()].map(({ job }) => job);
      for (const job of jobs) await store.create({ job });
      const ids = jobs.map(({ id }) => id);
      const first = await store.get(ids);
      const known = new Map(first.flatMap((each) => (each ? [[each.job.id, each] as const] : [])));
      const [, changed, gone] = jobs;
      if (!changed || !gone) throw new Error('three were made');
      await store.apply([{ job: { ...changed, attempts: 7 }, version: 1 }]);
      await store.erase([{ id: gone.id }]);
      const second = await store.get([...ids, 'nobody'], known);
      expect(second[0]).toBe(first[0]);
      expect(second.slice(1)).toEqual([{ job: { ...changed, attempts: 7 }, version: 2 }, undefined, undefined]);
    });

    test('every kind of JSON survives', async () => {
      const raw = { name: '王小明 "x"\u0000', nested: { a: [1, 2.5, null, true] } };
      const phase = { state: 'done', endedAtMs: t0, recognised: true, raw } as const;
      const { job } = newJob({ phase, consent: { version: '隐私政策 第3版', atMs: t0 - 5_000 } });
      await store.create({ job });
      expect((await store.get([job.id]))[0]?.job).toEqual(job);
    });

    test('one that has ended already is taken up by nobody, and erased in its time', async () => {
      const phase = { state: 'done', endedAtMs: t0, recognised: true, raw: {} } as const;
      const { image: _, ...job } = newJob({ phase, asked: 'id-card-back', card: 'id-card-front' }).job;
      await store.create({ job });
      expect((await store.get([job.id]))[0]?.job).toEqual(job);
      expect(await store.claim('submit', { ...lease, nowMs: t0 + limits.retentionMs })).toEqual([]);
      expect(await store.next('erase')).toBe(t0 + limits.retentionMs);
    });

    test('the same request gives the same job, other bytes under its key a conflict', async () => {
      const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: t0 + 1_000 };
      const first = newJob();
      expect(await store.knows('k1')).toBe(false);
      expect(await store.create({ ...first, idempotency })).toEqual({ kind: 'created' });
      expect(await store.knows('k1')).toBe(true);
      expect(await store.create({ ...newJob(), idempotency })).toEqual({
        kind: 'existing',
        stored: { job: first.job, version: 1 },
      });
      expect(await store.create({ ...newJob(), idempotency: { ...idempotency, fingerprint: 'f2' } })).toEqual({
        kind: 'conflict',
      });
    });

    test('of many at once under one key exactly one is created', async () => {
      const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: t0 + 1_000 };
      const stores = [store, open().other ?? store];
      const entries = Array.from({ length: 20 }, () => newJob());
      const answers = await Promise.all(
        entries.map((entry, index) => (stores[index % 2] ?? store).create({ ...entry, idempotency })),
      );
      expect(answers.filter(({ kind }) => kind === 'created')).toHaveLength(1);
      const found = await store.get(entries.map(({ job }) => job.id));
      expect(found.filter((each) => each !== undefined)).toHaveLength(1);
    });

    test('a key outlives its erased job, until it expires', async () => {
      const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: t0 + 1_000 };
      const first = newJob();
      await store.create({ ...first, idempotency });
      await store.erase([{ id: first.job.id }]);
      expect(await store.knows('k1')).toBe(true);
      expect(await store.create({ ...newJob(), idempotency })).toEqual({ kind: 'existing', stored: undefined });
    });

    test('what was revoked is known when, to every process, until that expires', async () => {
      const other = open().other ?? store;
      expect(await store.revokedAt('s1')).toBeUndefined();
      await store.revoke('s1', t0, t0 + 60_000);
      expect([await store.revokedAt('s1'), await other.revokedAt('s1'), await store.revokedAt('s2')]).toEqual([
        t0,
        t0,
        undefined,
      ]);
      await other.revoke('s1', t0 + 5_000, t0 + 65_000);
      await store.forget(t0 + 60_001);
      expect(await store.revokedAt('s1')).toBe(t0 + 5_000);
      await store.forget(t0 + 65_001);
      expect(await store.revokedAt('s1')).toBeUndefined();
    });

    test('a quota lets exactly its number through, repeated requests not counted', async () => {
      const quota = { key: 'q1', limit: 3, expiresAtMs: t0 + 60_000 };
      const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: t0 + 60_000 };
      await store.create({ ...newJob(), quota, idempotency });
      await store.create({ ...newJob(), quota, idempotency });
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.create({ ...newJob(), quota })));
      expect(answers.filter(({ kind }) => kind === 'created')).toHaveLength(2);
      expect(answers.filter(({ kind }) => kind === 'quota-exceeded')).toHaveLength(8);
      expect(await store.create({ ...newJob(), quota: { ...quota, key: 'q2' } })).toEqual({ kind: 'created' });
    });
  });
}
