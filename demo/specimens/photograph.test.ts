import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Condition, photograph } from './photograph.ts';

/** A card, red on its left and blue on its right, with green along its foot. */
const card = await sharp(
  Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="320"><rect width="250" height="320" rx="10" fill="#e00000"/><rect x="250" width="250" height="320" rx="10" fill="#0000e0"/></svg>',
  ),
)
  .ensureAlpha()
  .png()
  .toBuffer();

async function measured(
  photo: Buffer,
): Promise<{ width: number; height: number; degrees: number; share: number; mean: number }> {
  const { data, info } = await sharp(photo).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const red = { x: 0, y: 0, n: 0 };
  const blue = { x: 0, y: 0, n: 0 };
  let sum = 0;
  for (let y = 0, at = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++, at += 3) {
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
      sum += r + g + b;
      const hit = r > 2.6 * b + 8 && r > 2.6 * g + 8 ? red : b > 2.6 * r + 8 && b > 2.6 * g + 8 ? blue : undefined;
      if (hit) {
        hit.x += x;
        hit.y += y;
        hit.n += 1;
      }
    }
  const degrees = (Math.atan2(blue.y / blue.n - red.y / red.n, blue.x / blue.n - red.x / red.n) * 180) / Math.PI;
  const pixels = info.width * info.height;
  return { width: info.width, height: info.height, degrees, share: (red.n + blue.n) / pixels, mean: sum / pixels / 3 };
}

const seeds = [1, 2, 3, 4, 5, 6];
const all = (condition: Condition) =>
  Promise.all(seeds.map(async (seed) => measured(await photograph(card, condition, seed))));

describe('photograph', () => {
  test('gives the same bytes for the same picture, condition and seed', async () => {
    const first = await photograph(card, 'photo', 1);
    expect((await photograph(card, 'photo', 1)).equals(first)).toBe(true);
    expect((await photograph(card, 'photo', 2)).equals(first)).toBe(false);
    expect((await sharp(first).metadata()).format).toBe('jpeg');
  });

  test('leaves a clean scan upright and nearly filling the frame', async () => {
    for (const { degrees, share } of await all('clean')) {
      expect(Math.abs(degrees)).toBeLessThan(0.5);
      expect(share).toBeGreaterThan(0.7);
    }
  });

  test('holds the phone a little askew in an ordinary photo', async () => {
    for (const { degrees } of await all('photo')) expect(Math.abs(degrees)).toBeLessThan(9);
  });

  test('turns by quarters and halves', async () => {
    const quarters = (await all('turned')).map(({ degrees }) => Math.round(((degrees + 360) % 360) / 90) % 4);
    expect(quarters).not.toContain(0);
    expect(new Set(quarters).size).toBeGreaterThan(1);
  });

  test('tilts by 9 to 17 degrees, give or take the perspective', async () => {
    const tilts = (await all('tilted')).map(({ degrees }) => Math.abs(degrees));
    for (const tilt of tilts) {
      expect(tilt).toBeGreaterThan(6);
      expect(tilt).toBeLessThan(22);
    }
  });

  test('is far darker in low light', async () => {
    for (const { mean } of await all('low-light')) expect(mean).toBeLessThan(100);
  });

  test('lets a small one take a tenth of the frame or so', async () => {
    for (const { share, width } of await all('small')) {
      expect(share).toBeLessThan(0.16);
      expect(share).toBeGreaterThan(0.02);
      expect(width).toBeGreaterThan(500);
    }
  });

  test('fills the frame with a scene, to the last corner', async () => {
    const scene = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#f00000' } })
      .png()
      .toBuffer();
    for (const condition of ['photo', 'tilted', 'turned'] as const) {
      const { share } = await measured(await photograph(scene, condition, 3));
      expect(share).toBe(1);
    }
  });
});
