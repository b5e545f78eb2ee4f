import type { Random } from '../random.ts';
import { createNoiseField, layered } from './noise.ts';

/** Something a certificate may lie on. */
export type Surface = 'wood' | 'cloth' | 'desk' | 'marble' | 'paper' | 'leather' | 'tiles' | 'metal';

/** The surfaces of ordinary photos. */
export const surfaces: readonly Surface[] = [
  'wood',
  'wood',
  'cloth',
  'desk',
  'desk',
  'marble',
  'paper',
  'leather',
  'tiles',
];

type Shade = (x: number, y: number) => readonly [number, number, number];
type Colour = readonly [number, number, number];

const tint = (colour: Colour, factor: number): Colour => [colour[0] * factor, colour[1] * factor, colour[2] * factor];

/** How each surface shades a point; lengths are in units of the frame's width. */
const shaders: Readonly<Record<Surface, (random: Random) => Shade>> = {
  wood: (random) => {
    const noise = layered(createNoiseField(random), 3);
    const colour = random.pick<Colour>([
      [150, 104, 66],
      [96, 62, 40],
      [196, 160, 116],
      [120, 84, 58],
      [176, 128, 84],
    ]);
    const planks = random.int(3, 7);
    const upright = random.chance(0.4);
    return (px, py) => {
      const [x, y] = upright ? [py, px] : [px, py];
      const plank = Math.floor(y * planks);
      const seam = y * planks - plank < 0.02 ? 0.55 : 1;
      const grain = noise(x * 6 + plank * 40, y * 90 + plank * 7);
      const ring = 0.5 + 0.5 * Math.sin((noise(x * 2 + plank * 9, y * 14) * 14 + y * 30) * 2);
      return tint(colour, seam * (0.72 + 0.32 * grain + 0.12 * ring + 0.05 * ((plank * 7919) % 3)));
    };
  },
  cloth: (random) => {
    const noise = layered(createNoiseField(random), 2);
    const colour = random.pick<Colour>([
      [60, 78, 112],
      [150, 60, 58],
      [186, 180, 168],
      [70, 96, 72],
      [48, 48, 54],
      [170, 140, 110],
    ]);
    const pitch = random.between(500, 800);
    return (x, y) => {
      const weave = Math.sin(x * pitch) * Math.sin(y * pitch);
      const fold = noise(x * 3, y * 3);
      return tint(colour, 0.72 + 0.42 * fold + 0.09 * weave + 0.08 * noise(x * 240, y * 240));
    };
  },
  desk: (random) => {
    const noise = layered(createNoiseField(random), 3);
    const colour = random.pick<Colour>([
      [210, 208, 202],
      [232, 230, 226],
      [58, 60, 66],
      [140, 146, 152],
      [186, 196, 206],
      [222, 208, 186],
    ]);
    return (x, y) => tint(colour, 0.93 + 0.09 * noise(x * 4, y * 4) + 0.05 * noise(x * 300, y * 300));
  },
  marble: (random) => {
    const noise = layered(createNoiseField(random), 4);
    const colour = random.pick<Colour>([
      [226, 224, 222],
      [70, 74, 78],
      [206, 190, 170],
    ]);
    return (x, y) => {
      const vein = Math.abs(Math.sin((x * 3 + y * 2 + noise(x * 4, y * 4) * 5) * 2.6));
      return tint(colour, 0.76 + 0.24 * vein ** 0.35 + 0.06 * noise(x * 40, y * 40));
    };
  },
  paper: (random) => {
    const noise = layered(createNoiseField(random), 3);
    const ruled = random.chance(0.5);
    const gap = random.between(22, 34);
    return (x, y) => {
      const rule = ruled && (y * gap) % 1 < 0.05 ? 0.82 : 1;
      return tint([240, 238, 230], rule * (0.9 + 0.08 * noise(x * 5, y * 5) + 0.03 * noise(x * 260, y * 260)));
    };
  },
  leather: (random) => {
    const noise = createNoiseField(random);
    const colour = random.pick<Colour>([
      [86, 52, 36],
      [44, 40, 40],
      [120, 40, 34],
    ]);
    return (x, y) =>
      tint(
        colour,
        0.7 +
          0.5 * Math.abs(noise(x * 110, y * 110) - 0.5) +
          0.25 * noise(x * 5, y * 5) +
          0.1 * noise(x * 260, y * 260),
      );
  },
  tiles: (random) => {
    const noise = layered(createNoiseField(random), 2);
    const colour = random.pick<Colour>([
      [200, 196, 188],
      [150, 120, 96],
      [110, 116, 122],
    ]);
    const count = random.between(2.2, 4.5);
    return (x, y) => {
      const joint = (x * count) % 1 < 0.015 || (y * count) % 1 < 0.015;
      return tint(colour, joint ? 0.62 : 0.84 + 0.14 * noise(x * 8, y * 8) + 0.06 * noise(x * 200, y * 200));
    };
  },
  metal: (random) => {
    const noise = createNoiseField(random);
    const colour = random.pick<Colour>([
      [120, 124, 130],
      [40, 44, 50],
      [150, 30, 34],
      [196, 198, 200],
      [30, 52, 92],
    ]);
    return (x, y) => tint(colour, 0.8 + 0.16 * noise(x * 3, y * 60) + 0.18 * noise(x * 1.6, y * 1.2));
  },
};

/** Paints a surface as packed RGB; turned by any angle, so that grain and joints do not run along the frame. */
export function paintSurface(random: Random, surface: Surface, width: number, height: number): Uint8Array {
  const shade = shaders[surface](random);
  const angle = random.between(-0.5, 0.5);
  const cos = Math.cos(angle) / width;
  const sin = Math.sin(angle) / width;
  const out = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      // Moved off the origin, so that remainders and noise stay on positive ground.
      const [r, g, b] = shade(x * cos - y * sin + 2, x * sin + y * cos + 2);
      out[at] = Math.min(255, r);
      out[at + 1] = Math.min(255, g);
      out[at + 2] = Math.min(255, b);
    }
  }
  return out;
}
