import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('runs so many at once, in order, and frees the place of a failure', async () => {
  const gate = createGate(2);
  const started: number[] = [];
  const finish: (() => void)[] = [];
  const work = (number: number) =>
    gate(async () => {
      started.push(number);
      await new Promise<void>((resolve) => finish.push(resolve));
      if (number === 0) throw new Error('failed');
      return number;
    });
  const all = [0, 1, 2, 3].map(work);
  const settled = Promise.allSettled(all);
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  finish.shift()?.();
  await expect.poll(() => started).toEqual([0, 1, 2]);
  all.push(work(4));
  finish.shift()?.();
  // A newcomer waits behind those who wait.
  await expect.poll(() => started).toEqual([0, 1, 2, 3]);
  for (const next of finish) next();
  await settled;
  await expect.poll(() => started).toEqual([0, 1, 2, 3, 4]);
});
