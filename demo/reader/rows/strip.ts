import type { Point, Quad } from '../sight/raster.ts';
import type { Reading } from '../sight/recognise.ts';
import type { Line } from '../sight/text.ts';
import type { Row } from './rows.ts';

/** A whole row of text as one piece of the picture. */
export type Strip = {
  readonly quad: Quad;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly height: number;
  readonly text: string;
};

/** A row as one strip of the picture. */
export function stripOf(row: Row, belongs: RegExp): Strip[] {
  const all = [...new Set(row.cells.map((cell) => cell.line))];
  const longest = [...all].sort((a, b) => b.x1 - b.x0 - (a.x1 - a.x0))[0];
  if (longest === undefined) return [];
  // Specks beside the zone would bend the strip.
  const lines = all
    .filter(
      (line) =>
        line.height > 0.6 * longest.height &&
        line.height < 1.6 * longest.height &&
        (line === longest || belongs.test(line.text)),
    )
    .sort((a, b) => a.x0 - b.x0);
  const first = lines[0];
  const last = lines[lines.length - 1];
  if (first === undefined || last === undefined) return [];
  return [
    {
      quad: [first.quad[0], last.quad[1], last.quad[2], first.quad[3]],
      x0: first.x0,
      x1: last.x1,
      y: row.y,
      height: row.height,
      text: row.cells.map((cell) => cell.char).join(''),
    },
  ];
}

/** The strip from `x0` to `x1` of the levelled page, higher by `margin` of its height at either edge. */
export function stretched(strip: Strip, x0: number, x1: number, margin: number): Quad {
  const width = Math.max(1, strip.x1 - strip.x0);
  const [a, b, c, d] = strip.quad;
  const at = (from: Point, to: Point, x: number): Point => {
    const u = (x - strip.x0) / width;
    return { x: from.x + (to.x - from.x) * u, y: from.y + (to.y - from.y) * u };
  };
  const grow = (edge: Point, other: Point): Point => ({
    x: edge.x + (edge.x - other.x) * margin,
    y: edge.y + (edge.y - other.y) * margin,
  });
  const top0 = at(a, b, x0);
  const top1 = at(a, b, x1);
  const low0 = at(d, c, x0);
  const low1 = at(d, c, x1);
  return [grow(top0, low0), grow(top1, low1), grow(low1, top1), grow(low0, top0)];
}

/** A strip read again, as a line of the page. */
export function lineOf(strip: Strip, reading: Reading): Line {
  const { x0, x1, y, height, quad } = strip;
  return {
    ...reading,
    marks: reading.glyphs.map((glyph) => ({ ...glyph, x: x0 + glyph.at * (x1 - x0) })),
    x0,
    x1,
    y,
    height,
    quad,
  };
}

/** The strip moved down by a share of its width. */
export function shifted(strip: Strip, share: number): Strip {
  const [a, b, c, d] = strip.quad;
  const by = (share * (strip.x1 - strip.x0)) / Math.max(1, strip.height);
  const move = (top: Point, low: Point, from: Point): Point => ({
    x: from.x + (low.x - top.x) * by,
    y: from.y + (low.y - top.y) * by,
  });
  return {
    ...strip,
    quad: [move(a, d, a), move(b, c, b), move(b, c, c), move(a, d, d)],
    y: strip.y + by * strip.height,
    text: '',
  };
}
