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
