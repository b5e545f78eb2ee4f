import { describe, expect, test } from 'vitest';
import { createWebhooks } from '../webhooks/given-up.ts';
import type { Message } from '../webhooks/message.ts';
import type { Told } from '../webhooks/webhook.ts';
import { createEngine } from './engine.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const minute = 60_000;
const hour = 60 * minute;
const down: Told = { kind: 'untold', cause: '503' };

/** A host in virtual time that answers as it is told to. */
function createHost() {
  const sent: Message[] = [];
  const host = { sent, answer: { kind: 'told' } as Told, tookMs: 50, atOnce: 0, mostAtOnce: 0 };
  const sleep: { of: (ms: number) => Promise<void> } = { of: async () => {} };
  return {
    host,
    sleep,
    webhook: {
      async send(message: Message): Promise<Told> {
        sent.push(message);
        host.mostAtOnce = Math.max(host.mostAtOnce, ++host.atOnce);
        await sleep.of(host.tookMs);
        host.atOnce--;
        return host.answer;
      },
    },
  };
}

function createFixture() {
  const { host, sleep, webhook } = createHost();
  const fixture = createEngineFixture({ options: { webhook } });
  sleep.of = fixture.clock.sleep;
  const { store, engine, clock } = fixture;
  return { ...fixture, host, webhooks: createWebhooks({ store, advance: engine.advance, now: clock.now, isOn: true }) };
}

describe('a host', () => {
  test('is told once of each end, and of nothing that was read', async () => {
    const { engine, clock, add, untilEnded, host, job, green } = createFixture();
    engine.start();
    const [done, failed] = [await add(), await add()];
    green.scripted.set(failed, [{ kind: 'failed', code: 'green-refused', greenCode: '590', attempts: 1 }]);
    await untilEnded([done, failed]);
    await clock.advance(2_000);
    expect(host.sent.map(({ id, type }) => [id, type]).toSorted()).toEqual([
      [`msg_${done}`, 'scan.done'],
      [`msg_${failed}`, 'scan.failed'],
    ]);
    const bodies = host.sent.map(({ body }) => JSON.parse(body).data);
    expect(bodies).toContainEqual({ id: done, subject: 's', card: 'passport', state: 'done' });
    expect(bodies).toContainEqual({
      id: failed,
      subject: 's',
      card: 'passport',
      state: 'failed',
      code: 'green-refused',
    });
    expect(await job(done)).not.toHaveProperty('hook');
    await clock.advance(10 * minute);
    expect(host.sent).toHaveLength(2);
    await engine.stop();
  });

  test('hears of a scan of which it is not known whether it was read', async () => {
    const { engine, clock, add, untilEnded, host, green } = createFixture();
    green.faults.push(...Array.from({ length: 50 }, () => ({ outcome: down as never, arrives: false })));
    for (const fault of green.faults) Object.assign(fault, { outcome: { kind: 'unknown', cause: 'ECONNRESET' } });
    engine.start();
    const id = await add();
    await untilEnded([id]);
    await clock.advance(2_000);
    expect(host.sent).toEqual([expect.objectContaining({ type: 'scan.unconfirmed' })]);
    await engine.stop();
  });

  test('that is away is told later; meanwhile the fields go when their hour is over', async () => {
    const { engine, clock, add, untilEnded, host, job } = createFixture();
    host.answer = down;
    engine.start();
    const id = await add();
    await untilEnded([id]);
    await clock.advance(62 * minute);
    expect(await job(id)).toMatchObject({ emptied: true, subject: '', phase: { state: 'done', raw: {} } });
    const tries = host.sent.length;
    expect(tries).toBeGreaterThan(8);
    expect(tries).toBeLessThan(30);
    host.answer = { kind: 'told' };
    await clock.advance(hour);
    expect(host.sent).toHaveLength(tries + 1);
    expect(new Set(host.sent.map(({ body }) => body)).size).toBe(1);
    await expect(job(id)).rejects.toThrow(/no job/);
    await engine.stop();
  });

  test('that is away for a day is given up; it can be listed, and sent again', async () => {
    const { engine, clock, add, untilEnded, host, job, webhooks } = createFixture();
    host.answer = down;
    engine.start();
    const id = await add();
    await untilEnded([id]);
    expect(await webhooks.givenUp()).toEqual([]);
    // Nobody is at work for most of the day, which is quick to pass: it counts all the same.
    await engine.stop();
    await clock.advance(24 * hour);
    engine.start();
    await clock.advance(minute);
    expect(await webhooks.givenUp()).toEqual([
      expect.objectContaining({ id, type: 'scan.done', subject: 's', card: 'passport' }),
    ]);
    const tries = host.sent.length;
    await clock.advance(10 * minute);
    expect(host.sent).toHaveLength(tries);
    host.answer = { kind: 'told' };
    expect(await webhooks.resend(['another'])).toBe(0);
    expect(await webhooks.resend()).toBe(1);
    await clock.advance(5_000);
    expect(host.sent).toHaveLength(tries + 1);
    await expect(job(id)).rejects.toThrow(/no job/);
    await engine.stop();
  });

  test('that wants no more (410) is not asked again; a week later nothing is left', async () => {
    const { engine, clock, add, untilEnded, host, job, webhooks } = createFixture();
    host.answer = { kind: 'unwanted' };
    engine.start();
    const id = await add();
    await untilEnded([id]);
    await clock.advance(2 * hour);
    expect(host.sent).toHaveLength(1);
    expect(await webhooks.givenUp()).toHaveLength(1);
    await engine.stop();
    await clock.advance(7 * 24 * hour);
    engine.start();
    await clock.advance(minute);
    await expect(job(id)).rejects.toThrow(/no job/);
    await engine.stop();
  });

  test('that is down is asked by one message at a time, and takes many when it is back', async () => {
    const { engine, clock, add, untilEnded, host } = createFixture();
    host.answer = down;
    engine.start();
    const ids = await Promise.all(Array.from({ length: 120 }, () => add()));
    await untilEnded(ids);
    await clock.advance(2 * minute);
    host.mostAtOnce = 0;
    host.sent.length = 0;
    await clock.advance(10 * minute);
    expect(host.mostAtOnce).toBe(1);
    host.answer = { kind: 'told' };
    host.sent.length = 0;
    await clock.advance(30 * minute);
    expect(new Set(host.sent.map(({ id }) => id)).size).toBe(120);
    expect(host.sent).toHaveLength(120);
    expect(host.mostAtOnce).toBeLessThanOrEqual(32);
    await engine.stop();
  });

  test('that is slow keeps no fields beyond their hour, however many wait to be told', async () => {
    const { engine, clock, store, host } = createFixture();
    host.tookMs = 10_000;
    // Two thousand that ended an hour ago, as after a long outage: of none the host knows yet.
    const endedAtMs = clock.now() - hour;
    const ids = Array.from({ length: 2_000 }, (_, index) => `ended-${index}`);
    for (const id of ids) {
      const phase = { state: 'done', endedAtMs, recognised: true, raw: { name: 'somebody' } } as const;
      const hook = { subject: 's', sinceMs: endedAtMs, nextAtMs: endedAtMs };
      await store.create({
        job: { id, card: 'passport', subject: 's', createdAtMs: endedAtMs, attempts: 1, phase, hook },
      });
    }
    engine.start();
    await clock.advance(10_000);
    const kept = (await store.get(ids)).flatMap((stored) => stored ?? []);
    expect(kept.filter(({ job }) => JSON.stringify(job).includes('somebody'))).toEqual([]);
    expect(host.mostAtOnce).toBeGreaterThan(1);
    await engine.stop();
  });

  test('hears each message once from two replicas', async () => {
    const { host, sleep, webhook } = createHost();
    const one = createEngineFixture({ options: { webhook, alone: false } });
    const { store, green, images, clock } = one;
    sleep.of = clock.sleep;
    const { silentLog } = await import('../base/log.ts');
    const { blindObserver } = await import('./context.ts');
    const other = createEngine(
      {
        store,
        green,
        images,
        clock,
        wallNow: clock.now,
        log: silentLog,
        observer: blindObserver,
        failpoint: async () => {},
      },
      { qps: 10, maxTasks: 100, alone: false, downloadAttempts: 1, webhook },
    );
    one.engine.start();
    other.start();
    const ids = await Promise.all(Array.from({ length: 60 }, () => one.add()));
    await one.untilEnded(ids);
    await clock.advance(minute);
    expect(host.sent.map(({ id }) => id).toSorted()).toEqual(ids.map((id) => `msg_${id}`).toSorted());
    await Promise.all([one.engine.stop(), other.stop()]);
  });
});

test('where the address was taken away, nobody is told and nothing outlives its hour', async () => {
  const { engine, clock, add, untilEnded, host, store, job, green, images } = createFixture();
  host.answer = down;
  engine.start();
  const id = await add();
  await untilEnded([id]);
  await engine.stop();
  const later = createEngineFixture({ store, context: { clock, green, images } });
  later.engine.start();
  await clock.advance(5 * minute);
  expect(await job(id)).not.toHaveProperty('hook');
  const { advance } = later.engine;
  const webhooks = createWebhooks({ store, advance, now: clock.now, isOn: false });
  await expect(webhooks.resend()).rejects.toMatchObject({ code: 'request-invalid' });
  await clock.advance(hour);
  await expect(job(id)).rejects.toThrow(/no job/);
  await later.engine.stop();
});
