import { isNewEnergyPlate } from '@scanfill/proxy/contract';
import type { Engine } from './engine.ts';
import { readKind } from './kinds.ts';
import type { Page } from './page.ts';
import { type Cell, type Row, rowsOf } from './rows.ts';
import { lineOf, stretched, stripOf } from './strip.ts';
import { extentOf } from './tags.ts';
import { stretches } from './tokens.ts';

/** A plate found on a page. */
export type PlateFound = {
  readonly num: string;
  readonly rate: number;
  readonly vehicleType: string;
  readonly vehicleTypeRate: number;
};

/** The plate among a page's rows; one of two lines (large vehicles, motorcycles) is read as one. */
export function findPlate(rows: readonly Row[], page: Page): PlateFound | undefined {
  let best: { cells: readonly Cell[]; num: string; fit: number; worth: number } | undefined;
  const offer = (cells: readonly Cell[]) => {
    const read = readKind('plate', cells);
    if (read === undefined || typeof read.value !== 'string') return;
    // Of several cars in view the nearest is meant, unless its plate was read much worse.
    const worth = read.fit + 0.3 * Math.log2(extentOf(cells).height);
    if (best === undefined || worth > best.worth) best = { cells, num: read.value, fit: read.fit, worth };
  };
  for (const row of rows) for (const cells of stretches(row, 7, 8, 4)) offer(cells);
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

/** Reads lines that look like a plate without its province or its ending again, with more room: a tight box cuts them off. */
export async function findPlateAgain(
  rows: readonly Row[],
  page: Page,
  engine: Engine,
): Promise<PlateFound | undefined> {
  for (const row of rows) {
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

type Colour = 'blue' | 'yellow' | 'green' | 'white' | 'black';

/** The plate's ground: the commoner of the two tones around its characters. */
function groundColour(cells: readonly Cell[], page: Page): { colour: Colour; share: number } {
  const votes: Record<Colour, number> = { blue: 0, yellow: 0, green: 0, white: 0, black: 0 };
  let total = 0;
  for (const line of new Set(cells.map((cell) => cell.line))) {
    const { data } = page.cutOut(line.quad);
    for (let i = 0; i < data.length; i += 3) votes[colourOf(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0)]++;
    total += data.length / 3;
  }
  // Any strong hue is the ground: characters are black or white.
  const hue = (['blue', 'green', 'yellow'] as const).reduce(
    (top, name) => (votes[name] > votes[top] ? name : top),
    'blue' as Colour,
  );
  if (votes[hue] > 0.22 * total) return { colour: hue, share: Math.min(1, votes[hue] / Math.max(1, 0.7 * total)) };
  const colour = votes.white >= votes.black ? 'white' : 'black';
  return { colour, share: votes[colour] / Math.max(1, total) };
}

function colourOf(r: number, g: number, b: number): Colour {
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  const saturation = max === 0 ? 0 : (max - min) / max;
  if (saturation < 0.25) return max > 120 ? 'white' : 'black';
  if (max === b && b - r > 0.2 * max) return 'blue';
  if (max === g && g - r > 0.12 * max) return 'green';
  if (r > b && g > b && g > 0.55 * r) return 'yellow';
  return max > 120 ? 'white' : 'black';
}

function typeOf(
  num: string,
  ground: { colour: Colour; share: number },
  twoLines: boolean,
): { name: string; rate: number } {
  const rate = Math.round(100 * Math.min(0.99, 0.6 + 0.4 * ground.share));
  if (isNewEnergyPlate(num) && num.length === 8) return { name: '新能源车', rate: 99 };
  const last = num[num.length - 1] ?? '';
  const byLast: Readonly<Record<string, string>> = {
    挂: '挂车',
    学: '教练车',
    警: '警车',
    港: '港澳车',
    澳: '港澳车',
    领: '使领馆车',
    使: '使领馆车',
  };
  const special = byLast[last];
  if (special !== undefined) return { name: special, rate: 99 };
  if (/^[A-Z]{2}|^WJ/.test(num)) return { name: '军车', rate };
  if (ground.colour === 'yellow') return { name: '大型汽车', rate: twoLines ? Math.max(rate, 95) : rate };
  return { name: '小型汽车', rate };
}
