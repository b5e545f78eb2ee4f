import sharp from 'sharp';
import type { Random } from '../random.ts';
import { skins } from './fingers.ts';
import type { Point } from './homography.ts';

/** Lays an open hand on the surface (packed RGB), under where the object will lie; gives the new surface. */
export async function layPalm(
  random: Random,
  rgb: Uint8Array,
  width: number,
  height: number,
  outline: readonly Point[],
): Promise<Uint8Array> {
  const [light, dark] = random.pick(skins);
  const cx = outline.reduce((sum, { x }) => sum + x, 0) / outline.length;
  const cy = outline.reduce((sum, { y }) => sum + y, 0) / outline.length;
  const [a, b, , d] = outline;
  const long = a && b ? Math.hypot(b.x - a.x, b.y - a.y) : width / 2;
  const tall = a && d ? Math.hypot(d.x - a.x, d.y - a.y) : height / 2;
  const size = Math.max(long, tall) * 0.62;
  const thick = size * 0.24;
  const shadow = Math.max(4, size / 40);
  let fingers = '';
  for (let i = 0; i < 4; i++) {
    const lean = (i - 1.5) * 9 + random.between(-3, 3);
    const reach = tall / 2 + size * ([0.2, 0.32, 0.34, 0.26][i] ?? 0.3);
    fingers +=
      `<g transform="translate(${((i - 1.5) * thick * 1.08).toFixed(1)} 0) rotate(${lean.toFixed(1)})">` +
      `<rect x="${(-thick / 2).toFixed(1)}" y="${(-reach).toFixed(1)}" width="${thick.toFixed(1)}" height="${(reach + size * 0.3).toFixed(1)}" rx="${(thick / 2).toFixed(1)}" fill="url(#skin)"/>` +
      `<path d="M${(-thick * 0.3).toFixed(1)} ${(-reach * 0.86).toFixed(1)}h${(thick * 0.6).toFixed(1)}" stroke="${dark}" stroke-width="${(size / 130).toFixed(1)}" opacity="0.5"/></g>`;
  }
  const way = random.chance(0.5) ? 1 : -1;
  const palm =
    `<rect x="${(-size * 0.3).toFixed(1)}" y="${(size * 0.3).toFixed(1)}" width="${(size * 0.6).toFixed(1)}" height="${height * 2}" fill="url(#skin)"/>` +
    `<ellipse cx="0" cy="${(size * 0.16).toFixed(1)}" rx="${(size * 0.56).toFixed(1)}" ry="${(size * 0.6).toFixed(1)}" fill="url(#skin)"/>` +
    `<g transform="translate(${(way * size * 0.42).toFixed(1)} ${(size * 0.3).toFixed(1)}) rotate(${way * random.int(44, 62)})"><rect x="${(-thick * 0.55).toFixed(1)}" y="${(-size * 0.95).toFixed(1)}" width="${(thick * 1.1).toFixed(1)}" height="${(size * 1.1).toFixed(1)}" rx="${(thick * 0.55).toFixed(1)}" fill="url(#skin)"/></g>`;
  const turn = random.between(-25, 25);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="skin"><stop stop-color="${dark}"/>` +
    `<stop offset="0.35" stop-color="${light}"/><stop offset="0.75" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient></defs>` +
    `<g transform="translate(${cx.toFixed(1)} ${cy.toFixed(1)}) rotate(${turn.toFixed(1)})">${fingers}${palm}</g></svg>`;
  const hand = await sharp(Buffer.from(svg))
    .blur(Math.max(0.5, shadow / 5))
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .composite([{ input: hand }])
    .removeAlpha()
    .raw()
    .toBuffer();
}
