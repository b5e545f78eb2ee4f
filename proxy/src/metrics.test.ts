import { expect, test } from 'vitest';
import { createEngineFixture } from './engine/testing/engine-fixture.ts';
import { createMetrics } from './metrics.ts';

test('whoever pays the bill can count what Green took, by card, and what became of the rest', async () => {
  const metrics = createMetrics({
    status: () => engine.status(),
    doubt: async () => false,
    stats: () => store.stats(clock.now()),
    now: () => clock.now(),
  });
  const { engine, store, clock, green, add, untilEnded } = createEngineFixture({
    context: { observer: metrics.observer },
  });
  green.faults.push(
    { outcome: { kind: 'throttled', cause: 'Throttling.User' }, arrives: false },
    { outcome: { kind: 'unknown', cause: 'ECONNRESET' }, arrives: true },
  );
  const ids = [await add('passport'), await add('passport'), await add('bank-card')];
  engine.start();
  await untilEnded(ids);
  await engine.stop();
  const text = await metrics.text();
  const count = (labels: string): number =>
    Number(new RegExp(`^scanfill_images_submitted_total\\{${labels}\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  expect(count('card="passport",outcome="throttled"')).toBe(2);
  expect(count('card="bank-card",outcome="unknown"') + count('card="passport",outcome="unknown"')).toBeGreaterThan(0);
  const taken = count('card="passport",outcome="accepted"') + count('card="bank-card",outcome="accepted"');
  const unconfirmed = /^scanfill_scans_ended_total\{.*code="unconfirmed"\} (\d+)$/m.exec(text)?.[1] ?? '0';
  expect(taken + Number(unconfirmed)).toBe(green.billed.length);
  expect(text).toMatch(/^scanfill_oldest_queued_seconds 0$/m);
});

test('what is billed is counted by how sure that is, and in money where the price is known', async () => {
  const sources = {
    status: () => engine.status(),
    doubt: async () => false,
    stats: async () => undefined,
    now: () => clock.now(),
  };
  const metrics = createMetrics({ ...sources, price: 0.25 });
  const { engine, clock, green, store, add, untilEnded } = createEngineFixture({
    context: { observer: metrics.observer },
    green: { refusesNonces: false },
    options: { maxTasks: 1 },
  });
  const [read, failing, lost] = [await add(), await add(), await add()];
  green.scripted.set(failing, [{ kind: 'failed', code: 'green-refused', greenCode: '590', attempts: 1 }]);
  engine.start();
  await untilEnded([read, failing]);
  await untilEnded([lost]);
  green.faults.push({ outcome: { kind: 'unknown', cause: 'ECONNRESET' }, arrives: true });
  await untilEnded([await add()]);
  await engine.stop();
  const text = await metrics.text();
  for (const line of [
    'scanfill_images_billed_total{confidence="sure"} 2',
    'scanfill_images_billed_total{confidence="likely"} 1',
    'scanfill_images_billed_total{confidence="possible"} 1',
    'scanfill_spend_total{confidence="sure"} 0.5',
    'scanfill_spend_total{confidence="possible"} 0.25',
    'scanfill_images_unsettled_total{outcome="590"} 1',
    'scanfill_images_unsettled_total{outcome="unconfirmed"} 1',
  ])
    expect(text.split('\n')).toContain(line);
  expect((await store.unsettled('', 10)).map(({ entry }) => entry.outcome)).toEqual(['590', 'unconfirmed']);
  expect(green.billed).toHaveLength(4);
  expect(await createMetrics(sources).text()).not.toContain('scanfill_spend_total');
});
