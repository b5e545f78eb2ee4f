import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { createMemoryStore } from '../../store/memory.ts';
import { makePng, type ProxyFixture, startProxy } from '../testing/proxy-fixture.ts';
import { billingDay, createDayCeiling } from './day-ceiling.ts';

describe('a day', () => {
  test.each([
    ['2026-11-29T15:59:59.999Z', '2026-11-29', '2026-11-29T16:00:00.000Z'],
    ['2026-11-29T16:00:00.000Z', '2026-11-30', '2026-11-30T16:00:00.000Z'],
    ['2026-12-31T20:00:00.000Z', '2027-01-01', '2027-01-01T16:00:00.000Z'],
  ])('at %s is %s in China, and ends at %s', (now, name, ends) => {
    expect(billingDay(Date.parse(now))).toEqual({ name, endsAtMs: Date.parse(ends) });
  });
});

describe('MAX_IMAGES_A_DAY', () => {
  let fixture: ProxyFixture;
  afterEach(() => fixture.stop());
  const messages = () => fixture.lines.map(({ message }) => message);
  const metric = async (name: string): Promise<string | undefined> =>
    new RegExp(`^${name} (\\S+)$`, 'm').exec((await fixture.proxy.metrics()).text)?.[1];

  test('refuses the scan above it until the next day, says when that is, and warns before', async () => {
    fixture = await startProxy({ mostImagesADay: 5 });
    const alarms = async () => [
      messages().filter((each) => /MAX_IMAGES_A_DAY/.test(each)).length,
      await metric('scanfill_images_today'),
      await metric('scanfill_images_today_alarm'),
    ];
    for (let seed = 1; seed <= 3; seed += 1) expect((await fixture.post(makePng({ seed }))).status).toBe(202);
    expect(await alarms()).toEqual([0, '3', '0']);
    expect((await fixture.post(makePng({ seed: 4 }))).status).toBe(202);
    expect(await alarms()).toEqual([1, '4', '1']);
    expect((await fixture.post(makePng({ seed: 5 }))).status).toBe(202);
    expect(await alarms()).toEqual([2, '5', '1']);
    expect(await metric('scanfill_images_a_day_max')).toBe('5');
    const refused = await fixture.post(makePng({ seed: 6 }));
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({
      code: 'daily-limit',
      detail: expect.stringMatching(/^The 5 images .*T16:00/),
    });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(86_400);
    expect(fixture.green.billed.length).toBeLessThanOrEqual(5);
  });

  test('counts a repeated request once, and answers it also when the day is used up', async () => {
    fixture = await startProxy({ mostImagesADay: 1 });
    const headers = { 'idempotency-key': 'k' };
    const first = await fixture.post(makePng({ seed: 1 }), { headers });
    const again = await fixture.post(makePng({ seed: 1 }), { headers });
    expect([first.body.id, again.status < 300]).toEqual([again.body.id, true]);
    const other = await fixture.post(makePng({ seed: 2 }), { headers: { 'idempotency-key': 'other' } });
    expect(other.body.code).toBe('daily-limit');
  });

  test('holds over a restart, and ends with the day', async () => {
    // The store outlives the proxy here, as a file or Redis does.
    const store = createMemoryStore({ clock: systemClock });
    fixture = await startProxy({ mostImagesADay: 1, testStore: store });
    await fixture.post(makePng({ seed: 1 }));
    await fixture.stop();
    fixture = await startProxy({ mostImagesADay: 1, testStore: store });
    expect((await fixture.post(makePng({ seed: 2 }))).body.code).toBe('daily-limit');
    await fixture.stop();
    const { endsAtMs } = billingDay(Date.now());
    const ceiling = createDayCeiling({ store, clock: { now: () => endsAtMs }, log: silentLog, limit: 1 });
    await expect(ceiling.check()).resolves.toBeUndefined();
    fixture = await startProxy();
  });

  test('unless it is set there is none, and no metric of it', async () => {
    fixture = await startProxy();
    expect((await fixture.post(makePng())).status).toBe(202);
    expect(await metric('scanfill_images_a_day_max')).toBeUndefined();
  });
});
