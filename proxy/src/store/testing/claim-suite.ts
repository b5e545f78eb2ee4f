import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../store.ts';
import { createMany, lease, newJob, t0 } from './store-jobs.ts';
import type { StoreFixture } from './store-suite.ts';

/** What `claim` and `next` must keep. */
export function claimSuite(open: () => StoreFixture): void {
  let store: Store;
  beforeEach(() => {
    store = open().store;
  });

  describe('claim', () => {
    test('takes due jobs earliest first and hides them until the lease runs out', async () => {
      const [a, b, c] = await createMany(store, 3);
      const claimed = await store.claim('submit', { max: 2, nowMs: t0 + 10, leaseMs: 1_000 });
      expect(claimed).toEqual([
        { job: a, version: 2 },
        { job: b, version: 2 },
      ]);
      expect(
        (await store.claim('submit', { max: 2, nowMs: t0 + 10, leaseMs: 1_000 })).map(({ job }) => job.id),
      ).toEqual([c?.id]);
      expect(await store.claim('submit', { max: 2, nowMs: t0 + 1_009, leaseMs: 1_000 })).toEqual([]);
      const again = await store.claim('submit', { max: 5, nowMs: t0 + 1_010, leaseMs: 1_000 });
      expect(again.map(({ job, version }) => [job.id, version])).toEqual(
        expect.arrayContaining([
          [a?.id, 3],
          [b?.id, 3],
        ]),
      );
    });

    test('never takes what is not yet due', async () => {
      await createMany(store, 1, 'passport', t0 + 5);
      expect(await store.claim('submit', { ...lease, nowMs: t0 + 4 })).toEqual([]);
      expect(await store.claim('submit', { ...lease, nowMs: t0 + 5 })).toHaveLength(1);
    });

    test('a full lane goes before an older scan, then the lane with the oldest', async () => {
      const [older] = await createMany(store, 1, 'passport', t0);
      await createMany(store, 3, 'bank-card', t0 + 10);
      await createMany(store, 1, 'vehicle-vin', t0 + 5);
      const options = { max: 3, nowMs: t0 + 100, leaseMs: 1_000 };
      const cards = [];
      for (let round = 0; round < 4; round++) {
        const claimed = await store.claim('submit', options);
        cards.push([...new Set(claimed.map(({ job }) => job.card))]);
      }
      expect(cards).toEqual([['bank-card'], ['passport'], ['vehicle-vin'], []]);
      expect(older?.card).toBe('passport');
    });

    test('a full lane counts only what is due', async () => {
      await createMany(store, 2, 'bank-card', t0 + 10);
      await createMany(store, 5, 'bank-card', t0 + 10_000);
      await createMany(store, 1, 'passport', t0);
      const [first] = await store.claim('submit', { max: 3, nowMs: t0 + 100, leaseMs: 1_000 });
      expect(first?.job.card).toBe('passport');
    });

    test('concurrent claims share no job and lose none', async () => {
      const jobs = await createMany(store, 200);
      const stores = [store, open().other ?? store];
      const claims = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (stores[index % 2] ?? store).claim('submit', { max: 7, nowMs: t0 + 1_000, leaseMs: 60_000 }),
        ),
      );
      const ids = claims.flat().map(({ job }) => job.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
    });

    test('the ids of a queue are those of all its jobs, claimed and not yet due ones too', async () => {
      const early = await createMany(store, 3, 'passport');
      const late = await createMany(store, 2, 'bank-card', t0 + 3_600_000);
      await store.claim('submit', { max: 2, nowMs: t0 + 10, leaseMs: 1_000 });
      expect((await store.ids('submit')).toSorted()).toEqual([...early, ...late].map(({ id }) => id).toSorted());
      expect(await store.ids('poll')).toEqual([]);
    });

    test('each queue holds what its jobs’ phases say', async () => {
      const submitted = {
        state: 'submitted',
        taskId: 't',
        submittedAtMs: t0,
        looks: 0,
        nextLookAtMs: t0 + 7,
      } as const;
      const unknown = {
        state: 'unknown',
        batchId: 'b',
        markedAtMs: t0,
        nextTryAtMs: t0 + 8,
        arrived: false,
      } as const;
      await store.create(newJob({ phase: submitted }));
      await store.create(newJob({ phase: unknown }));
      expect(await store.next('submit')).toBeUndefined();
      expect(await store.next('poll')).toBe(t0 + 7);
      expect(await store.next('resolve')).toBe(t0 + 8);
      expect(await store.claim('poll', { ...lease, nowMs: t0 + 7 })).toHaveLength(1);
      expect(await store.next('poll')).toBe(t0 + 7 + lease.leaseMs);
      expect(await store.claim('resolve', { ...lease, nowMs: t0 + 7 })).toEqual([]);
      expect(await store.claim('resolve', { ...lease, nowMs: t0 + 8 })).toHaveLength(1);
    });
  });
}
