import { extentOf } from '../rows/extent.ts';
import { type Cell, type Row, rowsOf } from '../rows/rows.ts';
import { lineOf, stretched, stripOf } from '../rows/strip.ts';
import { stretches } from '../rows/tokens.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import { plate } from './plate.ts';
import { groundColour, typeOf } from './plate-type.ts';

/** A plate found on a page. */
export type PlateFound = {
  readonly num: string;
  readonly rate: number;
  readonly vehicleType: string;
  readonly vehicleTypeRate: number;
  /** How high its characters stand on the page, in its pixels. */
  readonly height: number;
  /** Characters exchanged because no plate holds what was read. */
  readonly mends: number;
};

/** The plate among a page's rows; one of two lines (large vehicles, motorcycles) is read as one. */
export function findPlate(rows: readonly Row[], page: Page): PlateFound | undefined {
  let best: { cells: readonly Cell[]; num: string; fit: number; worth: number; mends: number } | undefined;
  const offer = (cells: readonly Cell[]) => {
    const read = plate(cells);
    if (read === undefined || typeof read.value !== 'string') return;
    // Of several cars in view the nearest is meant, unless its plate was read much worse.
    const worth = read.fit + 0.3 * Math.log2(extentOf(cells).height);
    if (best === undefined || worth > best.worth)
      best = { cells, num: read.value, fit: read.fit, worth, mends: read.mends ?? 0 };
  };
  for (const row of rows) for (const cells of stretches(row, 6, 9, 4)) offer(cells);
  rows.forEach((upper, i) => {
    for (const lower of rows.slice(i + 1, i + 3)) {
      if (
        lower.y - upper.y < 3 * Math.max(upper.height, lower.height) &&
        kept(upper).length <= 3 &&
        kept(lower).length <= 6
      )
        offer([...upper.cells, ...lower.cells]);
    }
  });
  if (best === undefined) return undefined;
  const used = best.cells.filter((cell) => cell.key !== '');
  const certainty = used.reduce((sum, cell) => sum + cell.score, 0) / Math.max(1, used.length);
  const colour = groundColour(used, page);
  const twoLines = new Set(used.map((cell) => Math.round(cell.line.y / cell.line.height))).size > 1;
  const type = typeOf(best.num, colour, twoLines);
  return {
    num: best.num,
    rate: Math.round(10000 * certainty * Math.min(1, best.fit + 0.1)) / 100,
    vehicleType: type.name,
    vehicleTypeRate: type.rate,
    mends: best.mends,
    height: extentOf(used).height,
  };
}

// How much further to look left and right of a line, and above and below, in its heights.
const rooms = [
  { left: 1.1, right: 0.2, margin: 0.1 },
  { left: 0.3, right: 0.2, margin: 0.25 },
  { left: 0, right: 0.2, margin: 0 },
];
// 警, 学, 挂 and their like are narrower than the rest and often red: the line's box ends before them.
const roomsForEnding = [0.7, 0.9, 1.1].map((right) => ({ left: 0.1, right, margin: 0.05 }));

/**
 * Reads lines that look like a plate without its province or its ending again, with more room: a tight box cuts them
 * off. `least`: how high a row must be.
 */
export async function findPlateAgain(
  rows: readonly Row[],
  page: Page,
  engine: Engine,
  least = 0,
): Promise<PlateFound | undefined> {
  for (const row of rows) {
    if (row.height < least) continue;
    const text = kept(row)
      .map((cell) => cell.key)
      .join('');
    if (!/[A-Z][A-Z0-9]{4,6}$/.test(text)) continue;
    const short = /\p{Script=Han}[A-Z][A-Z0-9]{4}$/u.test(text);
    for (const strip of stripOf(row, /[A-Z0-9]/)) {
      for (const { left, right, margin } of short ? [...roomsForEnding, ...rooms] : rooms) {
        const quad = stretched(strip, strip.x0 - left * strip.height, strip.x1 + right * strip.height, margin);
        const reading = await engine.chinese(page.cutOut(quad));
        const line = lineOf({ ...strip, quad }, reading);
        const found = reading.glyphs.length === 0 ? undefined : findPlate(rowsOf([line]), page);
        // Seven characters where six were: only an ending can have been beside the box, no digit.
        if (found !== undefined && (right < 0.5 || /[^A-Z0-9]$/.test(found.num))) return found;
      }
    }
  }
  return undefined;
}

function kept(row: Row): Cell[] {
  return row.cells.filter((cell) => cell.key !== '');
}
