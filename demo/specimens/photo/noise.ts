import type { Random } from '../random.ts';

/** Smooth noise in [0, 1] over the plane, one feature a unit. */
export type NoiseField = (x: number, y: number) => number;

const side = 256;

/** A field of value noise. */
export function createNoiseField(random: Random): NoiseField {
  const lattice = new Float32Array(side * side);
  for (let i = 0; i < lattice.length; i++) lattice[i] = random.next();
  const ease = (t: number): number => t * t * (3 - 2 * t);
  return (x, y) => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const fx = ease(x - x0);
    const fy = ease(y - y0);
    const left = x0 & 255;
    const right = (x0 + 1) & 255;
    const upper = (y0 & 255) * side;
    const lower = ((y0 + 1) & 255) * side;
    const a = lattice[upper + left] ?? 0;
    const b = lattice[upper + right] ?? 0;
    const c = lattice[lower + left] ?? 0;
    const d = lattice[lower + right] ?? 0;
    return (a + (b - a) * fx) * (1 - fy) + (c + (d - c) * fx) * fy;
  };
}

/** Several octaves of a field added up, in [0, 1]. */
export function layered(field: NoiseField, octaves: number): NoiseField {
  return (x, y) => {
    let sum = 0;
    let weight = 0;
    for (let i = 0, scale = 1, share = 1; i < octaves; i++, scale *= 2.1, share *= 0.5) {
      sum += field(x * scale + i * 17.3, y * scale + i * 31.7) * share;
      weight += share;
    }
    return sum / weight;
  };
}
