import { beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { reduce } from '../../jobs/reduce.ts';
import type { Store } from '../store.ts';
import { batchOf, createMany, lease, newJob, t0 } from './store-jobs.ts';
import type { StoreFixture } from './store-suite.ts';

/** What `apply`, `mark` and `erase` must keep. */
export function changeSuite(open: () => StoreFixture): void {
  let store: Store;
  beforeEach(() => {
    store = open().store;
  });

  describe('apply', () => {
    test('changes the job, its version and its place', async () => {
      const [job] = await createMany(store, 1);
      if (!job) return expect.unreachable();
      const marked = reduce(job, { kind: 'marked', batchId: 'b', atMs: t0 });
      expect(await store.apply([{ job: marked, version: 1 }])).toEqual([true]);
      expect(await store.get([job.id])).toEqual([{ job: marked, version: 2 }]);
      expect(await store.next('submit')).toBeUndefined();
      expect(await store.next('resolve')).toBe(marked.phase.state === 'submitting' ? marked.phase.leaseUntilMs : 0);
    });

    test('an old version, and an erased job, change nothing while their neighbours do', async () => {
      const [a, b, c] = await createMany(store, 3);
      if (!a || !b || !c) return expect.unreachable();
      await store.apply([{ job: b, version: 1 }]);
      await store.erase([{ id: c.id }]);
      const changed = [a, b, c].map((job) => ({ job: { ...job, attempts: 9 }, version: 1 }));
      expect(await store.apply(changed)).toEqual([true, false, false]);
      const found = await store.get([a.id, b.id, c.id]);
      expect(found.map((stored) => stored?.job.attempts)).toEqual([9, 0, undefined]);
    });

    test('of many at once on one version exactly one wins', async () => {
      const [job] = await createMany(store, 1);
      if (!job) return expect.unreachable();
      const stores = [store, open().other ?? store];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (stores[index % 2] ?? store).apply([{ job: { ...job, attempts: index + 1 }, version: 1 }]),
        ),
      );
      const winner = answers.findIndex(([applied]) => applied);
      expect(answers.flat().filter(Boolean)).toHaveLength(1);
      expect((await store.get([job.id]))[0]).toEqual({ job: { ...job, attempts: winner + 1 }, version: 2 });
    });

    test('a claim makes an earlier reader’s version old', async () => {
      const [job] = await createMany(store, 1);
      if (!job) return expect.unreachable();
      await store.claim('submit', { ...lease, nowMs: t0 });
      expect(await store.apply([{ job, version: 1 }])).toEqual([false]);
      expect(await store.apply([{ job, version: 2 }])).toEqual([true]);
    });

    test('an ended job waits to be erased after its retention', async () => {
      const { job } = newJob();
      await store.create({ job });
      const { image: _, ...rest } = job;
      const done: Job = { ...rest, phase: { state: 'done', endedAtMs: t0, recognised: false, raw: {} } };
      await store.apply([{ job: done, version: 1 }]);
      expect(await store.next('erase')).toBe(t0 + 60 * 60_000);
    });
  });

  describe('mark', () => {
    test('keeps the batch and all its jobs together', async () => {
      const jobs = await createMany(store, 3);
      const batch = batchOf(jobs);
      const changes = jobs.map((job) => ({
        job: reduce(job, { kind: 'marked', batchId: batch.id, atMs: t0 }),
        version: 1,
      }));
      expect(await store.mark(batch, changes)).toBe(true);
      expect(await store.batch(batch.id)).toEqual(batch);
      const found = await store.get(jobs.map(({ id }) => id));
      expect(found.map((stored) => [stored?.job.phase.state, stored?.version])).toEqual(
        jobs.map(() => ['submitting', 2]),
      );
    });

    test('does nothing at all when one of them has moved on', async () => {
      const jobs = await createMany(store, 3);
      const batch = batchOf(jobs);
      await store.erase([{ id: jobs[2]?.id ?? '' }]);
      const changes = jobs.map((job) => ({
        job: reduce(job, { kind: 'marked', batchId: batch.id, atMs: t0 }),
        version: 1,
      }));
      expect(await store.mark(batch, changes)).toBe(false);
      expect(await store.batch(batch.id)).toBeUndefined();
      const found = await store.get(jobs.map(({ id }) => id));
      expect(found.map((stored) => stored?.job.phase.state)).toEqual(['queued', 'queued', undefined]);
    });

    test('a batch is gone once dropped, or forgotten', async () => {
      const [first, second] = [batchOf([]), batchOf([])];
      await store.mark(first, []);
      await store.mark(second, []);
      await store.apply([], [first.id]);
      expect(await store.batch(first.id)).toBeUndefined();
      expect(await store.batch(second.id)).toEqual(second);
    });
  });

  describe('erase', () => {
    test('removes the job from everywhere and says whether it was there', async () => {
      const [job] = await createMany(store, 1);
      if (!job) return expect.unreachable();
      expect(await store.erase([{ id: job.id }, { id: 'nobody' }])).toEqual([true, false]);
      expect(await store.get([job.id])).toEqual([undefined]);
      expect(await store.next('submit')).toBeUndefined();
      expect(await store.claim('submit', { ...lease, nowMs: t0 + 1 })).toEqual([]);
    });
  });
}
