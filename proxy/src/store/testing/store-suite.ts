import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CardName } from '../../contract/cards.ts';
import type { Job } from '../../jobs/job.ts';
import { reduce } from '../../jobs/reduce.ts';
import type { Batch, Changed, NewJob, Store } from '../store.ts';

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

const t0 = 1_800_000_000_000;
const lease = { max: 10, nowMs: t0, leaseMs: 1_000 };

let made = 0;
function newJob(overrides: Partial<Job> = {}): NewJob {
  const id = `scan${String(++made).padStart(18, '0')}`;
  const createdAtMs = overrides.createdAtMs ?? t0;
  const phase = { state: 'queued', readyAtMs: createdAtMs } as const;
  return {
    job: {
      id,
      card: 'passport',
      subject: 'someone',
      createdAtMs,
      attempts: 0,
      image: `img-${id}`,
      phase,
      ...overrides,
    },
  };
}

function batchOf(jobs: readonly Job[], id = `nonce-${++made}`): Batch {
  const request = {
    path: '/green/image/asyncscan',
    body: '{"secret":"words"}',
    headers: { a: 'b' },
    nonce: id,
    date: 'now',
  };
  return { id, request, jobIds: jobs.map((job) => job.id), markedAtMs: t0 };
}

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

    async function createMany(count: number, card: CardName = 'passport', createdAtMs = t0): Promise<Job[]> {
      const entries = Array.from({ length: count }, (_, index) => newJob({ card, createdAtMs: createdAtMs + index }));
      await Promise.all(entries.map((entry) => store.create(entry)));
      return entries.map(({ job }) => job);
    }

    describe('create and get', () => {
      test('a created job is found with version 1, an unknown one is not, in the order asked', async () => {
        const { job } = newJob();
        expect(await store.create({ job })).toEqual({ kind: 'created' });
        expect(await store.get(['nobody', job.id])).toEqual([undefined, { job, version: 1 }]);
      });

      test('every kind of JSON survives', async () => {
        const raw = { name: '王小明 "x"\u0000', nested: { a: [1, 2.5, null, true] } };
        const { job } = newJob({ phase: { state: 'done', endedAtMs: t0, recognised: true, raw } });
        await store.create({ job });
        expect((await store.get([job.id]))[0]?.job).toEqual(job);
      });

      test('the same request gives the same job, other bytes under its key a conflict', async () => {
        const idempotency = { key: 'k1', fingerprint: 'f1', expiresAtMs: t0 + 1_000 };
        const first = newJob();
        expect(await store.create({ ...first, idempotency })).toEqual({ kind: 'created' });
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
        const stores = [store, fixture.other ?? store];
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
        await store.erase([first.job.id]);
        expect(await store.create({ ...newJob(), idempotency })).toEqual({ kind: 'existing', stored: undefined });
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

    describe('claim', () => {
      test('takes due jobs earliest first and hides them until the lease runs out', async () => {
        const [a, b, c] = await createMany(3);
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
        await createMany(1, 'passport', t0 + 5);
        expect(await store.claim('submit', { ...lease, nowMs: t0 + 4 })).toEqual([]);
        expect(await store.claim('submit', { ...lease, nowMs: t0 + 5 })).toHaveLength(1);
      });

      test('a full lane goes before an older scan, then the lane with the oldest', async () => {
        const [older] = await createMany(1, 'passport', t0);
        await createMany(3, 'bank-card', t0 + 10);
        await createMany(1, 'vehicle-vin', t0 + 5);
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
        await createMany(2, 'bank-card', t0 + 10);
        await createMany(5, 'bank-card', t0 + 10_000);
        await createMany(1, 'passport', t0);
        const [first] = await store.claim('submit', { max: 3, nowMs: t0 + 100, leaseMs: 1_000 });
        expect(first?.job.card).toBe('passport');
      });

      test('concurrent claims share no job and lose none', async () => {
        const jobs = await createMany(200);
        const stores = [store, fixture.other ?? store];
        const claims = await Promise.all(
          Array.from({ length: 40 }, (_, index) =>
            (stores[index % 2] ?? store).claim('submit', { max: 7, nowMs: t0 + 1_000, leaseMs: 60_000 }),
          ),
        );
        const ids = claims.flat().map(({ job }) => job.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
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

    describe('apply', () => {
      test('changes the job, its version and its place', async () => {
        const [job] = await createMany(1);
        if (!job) return expect.unreachable();
        const marked = reduce(job, { kind: 'marked', batchId: 'b', atMs: t0 });
        expect(await store.apply([{ job: marked, version: 1 }])).toEqual([true]);
        expect(await store.get([job.id])).toEqual([{ job: marked, version: 2 }]);
        expect(await store.next('submit')).toBeUndefined();
        expect(await store.next('resolve')).toBe(marked.phase.state === 'submitting' ? marked.phase.leaseUntilMs : 0);
      });

      test('an old version, and an erased job, change nothing while their neighbours do', async () => {
        const [a, b, c] = await createMany(3);
        if (!a || !b || !c) return expect.unreachable();
        await store.apply([{ job: b, version: 1 }]);
        await store.erase([c.id]);
        const changed = [a, b, c].map((job) => ({ job: { ...job, attempts: 9 }, version: 1 }));
        expect(await store.apply(changed)).toEqual([true, false, false]);
        const found = await store.get([a.id, b.id, c.id]);
        expect(found.map((stored) => stored?.job.attempts)).toEqual([9, 0, undefined]);
      });

      test('of many at once on one version exactly one wins', async () => {
        const [job] = await createMany(1);
        if (!job) return expect.unreachable();
        const stores = [store, fixture.other ?? store];
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
        const [job] = await createMany(1);
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
        const jobs = await createMany(3);
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
        const jobs = await createMany(3);
        const batch = batchOf(jobs);
        await store.erase([jobs[2]?.id ?? '']);
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
        const [job] = await createMany(1);
        if (!job) return expect.unreachable();
        expect(await store.erase([job.id, 'nobody'])).toEqual([true, false]);
        expect(await store.get([job.id])).toEqual([undefined]);
        expect(await store.next('submit')).toBeUndefined();
        expect(await store.claim('submit', { ...lease, nowMs: t0 + 1 })).toEqual([]);
      });
    });

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
        await store.slot('submit', 150);
        const ahead = await store.slot('submit', 150, 200);
        expect(ahead.taken).toBe(true);
        expect(ahead.waitMs).toBeGreaterThan(50);
        const next = await store.slot('submit', 150, 100);
        expect(next.taken).toBe(false);
        // 150 after the one that was taken ahead, less the 100 it may be asked for ahead.
        expect(next.waitMs).toBeGreaterThan(ahead.waitMs - 50);
        expect(next.waitMs).toBeLessThanOrEqual(ahead.waitMs + 50);
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
        await store.erase([job.id]);
        await until(() => seen.some(({ ids }) => ids.includes(job.id)));
        stop();
      });
    });

    test('counts what waits where', async () => {
      await createMany(3, 'passport', t0 + 50);
      await createMany(1, 'bank-card', t0 + 20);
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
      await store.erase([first.job.id]);
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
      await store.erase([job.id]);
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
