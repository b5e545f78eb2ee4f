import { expect, test } from 'vitest';
import { createGiveBack } from './give-back.ts';

test('a large buffer is empty at once, and its memory is accounted as free', () => {
  const giveBack = createGiveBack();
  const before = process.memoryUsage().arrayBuffers;
  const large = Array.from({ length: 50 }, () => Buffer.alloc(1024 * 1024));
  giveBack(large);
  expect(large.map(({ length }) => length)).toEqual(large.map(() => 0));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024);
});

test('what shares its memory with others, or is small, is left alone', () => {
  const giveBack = createGiveBack();
  const parent = Buffer.alloc(100_000, 'a');
  const part = parent.subarray(0, 50_000);
  const small = Buffer.from('small');
  giveBack([part, small]);
  expect(parent.every((byte) => byte === 97)).toBe(true);
  expect([part.length, small.toString()]).toEqual([50_000, 'small']);
});
