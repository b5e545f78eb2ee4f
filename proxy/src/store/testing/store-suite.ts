import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reduce } from '../../jobs/reduce.ts';
import type { Changed, Store } from '../store.ts';
import { changeSuite } from './change-suite.ts';
import { claimSuite } from './claim-suite.ts';
import { createSuite } from './create-suite.ts';
import { handoffSuite } from './handoff-suite.ts';
import { batchOf, createMany, newJob, t0 } from './store-jobs.ts';
import { unsettledSuite } from './unsettled-suite.ts';

/** One store, freshly opened and empty. */
export type StoreFixture = {
  readonly store: Store;
  /** Another handle on the same data, as another process would have it; absent where only one process may open it. */
  readonly other?: Store;
  /** Reads everything that lies outside this process (files, keys) as one string, to look for unsealed words. */
  readonly atRest?: () => Promise<string>;
  /** Opens the same data again, as after a restart; absent where nothing survives. */
  readonly reopen?: () => Promise<Store>;
  readonly dispose: () => Promise<void>;
};
/** What every store must keep, as tests; call it once for each store. */
export function storeSuite(name: string, makeStore: () => Promise<StoreFixture>): void {
  describe(`${name} store`, () => {
    let fixture: StoreFixture;
    let store: Store;
    beforeEach(async () => {
      fixture = await makeStore();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());

    const open = () => fixture;
    createSuite(open);
    claimSuite(open);
    changeSuite(open);
    unsettledSuite(open);
    handoffSuite(open);

    describe('slot', () => {
      test('grants one call, then says how long to wait; each operation for itself', async () => {
        expect(await store.slot('submit', 5_000)).toEqual({ taken: true, waitMs: 0 });
        const { taken, waitMs } = await store.slot('submit', 5_000);
        expect(taken).toBe(false);
        expect(waitMs).toBeGreaterThan(4_000);
        expect(waitMs).toBeLessThanOrEqual(5_000);
        expect(await store.slot('query', 5_000)).toEqual({ taken: true, waitMs: 0 });
      });

      test('is taken ahead of its time where that is near enough, and the next counts from it', async () => {
        const startedAt = performance.now();
        await store.slot('submit', 190);
        const ahead = await store.slot('submit', 190, 200);
        const next = await store.slot('submit', 190);
        // How long the three took, and a millisecond for each that is rounded.
        const passed = performance.now() - startedAt + 2;
        expect(ahead.taken).toBe(true);
        expect(ahead.waitMs).toBeGreaterThan(190 - passed);
        expect(ahead.waitMs).toBeLessThanOrEqual(190);
        expect(next.taken).toBe(false);
        // 190 after the one that was taken ahead.
        expect(next.waitMs).toBeGreaterThan(380 - passed);
        expect(next.waitMs).toBeLessThanOrEqual(380);
      });

      test('of many at once exactly one is granted', async () => {
        const stores = [store, fixture.other ?? store];
        const waits = await Promise.all(
          Array.from({ length: 20 }, (_, index) => (stores[index % 2] ?? store).slot('submit', 5_000)),
        );
        expect(waits.filter(({ taken }) => taken)).toHaveLength(1);
      });
    });

    describe('hit', () => {
      test('counts each key in its window', async () => {
        const first = await store.hit('a', 60_000);
        expect(first.hits).toBe(1);
        expect((await store.hit('a', 60_000)).hits).toBe(2);
        expect((await store.hit('b', 60_000)).hits).toBe(1);
        expect((await store.hit('a', 60_000)).resetAtMs).toBe(first.resetAtMs);
      });
    });

    describe('watch', () => {
      test('tells of created, applied and erased jobs and of the queue that got something to do', async () => {
        const seen: Changed[] = [];
        let wake = (): void => {};
        const watcher = fixture.other ?? store;
        const stop = watcher.watch((changed) => {
          seen.push(changed);
          wake();
        });
        const until = async (holds: () => boolean): Promise<void> => {
          while (!holds()) await new Promise<void>((resolve) => (wake = resolve));
        };
        const { job } = newJob();
        await store.create({ job });
        await until(() => seen.some(({ ids, queues }) => ids.includes(job.id) && queues.includes('submit')));
        seen.length = 0;
        await store.apply([{ job: reduce(job, { kind: 'marked', batchId: 'b', atMs: t0 }), version: 1 }]);
        await until(() => seen.some(({ ids, queues }) => ids.includes(job.id) && queues.includes('resolve')));
        seen.length = 0;
        await store.erase([{ id: job.id }]);
        await until(() => seen.some(({ ids }) => ids.includes(job.id)));
        stop();
      });
    });

    test('counts what waits where', async () => {
      await createMany(store, 3, 'passport', t0 + 50);
      await createMany(store, 1, 'bank-card', t0 + 20);
      await store.create(newJob({ phase: { state: 'done', endedAtMs: t0, recognised: false, raw: {} } }));
      expect(await store.stats(t0 + 100)).toEqual({
        submit: 4,
        poll: 0,
        resolve: 0,
        erase: 1,
        oldestQueuedAtMs: t0 + 20,
      });
    });

    test('forgets keys and quotas when they expire, not before', async () => {
      const nowMs = Date.now();
      const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: nowMs + 60_000 };
      const first = newJob();
      await store.create({ ...first, idempotency });
      await store.erase([{ id: first.job.id }]);
      const quota = { key: 'q1', limit: 1, expiresAtMs: nowMs + 60_000 };
      await store.create({ ...newJob(), quota });
      await store.forget(nowMs);
      expect((await store.create({ ...newJob(), idempotency })).kind).toBe('existing');
      expect((await store.create({ ...newJob(), quota })).kind).toBe('quota-exceeded');
      await store.forget(nowMs + 60_001);
      expect((await store.create({ ...newJob(), idempotency })).kind).toBe('created');
      expect((await store.create({ ...newJob(), quota })).kind).toBe('created');
    });

    test('remembers a key as long as its scan is there, however long ago it expired', async () => {
      const nowMs = Date.now();
      const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: nowMs + 60_000 };
      const { job } = newJob();
      await store.create({ job, idempotency });
      for (const hours of [2, 4]) {
        await store.forget(nowMs + hours * 3_600_000);
        expect(await store.create({ ...newJob(), idempotency })).toMatchObject({ kind: 'existing', stored: { job } });
      }
      await store.erase([{ id: job.id }]);
      await store.forget(nowMs + 6 * 3_600_000);
      expect((await store.create({ ...newJob(), idempotency })).kind).toBe('created');
    });

    test('nothing of a job or a batch can be read at rest', async (context) => {
      if (!fixture.atRest) return context.skip();
      const { job } = newJob({
        subject: 'subject-in-the-clear',
        image: 'image-in-the-clear',
        phase: { state: 'done', endedAtMs: t0, recognised: true, raw: { name: 'name-in-the-clear' } },
      });
      await store.create({ job });
      await store.mark(batchOf([]), []);
      const bytes = await fixture.atRest();
      expect(bytes).toContain(job.id);
      expect(bytes).not.toMatch(/in-the-clear|\{"secret":"words"\}/);
    });

    test('everything is there after a restart', async (context) => {
      if (!fixture.reopen) return context.skip();
      const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: Date.now() + 600_000 };
      const { job } = newJob();
      const batch = { ...batchOf([job]), markedAtMs: Date.now() };
      await store.create({ job, idempotency });
      const marked = reduce(job, { kind: 'marked', batchId: batch.id, atMs: t0 });
      await store.mark(batch, [{ job: marked, version: 1 }]);
      const reopened = await fixture.reopen();
      expect(await reopened.get([job.id])).toEqual([{ job: marked, version: 2 }]);
      expect(await reopened.batch(batch.id)).toEqual(batch);
      expect((await reopened.create({ ...newJob(), idempotency })).kind).toBe('existing');
    });
  });
}
