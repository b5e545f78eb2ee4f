import { expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import type { Page } from './page.ts';
import { distance, type Quad } from './raster.ts';
import type { Reading } from './recognise.ts';
import { rowsOf } from './rows.ts';
import { line } from './testing/lines.ts';
import type { Line } from './text.ts';
import { findPlate, findPlateAgain } from './vehicle-number.ts';

const reading = (text: string): Reading => ({
  text,
  glyphs: [...text].map((char, i) => ({ char, score: 0.95, at: (i + 0.5) / text.length, others: [] })),
  score: 0.95,
});

/** A page that shows more the wider it is cut. */
function wide(lines: readonly Line[], shown: (width: number) => string): { page: Page; engine: Engine } {
  let asked = 0;
  const page: Page = {
    lines,
    width: 400,
    height: 120,
    angle: 0,
    cutOut(quad: Quad) {
      asked = distance(quad[0], quad[1]) / distance(quad[0], quad[3]);
      return { data: new Uint8Array(3 * 48 * 48).fill(240), width: 48, height: 48 };
    },
    turned: async () => undefined,
    across: async () => undefined,
    async *closer() {},
  };
  const chinese = async () => reading(shown(asked));
  return { page, engine: { chinese, latin: chinese, page: async () => page } };
}

it('looks for the ending of a police plate right of its line', async () => {
  const lines = [line('皖B·2865', 57, 60, 60)];
  const rows = rowsOf(lines);
  const usual = (lines[0]?.x1 ?? 0) - 57;
  const { page, engine } = wide(lines, (width) => (width * 60 > usual + 30 ? '皖B·2865警' : '皖B·28651'));
  expect(findPlate(rows, page)).toBeUndefined();
  expect(await findPlateAgain(rows, page, engine)).toMatchObject({ num: '皖B2865警', vehicleType: '警车' });
});

it('reads an embassy’s plate', () => {
  const lines = [line('使014578', 0, 40, 40)];
  expect(findPlate(rowsOf(lines), wide(lines, () => '').page)?.num).toBe('使014578');
});
