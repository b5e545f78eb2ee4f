import { describe, expect, test } from 'vitest';
import { createRandom } from './random.ts';

describe('createRandom', () => {
  test('repeats a sequence for a seed and not for its neighbour', () => {
    const take = (seed: string) => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(take('a')).toEqual(take('a'));
    expect(take('a')).not.toEqual(take('b'));
  });

  test('is the same generator for good: pinned values keep every specimen as it was', () => {
    const random = createRandom('pinned');
    expect([random.int(0, 999_999), random.int(0, 999_999), random.digits(6)]).toEqual([930719, 70483, '589410']);
  });

  test('spreads evenly and keeps to its bounds', () => {
    const random = createRandom('spread');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) {
      const value = random.int(0, 9);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(250);
  });

  test('refuses to pick from nothing', () => {
    expect(() => createRandom('x').pick([])).toThrow(RangeError);
  });
});
