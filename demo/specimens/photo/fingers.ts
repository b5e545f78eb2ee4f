import sharp from 'sharp';
import type { Random } from '../random.ts';
import type { Point } from './homography.ts';

/** Light and shaded tones of skin. */
export const skins = [
  ['#e8b894', '#c98f6b'],
  ['#f0c8a8', '#d6a07c'],
  ['#b9835c', '#8f5e3d'],
  ['#8a5a3c', '#643d27'],
] as const;

/**
 * Fingertips that hold an object by one of its edges, as straight RGBA of the frame. They reach over the edge by
 * `reach` pixels and no further: what is printed stays readable.
 */
export async function paintFingers(
  random: Random,
  width: number,
  height: number,
  outline: readonly Point[],
  reach: number,
): Promise<Uint8Array> {
  const [light, dark] = random.pick(skins);
  const edge = random.int(0, 3);
  const a = outline[edge] ?? { x: 0, y: 0 };
  const b = outline[(edge + 1) % 4] ?? { x: 0, y: 0 };
  const along = Math.hypot(b.x - a.x, b.y - a.y);
  const thick = Math.min(along * 0.16, reach * 3);
  const inward = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI + 90;
  let shapes = '';
  let place = random.between(0.2, 0.6);
  for (let i = 0, count = random.int(1, 3); i < count && place < 0.9; i++, place += (thick * 1.15) / along) {
    const x = a.x + (b.x - a.x) * place;
    const y = a.y + (b.y - a.y) * place;
    const depth = reach * random.between(0.5, 1);
    const length = thick * 9;
    shapes +=
      `<g transform="translate(${x} ${y}) rotate(${inward + random.between(-9, 9)}) translate(${depth} 0)">` +
      `<rect x="${-length}" y="${-thick / 2}" width="${length}" height="${thick}" rx="${thick / 2}" fill="url(#skin)"/>` +
      `<ellipse cx="${-thick * 0.46}" cy="0" rx="${thick * 0.36}" ry="${thick * 0.28}" fill="#f6d9c6" opacity="0.55"/></g>`;
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="skin" x2="0" y2="1"><stop stop-color="${dark}"/>` +
    `<stop offset="0.4" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient></defs>${shapes}</svg>`;
  return sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
}
