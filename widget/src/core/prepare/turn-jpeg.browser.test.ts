import type { Orientation } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';
import { browserEnvironment } from '../base/environment.ts';
import { within } from '../base/life.ts';
import { type JpegShape, jpegOf } from '../testing/jpeg-writer.ts';
import { pixelsOf } from '../testing/pictures.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { turnJpeg } from './turn-jpeg.ts';

const orientations: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

async function turned(jpeg: Uint8Array<ArrayBuffer>, orientation: Orientation): Promise<Blob | undefined> {
  return await within(undefined, 10_000, browserEnvironment, async (life) => {
    const parts = stripJpeg(jpeg);
    const turn = parts && (await turnJpeg(parts, orientation, life));
    return turn && new Blob([...turn]);
  });
}

/** The pixels of the platform's decoder, laid upright one by one. */
function upright({ data, width, height }: ImageData, orientation: Orientation): ImageData {
  const isAcross = orientation > 4;
  const out = isAcross ? new ImageData(height, width) : new ImageData(width, height);
  const source = new Uint32Array(data.buffer);
  const target = new Uint32Array(out.data.buffer);
  for (let y = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++) {
      const right = [2, 3, 6, 7].includes(orientation) ? out.width - 1 - x : x;
      const below = [3, 4, 7, 8].includes(orientation) ? out.height - 1 - y : y;
      target[y * out.width + x] = source[isAcross ? right * width + below : below * width + right] ?? 0;
    }
  return out;
}

/** Largest and mean difference of two pictures' samples. */
function difference(a: ImageData, b: ImageData): { readonly most: number; readonly mean: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let most = 0;
  let sum = 0;
  for (const [at, value] of a.data.entries()) {
    const apart = Math.abs(value - (b.data[at] ?? 0));
    most = Math.max(most, apart);
    sum += apart;
  }
  return { most, mean: sum / a.data.length };
}

const colour = (across: number, down: number): JpegShape['sampling'] => [
  [across, down],
  [1, 1],
  [1, 1],
];

describe('a JPEG turned without decoding shows what the decoder shows, turned', () => {
  test.each<[string, JpegShape]>([
    ['4:4:4', { width: 96, height: 64, sampling: colour(1, 1) }],
    ['4:2:2', { width: 96, height: 64, sampling: colour(2, 1) }],
    ['4:4:0', { width: 96, height: 64, sampling: colour(1, 2) }],
    ['4:2:0', { width: 96, height: 64, sampling: colour(2, 2) }],
    ['4:1:1', { width: 96, height: 64, sampling: colour(4, 1) }],
    ['grey', { width: 104, height: 64, sampling: [[1, 1]] }],
    ['grey, its sampling said to be 2 × 2', { width: 104, height: 72, sampling: [[2, 2]] }],
    ['4:2:0 with restarts', { width: 96, height: 64, sampling: colour(2, 2), restartInterval: 5 }],
    ['4:2:0 with a restart behind every unit', { width: 96, height: 64, sampling: colour(2, 2), restartInterval: 1 }],
    [
      'colours finer than the light',
      {
        width: 96,
        height: 64,
        sampling: [
          [1, 1],
          [2, 2],
          [1, 1],
        ],
      },
    ],
  ])('%s, every orientation', async (_, shape) => {
    const jpeg = jpegOf(shape);
    const stored = await pixelsOf(new Blob([jpeg]));
    for (const orientation of orientations) {
      const result = await turned(jpeg, orientation);
      if (!result) throw new Error(`not turned: ${orientation}`);
      // What is left is the decoder's own rounding, which is not the same in both directions.
      const { most, mean } = difference(await pixelsOf(result), upright(stored, orientation));
      expect(mean, `orientation ${orientation}`).toBeLessThan(0.3);
      expect(most, `orientation ${orientation}`).toBeLessThanOrEqual(6);
    }
  });

  test.each<[string, JpegShape, readonly Orientation[]]>([
    ['rows end within a unit of 4:2:0', { width: 96, height: 72, sampling: colour(2, 2) }, [3, 4, 6, 7]],
    ['columns end within a unit of 4:2:0', { width: 88, height: 64, sampling: colour(2, 2) }, [2, 3, 7, 8]],
    ['rows end within a block', { width: 96, height: 60, sampling: colour(1, 1) }, [3, 4, 6, 7]],
    ['columns end within a block', { width: 91, height: 64, sampling: colour(1, 1) }, [2, 3, 7, 8]],
    ['grey, a single row in the last block', { width: 96, height: 57, sampling: [[1, 1]] }, [3, 4, 6, 7]],
  ])('on a grid that must be moved: %s', async (_, shape, moved) => {
    const jpeg = jpegOf(shape, 3);
    const stored = await pixelsOf(new Blob([jpeg]));
    for (const orientation of orientations) {
      const result = await turned(jpeg, orientation);
      if (!result) throw new Error(`not turned: ${orientation}`);
      const { mean } = difference(await pixelsOf(result), upright(stored, orientation));
      // Rounded once, to half the picture's own steps; encoding anew at quality 0.92 rounds more.
      expect(mean, `orientation ${orientation}`).toBeLessThan(moved.includes(orientation) ? 2 : 0.3);
    }
  });

  test('only where a grid need not be moved in two directions or within a sample', async () => {
    const odd = jpegOf({ width: 95, height: 64, sampling: colour(2, 2) });
    const both = jpegOf({ width: 92, height: 60, sampling: colour(1, 1) });
    const could = async (jpeg: Uint8Array<ArrayBuffer>) =>
      await Promise.all(orientations.map(async (orientation) => (await turned(jpeg, orientation)) !== undefined));
    expect(await could(odd)).toEqual([true, false, false, true, true, true, false, false]);
    expect(await could(both)).toEqual([true, true, false, true, true, true, false, true]);
  });
});
