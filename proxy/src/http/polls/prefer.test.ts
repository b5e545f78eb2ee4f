import { expect, test } from 'vitest';
import { preferredWaitMs } from './prefer.ts';

test.each([
  [undefined, 0],
  ['', 0],
  ['wait=20', 20_000],
  ['respond-async, wait=5', 5_000],
  ['return=minimal; foo=bar, WAIT = "7"', 7_000],
  ['wait=9999', 25_000],
  ['wait=0', 0],
  ['wait=-5', 0],
  ['wait=1e3', 0],
  ['await=5', 0],
])('Prefer: %s holds %d ms', (header, ms) => {
  expect(preferredWaitMs(header)).toBe(ms);
});
