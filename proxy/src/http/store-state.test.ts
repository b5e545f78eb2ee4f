import { expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { createVirtualClock } from '../engine/testing/virtual-clock.ts';
import { createMemoryStore } from '../store/memory.ts';
import { createStoreState } from './store-state.ts';
import { startProxy } from './testing/proxy-fixture.ts';

function watched() {
  const clock = createVirtualClock();
  const said: string[] = [];
  const say = ({ cause }: { readonly cause?: string }, message: string): void => {
    said.push([message, cause].filter(Boolean).join(': '));
  };
  const store = { word: undefined as string | undefined, tried: 0, doubtfulSinceMs: undefined as number | undefined };
  const state = createStoreState({
    store: {
      async refusal() {
        store.tried += 1;
        return store.word;
      },
      doubt: async () => store.doubtfulSinceMs,
    },
    clock,
    log: { info: say, warn: say, error: say },
  });
  return { clock, said, state, store };
}

test('a store that begins to refuse is told once, and once when that is over, though nobody asks', async () => {
  const { clock, said, state, store } = watched();
  await clock.advance(20_000);
  expect(said).toEqual([]);
  store.word = 'OOM';
  await clock.advance(40_000);
  expect(said).toEqual(['the store refuses to write: OOM']);
  store.word = undefined;
  await clock.advance(20_000);
  expect(said.at(-1)).toBe('the store takes writes again');
  state.stop();
  const { tried } = store;
  await clock.advance(60_000);
  expect(store.tried).toBe(tried);
});

test('a store that becomes doubtful while the proxy runs is told once, with what to do, and once when that is over', async () => {
  const { clock, said, state, store } = watched();
  store.doubtfulSinceMs = 7;
  await clock.advance(40_000);
  expect(said).toEqual([expect.stringMatching(/nothing is submitted until scanfill-proxy confirm/)]);
  store.doubtfulSinceMs = undefined;
  await clock.advance(40_000);
  expect(said.slice(1)).toEqual(['what was submitted is no longer in doubt: submissions go on']);
  state.stop();
});

test('who asks often has it tried once a second', async () => {
  const { clock, state, store } = watched();
  store.word = 'READONLY';
  expect([await state.refusal(), await state.refusal()]).toEqual(['READONLY', 'READONLY']);
  expect(store.tried).toBe(1);
  await clock.advance(1_000);
  await state.refusal();
  expect(store.tried).toBe(2);
});

test('readiness names the word of a store that reads and does not write', async () => {
  const store = { word: 'READONLY' as string | undefined };
  const kept = createMemoryStore({ clock: systemClock });
  const fixture = await startProxy({ testStore: { ...kept, refusal: async () => store.word } });
  try {
    const refused = await fixture.get('/readyz');
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({ status: 'not-ready', store: 'READONLY' });
    expect(refused.body.reasons).toContain('store-unavailable');
    expect(fixture.lines).toContainEqual({ fields: { cause: 'READONLY' }, message: 'the store refuses to write' });
    store.word = undefined;
    await expect.poll(async () => (await fixture.get('/readyz')).status).toBe(200);
  } finally {
    await fixture.stop();
  }
});
