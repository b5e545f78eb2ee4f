import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSlots } from './slots.ts';

const now = { taken: true, waitMs: 0 };
let dir: string;
let clock: number;
const slots = () => {
  const created = createSlots(dir, () => clock);
  created.start();
  return created;
};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scanfill-slots-'));
  clock = 1_800_000_000_000;
});
afterEach(() => rmSync(dir, { recursive: true }));

test('counts the next process’s first call from the last one’s last', () => {
  const before = slots();
  expect(before.take('submit', 105)).toEqual(now);
  clock += 30;
  // Never stopped: it was killed.
  const after = slots();
  expect(after.take('submit', 105)).toEqual({ taken: false, waitMs: 75 });
  expect(after.take('query', 105)).toEqual(now);
  clock += 75;
  expect(after.take('submit', 105)).toEqual(now);
  before.stop();
  after.stop();
});

test('takes a clock that was set back for "just now"', () => {
  const one = slots();
  one.take('submit', 105);
  clock -= 3_600_000;
  expect(one.take('submit', 105)).toEqual({ taken: false, waitMs: 105 });
  clock += 105;
  expect(one.take('submit', 105)).toEqual(now);
  one.stop();
});
