import { createNoiseField, layered } from '../photo/noise.ts';
import type { Random } from '../random.ts';

type Colour = readonly [number, number, number];

/** Sky, clouds, ridges one behind the other and grass, shaded point by point: packed RGB. */
export function landscape(random: Random, width: number, height: number): Uint8Array {
  const field = createNoiseField(random);
  const noise = layered(field, 4);
  const sky = random.pick<readonly [Colour, Colour]>([
    [
      [92, 148, 214],
      [214, 226, 236],
    ],
    [
      [120, 134, 150],
      [206, 208, 206],
    ],
    [
      [88, 96, 150],
      [244, 196, 150],
    ],
  ]);
  const green = random.pick<Colour>([
    [78, 108, 56],
    [120, 116, 62],
    [90, 120, 96],
  ]);
  const ridges = Array.from({ length: 4 }, (_, i) => ({
    base: 380 + i * 120,
    rise: 190 - i * 30,
    offset: random.between(0, 90),
    far: 1 - i / 4,
  }));
  const out = new Uint8Array(width * height * 3);
  for (let x = 0; x < width; x++) {
    const tops = ridges.map(({ base, rise, offset }) => base - rise * noise(x / 330 + offset, offset));
    for (let y = 0; y < height; y++) {
      const front = tops.findLastIndex((top) => y > top);
      const far = ridges[front]?.far ?? 1;
      const t = Math.min(1, y / 520);
      const cloud = Math.max(0, noise(x / 260 + 7, y / 110) - 0.52) * 260;
      const leaf = 0.55 + 0.8 * noise(x / (10 + 30 * far), y / (7 + 20 * far));
      for (let c = 0; c < 3; c++) {
        const air = (sky[0][c] ?? 0) * (1 - t) + (sky[1][c] ?? 0) * t;
        const value = front < 0 ? air + cloud : (green[c] ?? 0) * leaf * (1 - far * 0.6) + air * far * 0.6;
        out[(y * width + x) * 3 + c] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return out;
}
