import { describe, expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const forever = () => new Promise<void>(() => {});

/** An engine that dies at a failpoint, and another one on the same store, clock and Green. */
async function dyingAt(where: string, alone = true) {
  const first = createEngineFixture({
    context: { failpoint: async (at) => (at === where ? forever() : undefined) },
    options: { alone },
  });
  first.engine.start();
  const id = await first.add();
  await first.clock.advance(3_000);
  // Never settles: the step that died is still under way. The other loops end.
  void first.engine.stop();
  const { clock, green, images, store } = first;
  await clock.advance(100);
  const second = createEngineFixture({
    store,
    context: { clock, green, images },
    options: { alone },
  });
  return { id, first, second, startMs: clock.now() };
}

describe('a process that takes up what another one left', () => {
  test('learns at once what became of a submission that was marked and never sent', async () => {
    const { id, first, second, startMs } = await dyingAt('after-mark');
    second.engine.start();
    const [job] = await first.untilEnded([id]);
    expect(job?.phase.state).toBe('done');
    expect(first.green.billed).toEqual([id]);
    expect(first.clock.now() - startMs, 'no lease is waited for').toBeLessThan(15_000);
    await second.engine.stop();
  });

  test.each(['submitting', 'unknown'])(
    'asks Green what became of a %s one also when it was down for longer than the three minutes',
    async (state) => {
      const { id, first, second } = await dyingAt('after-mark');
      const [stored] = await first.store.get([id]);
      const batchId = stored?.job.phase.state === 'submitting' ? stored.job.phase.batchId : '';
      if (stored && state === 'unknown')
        await first.engine.advance([{ stored, event: { kind: 'lost', batchId, atMs: first.clock.now() } }]);
      expect((await first.job(id)).phase.state).toBe(state);
      await first.clock.advance(3.5 * 60_000);
      second.engine.start();
      const [job] = await first.untilEnded([id]);
      expect(job?.phase.state).toBe('done');
      expect(first.green.billed).toEqual([id]);
      await second.engine.stop();
    },
  );

  test('gives up what another process sent more than four minutes ago: only whole seconds of Green tell how long that is', async () => {
    const { id, first, second } = await dyingAt('after-mark');
    await first.clock.advance(4 * 60_000);
    second.engine.start();
    const [job] = await first.untilEnded([id]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(first.green.billed).toEqual([]);
    await second.engine.stop();
  });

  test('dies at that itself, and the next one takes up the same', async () => {
    const { id, first, second, startMs } = await dyingAt('after-mark');
    const dying = createEngineFixture({
      store: { ...first.store, apply: () => forever().then(() => []) },
      context: { clock: first.clock, green: first.green, images: first.images },
    });
    dying.engine.start();
    await first.clock.advance(2_000);
    second.engine.start();
    const [job] = await first.untilEnded([id]);
    expect(job?.phase.state).toBe('done');
    expect(first.green.billed).toEqual([id]);
    expect(first.clock.now() - startMs, 'no lease is waited for').toBeLessThan(15_000);
    await second.engine.stop();
  });

  test('begins to submit although scans keep coming in meanwhile', async () => {
    const fixture = createEngineFixture();
    const { store, clock } = fixture;
    const busy: Store = {
      ...store,
      async claim(queue, options) {
        await clock.sleep(10);
        await fixture.add();
        return store.claim(queue, options);
      },
    };
    const id = await fixture.add();
    const engine = createEngineFixture({
      store: busy,
      context: { clock, green: fixture.green, images: fixture.images },
    }).engine;
    engine.start();
    const [job] = await fixture.untilEnded([id], 60_000);
    expect(job?.phase.state).toBe('done');
    await engine.stop();
  });

  test('never bills again what was sent', async () => {
    const { id, first, second } = await dyingAt('after-answer');
    second.engine.start();
    const [job] = await first.untilEnded([id]);
    expect(job?.phase).toMatchObject({ state: 'failed', code: 'unconfirmed' });
    expect(first.green.billed).toEqual([id]);
    await second.engine.stop();
  });

  test('leaves the leases of others alone where others work on the same store', async () => {
    const { id, first, second, startMs } = await dyingAt('after-mark', false);
    second.engine.start();
    await first.untilEnded([id]);
    expect(first.clock.now() - startMs).toBeGreaterThan(30_000);
    await second.engine.stop();
  });
});
