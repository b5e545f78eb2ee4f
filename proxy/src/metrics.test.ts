import { expect, test } from 'vitest';
import { createEngineFixture } from './engine/testing/engine-fixture.ts';
import { createMetrics } from './metrics.ts';

test('whoever pays the bill can count what Green took, by card, and what became of the rest', async () => {
  const metrics = createMetrics({
    status: () => engine.status(),
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
