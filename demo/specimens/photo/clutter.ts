import sharp from 'sharp';
import { families } from '../fonts.ts';
import type { Random } from '../random.ts';
import { lines, rect } from '../svg.ts';

/** What else lies about; each drawn about its own middle for an object `size` pixels long. */
const things: Readonly<Record<string, (random: Random, size: number) => string>> = {
  pen: (random, size) => {
    const colour = random.pick(['#1d2a55', '#202124', '#7a1f22', '#c9ccd1']);
    const thick = size * 0.045;
    return (
      rect(-size * 0.4, -thick / 2, size * 0.8, thick, colour, `rx="${thick / 2}"`) +
      rect(size * 0.1, -thick / 2, size * 0.3, thick * 0.3, '#ffffff', 'opacity="0.25"') +
      `<path d="M${-size * 0.4} ${-thick * 0.35}L${-size * 0.46} 0L${-size * 0.4} ${thick * 0.35}Z" fill="#b9bcc0"/>`
    );
  },
  cup: (random, size) => {
    const r = size * 0.24;
    const rim = random.pick(['#f2f0ec', '#394a5c', '#7b2d26']);
    return `<circle r="${r}" fill="${rim}"/><circle r="${r * 0.9}" fill="#d9d4cc"/><circle r="${r * 0.84}" fill="#4a2d1a"/><ellipse cx="${-r * 0.2}" cy="${-r * 0.25}" rx="${r * 0.3}" ry="${r * 0.16}" fill="#a87b55" opacity="0.5"/>`;
  },
  keyboard: (_, size) => {
    const key = size * 0.075;
    let keys = '';
    for (let row = 0; row < 5; row++)
      for (let column = 0; column < 13; column++)
        keys += rect((column - 6.5) * key * 1.14, (row - 2.5) * key * 1.14, key, key, '#3a3d42', `rx="${key * 0.15}"`);
    return rect(-key * 7.8, -key * 3.2, key * 15.4, key * 6.2, '#1f2124', `rx="${key * 0.3}"`) + keys;
  },
  page: (random, size) => {
    const font = random.pick([families.serif, families.sans]);
    const words = '会议纪要 项目进度 本周完成 下周安排 采购清单 联系方式 备忘事项 附件说明 共计三页 请予审阅'.split(
      ' ',
    );
    const rows = Array.from({ length: 12 }, () => Array.from({ length: 4 }, () => random.pick(words)).join('，'));
    const leading = size * 0.055;
    return (
      rect(-size * 0.45, -size * 0.5, size * 0.9, size, '#f7f6f1') +
      lines(-size * 0.38, -size * 0.4, rows, leading, { size: leading * 0.62, font, fill: '#4a4a4a' })
    );
  },
};

const kinds = ['pen', 'pen', 'cup', 'keyboard', 'page'];

/** Puts a thing or two on the surface (packed RGB), near the frame's rim; gives the new surface. */
export async function layClutter(
  random: Random,
  rgb: Uint8Array,
  width: number,
  height: number,
  size: number,
): Promise<Uint8Array> {
  let body = '';
  for (let i = 0, count = random.int(1, 2); i < count; i++) {
    const draw = things[random.pick(kinds)];
    const angle = random.between(0, Math.PI * 2);
    const x = width / 2 + Math.cos(angle) * width * 0.52;
    const y = height / 2 + Math.sin(angle) * height * 0.52;
    const shadow = `translate(${(size * 0.012).toFixed(1)} ${(size * 0.016).toFixed(1)})`;
    const turn = `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${random.int(0, 359)})`;
    const thing = draw?.(random, size) ?? '';
    body += `<g transform="${turn}"><g transform="${shadow}" filter="url(#dim)" opacity="0.45">${thing}</g>${thing}</g>`;
  }
  const dim = '<filter id="dim"><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0"/></filter>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${dim}</defs>${body}</svg>`;
  const layer = await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer();
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .composite([{ input: layer }])
    .removeAlpha()
    .raw()
    .toBuffer();
}
