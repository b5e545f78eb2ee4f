import { expect, test } from 'vitest';
import { createFew } from './few.ts';

test('runs so many at once, the others in their order as the former end, failed ones too', async () => {
  const few = createFew(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (number: number) =>
    few(() => {
      begun.push(number);
      return new Promise<number>((resolve, reject) =>
        ends.push(() => (number === 1 ? reject(new Error('one')) : resolve(number))),
      );
    });
  const all = Promise.allSettled([0, 1, 2, 3].map(work));
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  ends[2]?.();
  ends[3]?.();
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});
