import { expect, test, vi } from 'vitest';
import { createPrecedence } from './precedence.ts';

test('uploads go on at once while nobody fetches', () => {
  expect(createPrecedence().turn()).toBeUndefined();
});

test('uploads wait for the last fetch to end', async () => {
  const precedence = createPrecedence();
  const [first, second] = [precedence.fetching(), precedence.fetching()];
  let gone = false;
  const turn = precedence.turn()?.then(() => {
    gone = true;
  });
  first();
  first();
  await Promise.resolve();
  expect(gone, 'the other one is still under way').toBe(false);
  second();
  await turn;
  expect(gone).toBe(true);
  expect(precedence.turn()).toBeUndefined();
});

test('uploads go on after a quarter of a second, however many fetches there are', async () => {
  vi.useFakeTimers();
  try {
    const precedence = createPrecedence();
    precedence.fetching();
    let gone = false;
    const turn = precedence.turn()?.then(() => {
      gone = true;
    });
    await vi.advanceTimersByTimeAsync(249);
    expect(gone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await turn;
    expect(gone).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('many uploads go on a few in each turn of the event loop, in the order they came', async () => {
  const precedence = createPrecedence();
  const fetched = precedence.fetching();
  const gone: number[] = [];
  const turns = Array.from({ length: 100 }, (_, index) => precedence.turn()?.then(() => void gone.push(index)));
  fetched();
  const after: number[] = [];
  while (gone.length < 100) {
    await new Promise((resolve) => setImmediate(resolve));
    after.push(gone.length);
  }
  await Promise.all(turns);
  expect(gone).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(Math.max(...after.map((count, index) => count - (after[index - 1] ?? 0)))).toBeLessThanOrEqual(16);
});

test('a burst that comes while nobody fetches is spread over turns as well', () => {
  const precedence = createPrecedence();
  const atOnce = Array.from({ length: 100 }, () => precedence.turn()).filter((turn) => turn === undefined);
  expect(atOnce).toHaveLength(8);
});

test('subjects take turns: one with hundreds of uploads holds up its own', async () => {
  const precedence = createPrecedence();
  const fetched = precedence.fetching();
  const gone: string[] = [];
  const ask = (subject: string) => precedence.turn(subject)?.then(() => void gone.push(subject));
  const turns = [...Array.from({ length: 300 }, () => ask('crowd')), ask('one'), ask('one'), ask('other')];
  fetched();
  await Promise.all(turns);
  expect(gone.lastIndexOf('one')).toBeLessThan(6);
  expect(gone.indexOf('other')).toBeLessThan(6);
});
