import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import { distance, type Quad } from '../sight/raster.ts';
import type { Reading } from '../sight/recognise.ts';
import type { Line } from '../sight/text.ts';

const reading = (text: string): Reading => ({
  text,
  glyphs: [...text].map((char, i) => ({ char, score: 0.95, at: (i + 0.5) / text.length, others: [] })),
  score: text === '' ? 0 : 0.95,
});

/** A page of these lines that, cut anywhere, shows what `shown` says for the piece's width in heights. */
export function fakePage(lines: readonly Line[], shown: (width: number) => string): { page: Page; engine: Engine } {
  let width = 0;
  const page: Page = {
    lines,
    width: 400,
    height: 120,
    angle: 0,
    cutOut(quad: Quad) {
      width = distance(quad[0], quad[1]) / distance(quad[0], quad[3]);
      return { data: new Uint8Array(3 * 48 * 48).fill(240), width: 48, height: 48 };
    },
    turned: async () => undefined,
    across: async () => undefined,
    async *closer() {},
  };
  const recognise = async () => reading(shown(width));
  return { page, engine: { chinese: recognise, latin: recognise, page: async () => page } };
}
