import { expect, test } from 'vitest';
import type { Found } from './detect.ts';
import { type Eyes, readPage } from './page.ts';
import type { Raster } from './raster.ts';

const size = { width: 1200, height: 800 };
const rects = Array.from({ length: 8 }, (_, index): Found => {
  return { cx: 600, cy: 80 + 90 * index, length: 500 + 40 * index, thickness: 30, angle: 0, score: 0.9 };
});

/** A photo of eight lines, each with its ink at one end. */
function photo(isUpright: boolean): Raster {
  const data = new Uint8Array(size.width * size.height * 3).fill(255);
  for (const { cx, cy, length, thickness } of rects)
    for (let y = cy - thickness / 2; y < cy + thickness / 2; y++) {
      const from = (y * size.width + (isUpright ? cx - length / 2 : cx + length / 4)) * 3;
      data.fill(0, from, from + (length / 4) * 3);
    }
  return { data, ...size };
}

/** Reads well what has its ink at its beginning, badly what stands on its head; counts. */
function counting(): Eyes & { readonly read: () => number } {
  let read = 0;
  return {
    detect: async (picture) => {
      const by = picture.width / size.width;
      return rects.map((rect) => ({ ...rect, cx: rect.cx * by, cy: rect.cy * by, length: rect.length * by }));
    },
    async recognise({ data, width, height }) {
      read++;
      const middle = (height >> 1) * width * 3;
      const isUpright = (data[middle + 30] ?? 0) < (data[middle + (width - 10) * 3] ?? 0);
      const score = isUpright ? 0.95 : 0.5;
      const glyph = { char: isUpright ? 'A' : 'V', score, at: 0.5, others: [] };
      return { text: glyph.char, glyphs: [glyph], score };
    },
    read: () => read,
  };
}

test.each([
  ['as it stands', true, 0, rects.length],
  ['on its head, for which five lines are tried as they stand', false, 180, rects.length + 5],
])('a page %s is read without reading a line twice', async (_, isUpright, angle, reads) => {
  const eyes = counting();
  const page = await readPage(photo(isUpright), eyes);
  expect([page.angle, page.lines.map(({ text }) => text)]).toEqual([angle, rects.map(() => 'A')]);
  expect(eyes.read()).toBe(reads);
});
