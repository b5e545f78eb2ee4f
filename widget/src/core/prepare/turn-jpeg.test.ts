import type { Orientation } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import type { Life } from '../base/life.ts';
import { jpegOf, randomFrom } from '../testing/jpeg-writer.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { type Block, list } from './turn/block.ts';
import { codingLike } from './turn/huffman.ts';
import { layoutOf } from './turn/jpeg-layout.ts';
import { scanReader } from './turn/read-scan.ts';
import { planTurn } from './turn/turn-plan.ts';
import { turnJpeg } from './turn-jpeg.ts';

const life: Life = { signal: new AbortController().signal, check: () => undefined, race: (promise) => promise };
const colour = [
  [2, 2],
  [1, 1],
  [1, 1],
] as const;
const picture = jpegOf({ width: 48, height: 40, sampling: colour, restartInterval: 2 });

async function turn(jpeg: Uint8Array<ArrayBuffer>, orientation: Orientation): Promise<Uint8Array | undefined> {
  const parts = stripJpeg(jpeg);
  const turned = parts && (await turnJpeg(parts, orientation, life));
  return turned && Uint8Array.from(turned.flatMap((part) => [...part]));
}

/** Where the scan's head begins. */
function scanOf(jpeg: Uint8Array): number {
  return jpeg.findIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xda);
}

/** Every coefficient of a picture, as it is stored. */
function coefficientsOf(jpeg: Uint8Array<ArrayBuffer>): readonly unknown[] {
  const layout = layoutOf(stripJpeg(jpeg) ?? []);
  const plan = layout && planTurn(layout, 1);
  if (!plan) throw new Error('not read');
  const blocks = plan.planes.map((plane) => ({ plane, kept: new Map<number, unknown>() }));
  const keepers = blocks.map(({ plane, kept }) => ({
    plane,
    keep(at: number, mean: number, block: Block) {
      const values = new Int32Array(64);
      kept.set(at, [mean, values.slice(0, list(block, values, 0))]);
    },
  }));
  expect(scanReader(layout, plan, keepers)(0, plan.unitsAcross * plan.unitsDown)).toBe(true);
  return blocks.map(({ plane, kept }) => [kept, plane.divisors]);
}

test('turned four times by a quarter, or twice the same way over, it is what it was', async () => {
  const whole = jpegOf({ width: 48, height: 32, sampling: colour });
  for (const round of [
    [6, 6, 6, 6],
    [8, 8, 8, 8],
    [6, 8],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
    [7, 7],
  ] as const) {
    let jpeg = whole;
    for (const orientation of round) jpeg = Uint8Array.from((await turn(jpeg, orientation)) ?? []);
    expect(coefficientsOf(jpeg)).toEqual(coefficientsOf(whole));
  }
});

test('restarts and tables go, sides change places', async () => {
  const turned = await turn(picture, 8);
  const parts = stripJpeg(Uint8Array.from(turned ?? [])) ?? [];
  expect(parts.map((part) => part[0])).toEqual([0xff, 0xdb, 0xdb, 0xdb, 0xc0, 0xc4, 0xda, 0xd9]);
  expect([...(parts[4]?.subarray(4, 8) ?? [])]).toEqual([0, 48, 0, 40]);
});

test.each<[string, (jpeg: Uint8Array<ArrayBuffer>) => void]>([
  ['progressive', (jpeg) => jpeg.set([0xc2], jpeg.indexOf(0xc0))],
  ['arithmetic', (jpeg) => jpeg.set([0xc9], jpeg.indexOf(0xc0))],
  ['of 12 bits', (jpeg) => jpeg.set([12], jpeg.indexOf(0xc0) + 3)],
  ['larger than its scan', (jpeg) => jpeg.set([0xff, 0xf8, 0xff, 0xf8], jpeg.indexOf(0xc0) + 4)],
  ['without height', (jpeg) => jpeg.set([0, 0], jpeg.indexOf(0xc0) + 4)],
  ['whose scan has a head of another length', (jpeg) => jpeg.set([14], scanOf(jpeg) + 3)],
  ['with a divisor of zero', (jpeg) => jpeg.fill(0, jpeg.indexOf(0xdb) + 9, jpeg.indexOf(0xdb) + 10)],
])('a picture %s is left to the decoder', async (_, change) => {
  const jpeg = picture.slice();
  change(jpeg);
  expect(await turn(jpeg, 6)).toBeUndefined();
});

test('a scan that is cut anywhere is not turned', async () => {
  const start = picture.lastIndexOf(0xda) + 12;
  for (let end = start; end < picture.length - 2; end += 7)
    expect(await turn(Uint8Array.of(...picture.subarray(0, end), 0xff, 0xd9), 6), `cut at ${end}`).toBeUndefined();
});

test('thousands of damaged pictures: never an error, never without end, and what is turned is whole', async () => {
  const random = randomFrom(7);
  const sources = [picture, jpegOf({ width: 33, height: 17, sampling: [[1, 1]] }, 2)];
  let turned = 0;
  for (let round = 0; round < 4_000; round++) {
    const jpeg = Uint8Array.from(sources[round % 2] ?? []);
    for (let change = 0; change < 1 + (round % 4); change++)
      jpeg[Math.floor(random() ** 2 * jpeg.length)] = Math.floor(random() * 256);
    const orientation = ([2, 3, 6, 8] as const)[round % 4] ?? 6;
    const result = await turn(jpeg, orientation);
    if (!result) continue;
    turned++;
    expect(await turn(Uint8Array.from(result), 1), `round ${round}`).toBeDefined();
  }
  // Values may change without anything being wrong with them.
  expect(turned).toBeGreaterThan(100);
});

test('whatever codes a picture had, the new ones are complete, none longer than 16 bits and none of ones alone', () => {
  const random = randomFrom(5);
  for (let round = 0; round < 2_000; round++) {
    const had = new Uint8Array(256);
    // Lengths as a table can have them: each takes its share of what is left.
    let left = 1;
    for (let symbol = 0; symbol < 256 && left > 2 ** -16; symbol++) {
      if (random() < (round % 10) / 10) continue;
      const shortest = Math.ceil(-Math.log2(left));
      const length = Math.min(16, Math.max(1, shortest + (random() < 0.7 ? 1 : Math.floor(random() * 12))));
      had[symbol] = length;
      left -= 2 ** -length;
    }
    for (const kind of ['means', 'others'] as const) {
      const { codes, table } = codingLike(kind, had);
      const count = kind === 'means' ? 12 : 162;
      expect(table.length).toBe(16 + count);
      expect(codes.filter((code) => code > 0).length).toBe(count);
      const taken = table.slice(0, 16).reduce((sum, codesOfLength, index) => sum + codesOfLength / 2 ** (index + 1), 0);
      expect(taken).toBeLessThan(1);
    }
  }
});

test('tables without end are not read', async () => {
  const table = [0xff, 0xc4, 0, 20, 0, 0, 0, 0, 1, ...new Array(12).fill(0), 1];
  const many = Uint8Array.of(...picture.subarray(0, 2), ...new Array(9).fill(table).flat(), ...picture.subarray(2));
  expect(stripJpeg(many)).toBeDefined();
  expect(await turn(many, 6)).toBeUndefined();
});

test('colours sampled more finely than the standard allows are not turned', async () => {
  for (const [across, down] of [
    [5, 1],
    [1, 5],
    [15, 15],
    // Allowed either way, but a unit would have 12 blocks or more.
    [4, 3],
    [4, 4],
  ] as const)
    expect(
      await turn(
        jpegOf({
          width: 240,
          height: 240,
          sampling: [
            [across, down],
            [1, 1],
            [1, 1],
          ],
        }),
        6,
      ),
    ).toBeUndefined();
});
