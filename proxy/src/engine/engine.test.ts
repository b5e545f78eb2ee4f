import { describe, expect, test } from 'vitest';
import { ProblemError } from '../base/problem-error.ts';
import { UnsignedError } from '../green/port.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const unknown = { kind: 'unknown', cause: 'reset' } as const;

describe('the engine', () => {
  test('carries a scan to its result, bills it once and erases its image', async () => {
    const { engine, green, images, add, untilEnded } = createEngineFixture();
    engine.start();
    const id = await add();
    const [job] = await untilEnded([id]);
    expect(job?.phase).toMatchObject({ state: 'done', recognised: true, raw: { dataId: id } });
    expect(green.billed).toEqual([id]);
    expect(images.kept.size).toBe(0);
    await engine.stop();
  });

  test('an idle proxy sends at once', async () => {
    const { engine, green, clock, add } = createEngineFixture();
    engine.start();
    await clock.advance(5_000);
    const startMs = clock.now();
    await add();
    await clock.advance(110);
    expect((green.submitsAtMs[0] ?? Number.POSITIVE_INFINITY) - startMs).toBeLessThanOrEqual(110);
    await engine.stop();
  });

  test('one request holds one card type only', async () => {
    const { engine, green, add, untilEnded } = createEngineFixture();
    const ids = [await add('passport'), await add('bank-card'), await add('passport'), await add('bank-card')];
    engine.start();
    await untilEnded(ids);
    expect(green.batchSizes).toEqual([2, 2]);
    await engine.stop();
  });

  test('a submission that was proved not to have left is sent again and not counted', async () => {
    const { engine, green, add, untilEnded } = createEngineFixture();
    green.faults.push({ outcome: { kind: 'not-sent', cause: 'ECONNREFUSED' }, arrives: false });
    engine.start();
    const [job] = await untilEnded([await add()]);
    expect(job).toMatchObject({ attempts: 1, phase: { state: 'done' } });
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('a lost request is found out by the identical replay: billed once', async () => {
    const { engine, green, add, untilEnded } = createEngineFixture();
    green.faults.push({ outcome: unknown, arrives: false });
    engine.start();
    const [job] = await untilEnded([await add()]);
    expect(job?.phase.state).toBe('done');
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('a lost answer is never billed twice: without a callback it ends unconfirmed after three minutes', async () => {
    const { engine, green, clock, add, untilEnded, images } = createEngineFixture();
    green.faults.push({ outcome: unknown, arrives: true });
    engine.start();
    const startMs = clock.now();
    const [job] = await untilEnded([await add()]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(180_000);
    expect(clock.now() - startMs).toBeLessThan(195_000);
    expect(green.billed).toHaveLength(1);
    expect(images.kept.size).toBe(0);
    await engine.stop();
  });

  test('where used nonces are accepted nothing is replayed', async () => {
    const { engine, green, add, untilEnded } = createEngineFixture({ green: { refusesNonces: false } });
    green.faults.push({ outcome: unknown, arrives: true });
    engine.start();
    const [job] = await untilEnded([await add()]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.submitsAtMs).toHaveLength(1);
    await engine.stop();
  });

  test('without a replay an address that nobody fetched is withdrawn and the scan sent again under another', async () => {
    const { engine, green, images, add, untilEnded } = createEngineFixture({ green: { refusesNonces: false } });
    images.evidence = 'unfetched';
    green.faults.push({ outcome: unknown, arrives: false });
    engine.start();
    const id = await add();
    const [job] = await untilEnded([id]);
    expect(job?.phase.state).toBe('done');
    expect(green.billed).toHaveLength(1);
    expect(green.urls.get(id)).toMatch(/\/2$/);
    await engine.stop();
  });

  test('an address that was fetched is never sent again', async () => {
    const { engine, green, images, add, untilEnded } = createEngineFixture({ green: { refusesNonces: false } });
    images.evidence = 'fetched';
    green.faults.push({ outcome: unknown, arrives: true });
    engine.start();
    const [job] = await untilEnded([await add()]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('throttling slows down and loses nothing', async () => {
    const { engine, green, clock, add, untilEnded } = createEngineFixture({ green: { qps: 3 } });
    engine.start();
    const ids: string[] = [];
    for (let index = 0; index < 60; index++) {
      ids.push(await add(index % 2 ? 'passport' : 'bank-card'));
      await clock.advance(50);
    }
    const jobs = await untilEnded(ids);
    expect(jobs.every(({ phase }) => phase.state === 'done')).toBe(true);
    expect(green.billed.toSorted()).toEqual(ids.toSorted());
    await engine.stop();
  });

  test('a failed download is tried once more, then fails', async () => {
    const { engine, green, add, untilEnded } = createEngineFixture();
    const failure = { kind: 'failed', code: 'green-download', greenCode: '480', attempts: 2 } as const;
    engine.start();
    const [lucky, unlucky] = [await add(), await add()];
    green.scripted.set(lucky, [failure]);
    green.scripted.set(unlucky, [failure, failure]);
    const [first, second] = await untilEnded([lucky, unlucky]);
    expect(first).toMatchObject({ attempts: 2, phase: { state: 'done' } });
    expect(second).toMatchObject({ attempts: 2, phase: { state: 'failed', code: 'green-download', greenCode: '480' } });
    await engine.stop();
  });

  test('after five calls without an answer submissions stop until a free query is answered', async () => {
    const { engine, green, clock, add, untilEnded } = createEngineFixture();
    engine.start();
    await clock.advance(1_000);
    const gone = { kind: 'not-sent', cause: 'ECONNREFUSED' } as const;
    for (let index = 0; index < 20; index++) green.faults.push({ outcome: gone, arrives: false });
    for (let index = 0; index < 3; index++) green.queryFaults.push(gone);
    const id = await add();
    await clock.advance(3_000);
    expect(engine.status().circuitOpen).toBe(true);
    expect(green.faults).toHaveLength(15);
    green.faults.length = 0;
    await untilEnded([id], 20_000);
    expect(engine.status().circuitOpen).toBe(false);
    expect(green.billed).toEqual([id]);
    await engine.stop();
  });

  test('never more than ten calls of an operation in any sliding second', async () => {
    const { engine, green, clock, add, untilEnded } = createEngineFixture({ options: { maxTasks: 1 } });
    engine.start();
    const ids: string[] = [];
    for (let index = 0; index < 40; index++) {
      ids.push(await add());
      await clock.advance(7);
    }
    await untilEnded(ids);
    for (const calls of [green.submitsAtMs, green.queriesAtMs]) {
      const spans = calls.slice(10).map((atMs, index) => atMs - (calls[index] ?? 0));
      expect(spans.length).toBeGreaterThan(10);
      expect(Math.min(...spans)).toBeGreaterThanOrEqual(1_000);
    }
    await engine.stop();
  });

  test('an ended scan is erased after an hour', async () => {
    const { engine, store, clock, add, untilEnded } = createEngineFixture();
    engine.start();
    const id = await add();
    await untilEnded([id]);
    await clock.advance(59 * 60_000);
    expect(await store.get([id])).not.toEqual([undefined]);
    await clock.advance(2 * 60_000);
    expect(await store.get([id])).toEqual([undefined]);
    await engine.stop();
  });

  test('a store that is away pauses the loops; everything goes on when it is back', async () => {
    const fixture = createEngineFixture();
    const { engine, green, store, clock, add, untilEnded } = fixture;
    const id = await add();
    const { claim } = store;
    let away = true;
    store.claim = async (...args) => {
      if (away) throw new Error('away');
      return claim(...args);
    };
    engine.start();
    await clock.advance(10_000);
    expect(green.billed).toEqual([]);
    away = false;
    await untilEnded([id]);
    expect(green.billed).toEqual([id]);
    await engine.stop();
  });

  test('what a held-up process learns late changes nothing for the submission that came after', async () => {
    const { engine, green, clock, store, add, job, untilEnded } = createEngineFixture();
    engine.start();
    const id = await add();
    await clock.advance(500);
    const submitted = await job(id);
    const late = [
      { kind: 'throttled', batchId: 'an-old-one' },
      { kind: 'not-sent', batchId: 'an-old-one' },
      { kind: 'failed', of: { batchId: 'an-old-one' }, code: 'green-busy', attempts: 9 },
      { kind: 'failed', of: { taskId: 'an-old-one' }, code: 'green-download', attempts: 9 },
      { kind: 'lost', batchId: 'an-old-one' },
    ] as const;
    for (const event of late) {
      const [stored] = await store.get([id]);
      if (stored) await engine.advance([{ stored: { ...stored, version: 1 }, event: { ...event, atMs: clock.now() } }]);
    }
    expect(await job(id)).toEqual(submitted);
    await untilEnded([id]);
    expect(green.billed).toEqual([id]);
    await engine.stop();
  });

  test.each(['is refused another turn for a minute', 'loses the store'])(
    'a marked submission that %s before it leaves is sent later, not given up as unconfirmed',
    async (mishap) => {
      const memory = createMemoryStore({ clock: { now: () => clock.now() } });
      let marks = 0;
      let healedAtMs = Number.POSITIVE_INFINITY;
      const store: Store = {
        ...memory,
        kind: 'redis',
        async mark(...marking) {
          const marked = await memory.mark(...marking);
          marks += 1;
          // Its turn is over by then.
          if (marks === 1) await clock.sleep(100);
          if (marks === 1) healedAtMs = clock.now() + 60_000;
          return marked;
        },
        async slot(operation, ...asked) {
          if (operation === 'query' || marks === 0 || clock.now() >= healedAtMs)
            return memory.slot(operation, ...asked);
          if (mishap === 'loses the store') throw new Error('away');
          return { taken: false, waitMs: healedAtMs - clock.now() };
        },
      };
      const { engine, clock, green, add, untilEnded } = createEngineFixture({ store, green: { refusesNonces: false } });
      engine.start();
      await clock.advance(1_000);
      const id = await add();
      const [job] = await untilEnded([id]);
      expect(job?.phase.state).toBe('done');
      expect(green.billed).toEqual([id]);
      await engine.stop();
    },
  );

  test('several replicas on one store share its slots and bill nothing twice', async () => {
    const first = createEngineFixture({ options: { maxTasks: 3, alone: false } });
    const { clock, green, images, store, add, untilEnded } = first;
    const others = [1, 2].map(() =>
      createEngineFixture({ store, context: { clock, green, images }, options: { maxTasks: 3, alone: false } }),
    );
    const engines = [first, ...others].map(({ engine }) => engine);
    for (const engine of engines) engine.start();
    const ids: string[] = [];
    for (let index = 0; index < 120; index++) {
      ids.push(await add(index % 3 ? 'passport' : 'bank-card'));
      await clock.advance(20);
    }
    const jobs = await untilEnded(ids);
    expect(jobs.every(({ phase }) => phase.state === 'done')).toBe(true);
    expect(green.billed.toSorted()).toEqual(ids.toSorted());
    for (const calls of [green.submitsAtMs, green.queriesAtMs]) {
      const spans = calls.slice(10).map((atMs, index) => atMs - (calls[index] ?? 0));
      expect(spans.length).toBeGreaterThan(10);
      // The self-tests of three replicas come with the queries.
      expect(Math.min(...spans)).toBeGreaterThanOrEqual(1_000);
    }
    for (const engine of engines) await engine.stop();
  });

  test('a neighbour that was queued again is never sent by a replay', async () => {
    let refuses = false;
    const { engine, green, images, clock, add, job, untilEnded } = createEngineFixture();
    const { probeNonce } = green;
    green.probeNonce = async (...probe) => (refuses ? probeNonce(...probe) : 'unknown');
    green.faults.push({ outcome: unknown, arrives: false });
    engine.start();
    const ids = [await add(), await add()];
    images.evidence = 'unknown';
    const { withdraw } = images;
    // Evidence for the first only: it is queued again, its neighbour stays unknown.
    images.withdraw = async (ref) =>
      ref === ids[0] ? 'unfetched' : ((await withdraw?.call(images, ref)) ?? 'unknown');
    await clock.advance(75_000);
    expect((await job(ids[1] ?? '')).phase.state).toBe('unknown');
    refuses = true;
    const jobs = await untilEnded(ids);
    expect(jobs.map(({ phase }) => phase.state)).toEqual(['done', 'failed']);
    expect(green.billed).toEqual([ids[0]]);
    await engine.stop();
  });

  test('a submission that cannot be read does not keep the others from being resolved', async () => {
    const { engine, store, green, clock, add, job } = createEngineFixture();
    const { batch } = store;
    const broken: string[] = [];
    store.batch = async (id) => {
      if (broken.length === 0) broken.push(id);
      if (id === broken[0]) throw new ProblemError('store-unavailable');
      return batch.call(store, id);
    };
    // Both are lost before anybody looks into them, so that they come up together, the broken one first.
    const { probeNonce } = green;
    green.probeNonce = async (...probe) => {
      await clock.sleep(5_000);
      return probeNonce(...probe);
    };
    green.faults.push({ outcome: unknown, arrives: false }, { outcome: unknown, arrives: false });
    engine.start();
    const ids = [await add('passport'), await add('bank-card')];
    await clock.advance(60_000);
    const states = await Promise.all(ids.map(async (id) => (await job(id)).phase.state));
    expect(states.toSorted()).toEqual(['done', 'unknown']);
    await engine.stop();
  });
});

test('without credentials scans wait, and go as soon as there are some', async () => {
  const { engine, green, clock, add, job, untilEnded } = createEngineFixture();
  const { prepare } = green;
  green.prepare = async () => {
    throw new UnsignedError('ENOENT', undefined);
  };
  engine.start();
  const id = await add();
  await clock.advance(10 * 60_000);
  expect((await job(id)).phase.state).toBe('queued');
  expect(engine.status().troubles).toMatchObject([{ reason: 'credentials', code: 'ENOENT', blocking: true }]);
  green.prepare = prepare;
  const [ended] = await untilEnded([id]);
  expect(ended?.phase.state).toBe('done');
  expect(engine.status().troubles).toEqual([]);
  await engine.stop();
});
