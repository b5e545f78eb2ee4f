import { beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { reduce } from '../../jobs/reduce.ts';
import { type Unsettled, unsettledFrom, unsettledKeptMs, unsettledKey } from '../../jobs/unsettled.ts';
import type { Store } from '../store.ts';
import { createMany, newJob, t0 } from './store-jobs.ts';
import type { StoreFixture } from './store-suite.ts';

const entryOf = (job: Job, overrides: Partial<Unsettled> = {}): Unsettled => ({
  dataId: job.id,
  card: job.card,
  attempt: 1,
  sentAtMs: t0,
  atMs: t0 + 1_000,
  outcome: 'unconfirmed',
  ...overrides,
});

/** What a store must keep of the bill: entries of what is unsettled, and a ceiling over all scans. */
export function unsettledSuite(open: () => StoreFixture): void {
  let store: Store;
  beforeEach(() => {
    store = open().store;
  });
  const entries = async (from: Store = store) => (await from.unsettled('', 100)).map(({ entry }) => entry);

  describe('what is unsettled', () => {
    test('is kept with the change that leaves it, and not without', async () => {
      const [a, b] = await createMany(store, 2);
      if (!a || !b) return expect.unreachable();
      const failed = (job: Job): Job => ({ ...job, phase: { state: 'failed', endedAtMs: t0, code: 'unconfirmed' } });
      const applied = await store.apply([
        { job: failed(a), version: 1, unsettled: entryOf(a) },
        { job: failed(b), version: 9, unsettled: entryOf(b) },
      ]);
      expect(applied).toEqual([true, false]);
      expect(await entries()).toEqual([entryOf(a)]);
    });

    test('is kept with an erasure, which a job that has moved on escapes', async () => {
      const [a, b, c] = await createMany(store, 3);
      if (!a || !b || !c) return expect.unreachable();
      const erased = (job: Job, version?: number) => ({
        id: job.id,
        unsettled: entryOf(job, { outcome: 'erased' }),
        ...(version === undefined ? {} : { version }),
      });
      expect(await store.erase([erased(a, 1), erased(b, 2), { id: c.id }, erased(newJob().job)])).toEqual([
        true,
        false,
        true,
        false,
      ]);
      expect((await store.get([a.id, b.id, c.id])).map((stored) => stored?.job.id)).toEqual([
        undefined,
        b.id,
        undefined,
      ]);
      expect(await entries()).toEqual([entryOf(a, { outcome: 'erased' })]);
    });

    test('comes in the order of its times, page by page, and outlives its scan', async () => {
      const jobs = await createMany(store, 5);
      const left = jobs.map((job, index) => entryOf(job, { atMs: t0 + 5_000 - index, taskId: `img5A@${index}` }));
      await store.apply(
        jobs.map((job, index) => ({ job, version: 1, ...(left[index] ? { unsettled: left[index] } : {}) })),
      );
      await store.erase(jobs.map(({ id }) => ({ id })));
      const first = await store.unsettled('', 2);
      const second = await store.unsettled(first.at(-1)?.key ?? '', 2);
      const third = await store.unsettled(second.at(-1)?.key ?? '', 2);
      expect([first, second, third].flat().map(({ entry }) => entry)).toEqual(left.toReversed());
      expect(first.map(({ key }) => key)).toEqual(left.toReversed().slice(0, 2).map(unsettledKey));
      expect(await store.unsettled(third.at(-1)?.key ?? '', 2)).toEqual([]);
      expect(await store.unsettled(unsettledFrom(t0 + 4_999), 10)).toHaveLength(2);
    });

    test('twice the same is one entry; another attempt is another one', async () => {
      const [job] = await createMany(store, 1);
      if (!job) return expect.unreachable();
      await store.apply([{ job, version: 1, unsettled: entryOf(job) }]);
      await store.apply([{ job, version: 2, unsettled: entryOf(job) }]);
      await store.apply([{ job, version: 3, unsettled: entryOf(job, { attempt: 2 }) }]);
      expect(await entries()).toEqual([entryOf(job), entryOf(job, { attempt: 2 })]);
    });

    test('is forgotten after ninety days, not before', async () => {
      const [job] = await createMany(store, 1);
      if (!job) return expect.unreachable();
      await store.apply([{ job, version: 1, unsettled: entryOf(job) }]);
      await store.forget(t0 + 1_000 + unsettledKeptMs);
      expect(await entries()).toHaveLength(1);
      await store.forget(t0 + 1_001 + unsettledKeptMs);
      expect(await entries()).toEqual([]);
    });

    test('is there after a restart, and for another process', async () => {
      const { job } = newJob();
      await store.create({ job });
      const marked = reduce(job, { kind: 'marked', batchId: 'b', atMs: t0 });
      await store.apply([{ job: marked, version: 1, unsettled: entryOf(job) }]);
      const { other, reopen } = open();
      if (other) expect(await entries(other)).toEqual([entryOf(job)]);
      if (reopen) expect(await entries(await reopen())).toEqual([entryOf(job)]);
    });
  });

  describe('a ceiling', () => {
    const ceiling = { key: 'images:day', limit: 3, expiresAtMs: Date.now() + 60_000 };

    test('counts what is created, and refuses what is over it without touching the quota', async () => {
      const quota = { key: 'session', limit: 3, expiresAtMs: Date.now() + 60_000 };
      expect(await store.spent(ceiling.key)).toBe(0);
      for (const spent of [1, 2, 3])
        expect(await store.create({ ...newJob(), ceiling })).toEqual({ kind: 'created', spent });
      const over = newJob();
      expect(await store.create({ ...over, ceiling, quota })).toEqual({ kind: 'ceiling-reached' });
      expect(await store.get([over.job.id])).toEqual([undefined]);
      expect([await store.spent(ceiling.key), await store.spent(quota.key)]).toEqual([3, 0]);
    });

    test('does not count what a quota refuses, nor a repeated request', async () => {
      const quota = { key: 'session', limit: 1, expiresAtMs: Date.now() + 60_000 };
      const idempotency = { key: 'k', fingerprint: 'f', expiresAtMs: Date.now() + 60_000 };
      const first = newJob();
      await store.create({ ...first, ceiling, quota, idempotency });
      expect((await store.create({ ...first, ceiling, quota, idempotency })).kind).toBe('existing');
      expect((await store.create({ ...newJob(), ceiling, quota })).kind).toBe('quota-exceeded');
      expect(await store.spent(ceiling.key)).toBe(1);
    });

    test('holds for many at once, over all processes', async () => {
      const stores = [store, open().other ?? store];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (stores[index % 2] ?? store).create({ ...newJob(), ceiling })),
      );
      expect(answers.filter(({ kind }) => kind === 'created')).toHaveLength(3);
    });
  });
}
