import { describe, expect, test } from 'vitest';
import type { CallbackItem } from '../green/port.ts';
import type { NotificationOutcome } from './context.ts';
import { blindObserver } from './context.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const unknown = { kind: 'unknown', cause: 'ECONNRESET' } as const;
const done = { kind: 'done', recognised: true, raw: { by: 'notification' } } as const;
const failed = { kind: 'failed', code: 'green-refused', greenCode: '590', attempts: 1 } as const;

type Overrides = Parameters<typeof createEngineFixture>[0];

/** An engine whose tasks run until they are finished, that tells Green where to post. */
function createFixture(overrides: Overrides = {}) {
  const outcomes: NotificationOutcome[] = [];
  const callback = (batchId: string) => ({
    url: `https://kyc.example/${batchId}`,
    seed: 's',
    cryptType: 'SHA256' as const,
  });
  const fixture = createEngineFixture({
    ...overrides,
    options: { callback, ...overrides.options },
    green: { workMs: () => 10 * 60 * 60_000, ...overrides.green },
    context: { observer: { ...blindObserver, notified: (outcome) => outcomes.push(outcome) } },
  });
  const { engine, green } = fixture;

  /** What Green would post about a scan, under the address that its batch was sent with. */
  function notify(
    dataId: string,
    item: Partial<CallbackItem> = {},
    { verified = false, batchId = batchOf(dataId) }: { verified?: boolean; batchId?: string } = {},
  ): Promise<number> {
    return engine.callback([{ dataId, taskId: green.taskOf(dataId), result: done, ...item }], { batchId, verified });
  }
  // One scan, one batch here: in the order of their submissions.
  const sent: string[] = [];
  function batchOf(dataId: string): string {
    return new URL(green.callbacks[sent.indexOf(dataId)]?.url ?? 'https://kyc.example/none').pathname.slice(1);
  }
  async function add(): Promise<string> {
    const id = await fixture.add();
    sent.push(id);
    await fixture.clock.advance(1_500);
    return id;
  }
  return { ...fixture, add, notify, outcomes };
}

describe('a notification', () => {
  test('brings the look forward, and what the query says is the result', async () => {
    const { engine, green, clock, add, job, notify, untilEnded } = createFixture();
    engine.start();
    const id = await add();
    await clock.advance(20_000);
    const asked = green.queriesAtMs.length;
    green.finish(id);
    const atMs = clock.now();
    expect(await notify(id)).toBe(1);
    const [ended] = await untilEnded([id]);
    expect(clock.now() - atMs).toBeLessThan(500);
    expect(ended?.phase).toMatchObject({ state: 'done', raw: { dataId: id } });
    expect(green.queriesAtMs).toHaveLength(asked + 1);
    expect((await job(id)).phase).not.toHaveProperty('unverified');
    await engine.stop();
  });

  test('that names the task of a lost answer carries the scan home: billed once, done, not unconfirmed', async () => {
    const { engine, green, clock, add, job, notify, untilEnded } = createFixture({ green: { refusesNonces: false } });
    green.faults.push({ outcome: unknown, arrives: true });
    engine.start();
    const id = await add();
    expect((await job(id)).phase.state).toBe('unknown');
    green.finish(id);
    await notify(id);
    const [ended] = await untilEnded([id]);
    expect(ended).toMatchObject({ attempts: 1, phase: { state: 'done', raw: { dataId: id } } });
    expect(green.billed).toEqual([id]);
    await clock.advance(5 * 60_000);
    expect(green.submitsAtMs).toHaveLength(1);
    await engine.stop();
  });

  test('that comes before the answer of its submission is heard, and the answer changes nothing', async () => {
    const { engine, green, clock, job, notify, untilEnded, add } = createFixture({ green: { answerMs: 8_000 } });
    engine.start();
    const id = await add();
    await clock.advance(5_000);
    expect((await job(id)).phase.state).toBe('submitting');
    green.finish(id);
    expect(await notify(id)).toBe(1);
    expect((await job(id)).phase).toMatchObject({ state: 'submitted', taskId: green.taskOf(id) });
    const [ended] = await untilEnded([id]);
    expect(ended).toMatchObject({ attempts: 1, phase: { state: 'done' } });
    expect(green.billed).toEqual([id]);
    await engine.stop();
  });

  test('repeated a hundred times costs one look in five seconds', async () => {
    const { engine, green, clock, add, notify } = createFixture();
    engine.start();
    const id = await add();
    await clock.advance(60_000);
    const asked = green.queriesAtMs.length;
    for (let time = 0; time < 100; time += 1) {
      await notify(id, { result: { kind: 'pending' } });
      await clock.advance(100);
    }
    // Ten seconds: at most three, with the one that was due by itself.
    expect(green.queriesAtMs.length - asked).toBeLessThanOrEqual(3);
    expect(green.queriesAtMs.length - asked).toBeGreaterThan(0);
    await clock.advance(1_000);
    await engine.stop();
  });

  test.each([
    ['of nobody’s scan', { dataId: 'nobody' }, {}],
    ['without a scan', { dataId: undefined }, {}],
    ['of another task', { taskId: 'another' }, {}],
    ['without a task', { taskId: undefined }, {}],
    ['under another batch’s address', {}, { batchId: 'nonce-of-another' }],
  ])('%s changes nothing and asks nothing', async (_, item, source) => {
    const { engine, green, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    await clock.advance(30_000);
    const asked = green.queriesAtMs.length;
    const before = await job(id);
    expect(await notify(id, item, source)).toBe(0);
    await clock.advance(300);
    expect(await job(id)).toEqual(before);
    expect(green.queriesAtMs).toHaveLength(asked);
    await engine.stop();
  });

  test('under another batch’s address names no task for a lost answer', async () => {
    const { engine, green, add, job, notify } = createFixture({ green: { refusesNonces: false } });
    green.faults.push({ outcome: unknown, arrives: true });
    engine.start();
    const id = await add();
    expect(await notify(id, { taskId: 'of-the-forger' }, { batchId: 'nonce-of-another' })).toBe(0);
    expect((await job(id)).phase.state).toBe('unknown');
    await engine.stop();
  });

  test('that comes after the end changes nothing', async () => {
    const { engine, green, clock, add, job, notify } = createFixture({ green: { workMs: () => 100 } });
    engine.start();
    const id = await add();
    await clock.advance(5_000);
    const before = await job(id);
    expect(before.phase.state).toBe('done');
    expect(await notify(id, { result: { ...done, raw: { by: 'a forger' } } })).toBe(0);
    expect(await job(id)).toEqual(before);
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('says what is not true: the query’s word counts', async () => {
    const { engine, green, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    await notify(id, { result: failed }, { verified: true });
    await clock.advance(10_000);
    expect((await job(id)).phase.state).toBe('submitted');
    green.finish(id);
    await clock.advance(10_000);
    expect((await job(id)).phase).toMatchObject({ state: 'done', raw: { dataId: id } });
    await engine.stop();
  });
});

describe('where the query knows nothing of the task', () => {
  test.each([
    ['a verified notification is the result', true],
    ['one without a verified checksum is the result, and marked so', false],
  ])('%s', async (_, verified) => {
    const { engine, green, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    green.unqueried.add(id);
    await notify(id, {}, { verified });
    await clock.advance(2_000);
    const { phase } = await job(id);
    expect(phase).toMatchObject({ state: 'done', raw: { by: 'notification' } });
    expect('unverified' in phase).toBe(!verified);
    await engine.stop();
  });

  test('a failure that was notified is the failure', async () => {
    const { engine, green, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    green.unqueried.add(id);
    await notify(id, { result: failed });
    await clock.advance(2_000);
    expect((await job(id)).phase).toMatchObject({ state: 'failed', greenCode: '590' });
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('a notification that comes late still is the result: until then the task goes on', async () => {
    const { engine, green, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    green.unqueried.add(id);
    await clock.advance(20 * 60_000);
    expect((await job(id)).phase.state).toBe('submitted');
    await notify(id);
    await clock.advance(61_000);
    expect((await job(id)).phase).toMatchObject({ state: 'done', raw: { by: 'notification' } });
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('and no notification ever comes, the person decides after an hour', async () => {
    const { engine, green, clock, add, job } = createFixture();
    engine.start();
    const id = await add();
    green.unqueried.add(id);
    await clock.advance(62 * 60_000);
    expect((await job(id)).phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(green.billed).toHaveLength(1);
    await engine.stop();
  });

  test('answers that leave the task out are believed after several', async () => {
    const { engine, green, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    for (let time = 0; time < 10; time += 1) green.queryFaults.push({ kind: 'answered', tasks: new Map() });
    await notify(id);
    await clock.advance(100);
    expect((await job(id)).phase.state).toBe('submitted');
    await clock.advance(10_000);
    expect((await job(id)).phase).toMatchObject({ state: 'done', unverified: true });
    await engine.stop();
  });

  test('an outage of the query takes no notification for the truth', async () => {
    const { engine, green, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    for (let time = 0; time < 60; time += 1) green.queryFaults.push({ kind: 'unknown', cause: 'http-500' });
    await notify(id);
    await clock.advance(60_000);
    expect((await job(id)).phase.state).toBe('submitted');
    green.finish(id);
    await clock.advance(10 * 60_000);
    expect((await job(id)).phase).toMatchObject({ state: 'done', raw: { dataId: id } });
    await engine.stop();
  });

  test('an hour without any answer ends with what was notified', async () => {
    const { engine, clock, add, job, notify } = createFixture();
    engine.start();
    const id = await add();
    await notify(id);
    await clock.advance(61 * 60_000);
    expect((await job(id)).phase).toMatchObject({ state: 'done', raw: { by: 'notification' }, unverified: true });
    await engine.stop();
  });
});

test('a scan that was queued again is not sent when its first batch turns out to have carried it', async () => {
  const { engine, green, images, clock, add, job, notify } = createFixture({ green: { refusesNonces: false } });
  images.evidence = 'unfetched';
  green.faults.push({ outcome: unknown, arrives: true });
  engine.start();
  const id = await add();
  // Nothing leaves while the image has no address, so that the scan waits in its lane.
  images.url = async () => {
    throw new Error('away');
  };
  await clock.advance(70_000);
  expect((await job(id)).phase.state).toBe('queued');
  green.finish(id);
  expect(await notify(id)).toBe(1);
  await clock.advance(1_000);
  expect((await job(id)).phase).toMatchObject({ state: 'done' });
  expect(green.billed).toEqual([id]);
  await engine.stop();
});

test('each outcome is counted', async () => {
  const { engine, clock, add, notify, outcomes } = createFixture();
  engine.start();
  const id = await add();
  await notify(id);
  await notify(id);
  await notify(id, { dataId: 'nobody' });
  await notify(id, { taskId: 'another' });
  expect(outcomes).toEqual(['taken', 'idle', 'foreign', 'foreign']);
  await clock.advance(1_000);
  await engine.stop();
});
