import { readKind } from '../kinds/kinds.ts';
import type { CardLayout, Kind } from '../layouts/layout.ts';
import { rowsOf } from '../rows/rows.ts';
import type { Engine } from '../sight/engine.ts';
import type { Page } from '../sight/page.ts';
import type { Point, Quad } from '../sight/raster.ts';
import type { Line } from '../sight/text.ts';
import type { Filled } from './fill.ts';
import { leadsTo, type Tag } from './tags.ts';
import { inWords } from './words.ts';

// Values of one or two characters, which the detector overlooks beside a wide empty space; each of a small vocabulary.
// And plates, whose 川 it takes for a frame.
const short: ReadonlySet<Kind> = new Set(['blood', 'nation', 'relation', 'seats', 'plate']);
const usual = 5;
const wideOf: Partial<Record<Kind, number>> = { plate: 9, date: 8, holder: 9 };
const least = 0.75;

/** Reads the place right of a label once more where its short value was not found, and adds what stands there. */
export async function lookAgain(filled: Filled, layout: CardLayout, page: Page, engine: Engine): Promise<Filled> {
  const values = new Map(filled.values);
  for (const field of layout.fields) {
    if (values.has(field.field) || (!short.has(field.kind) && field.again !== true)) continue;
    const tag = filled.tags.find((other) => leadsTo(other, field) && !other.doubtful);
    const quad = tag === undefined ? undefined : besides(tag, filled.tags, wideOf[field.kind] ?? usual);
    if (quad === undefined) continue;
    const { text, score, glyphs } = await engine.chinese(page.cutOut(quad));
    if (score < least || glyphs.length === 0) continue;
    const marks = glyphs.map((glyph) => ({ ...glyph, x: 10 * glyph.at }));
    const row = rowsOf([{ text, score, marks, x0: 0, x1: 10, y: 0, height: 1, quad }])[0];
    // A table's rule beside the label passes for a stroke.
    const from = row?.cells.findIndex((cell) => !/^[|丨1IL]?$/.test(cell.key)) ?? -1;
    const read = from < 0 ? undefined : readKind(field.kind, row?.cells.slice(from) ?? []);
    if (read === undefined || read.fit < 0.7) continue;
    const { value } = inWords(read, field.words ?? []);
    if (field.words === undefined || field.words.includes(String(value))) values.set(field.field, value);
  }
  return { ...filled, values };
}

/** The picture from a label's end to the next label, along the label's own line. */
function besides(tag: Tag, tags: readonly Tag[], wide: number): Quad | undefined {
  const line = tag.cells[0]?.line;
  if (line === undefined || line.x1 - line.x0 < line.height) return undefined;
  const { x1, y, height } = tag.at;
  const from = x1 + 0.05 * height;
  const stop = Math.min(
    ...tags.filter((other) => other.at.x0 > x1 && Math.abs(other.at.y - y) < height).map((other) => other.at.x0),
    x1 + wide * height,
  );
  const to = stop - 0.2 * height;
  if (to - from < 0.7 * height) return undefined;
  // Beside a label of two lines it stands at half height.
  const lowest = tag.cells.reduce((low, cell) => (cell.line.y > low.y ? cell.line : low), line);
  const at = (of: Line, left: Point, right: Point, x: number): Point => {
    const u = (x - of.x0) / Math.max(1, of.x1 - of.x0);
    return { x: left.x + (right.x - left.x) * u, y: left.y + (right.y - left.y) * u };
  };
  const [a, b] = line.quad;
  const [, , c, d] = lowest.quad;
  return [at(line, a, b, from), at(line, a, b, to), at(lowest, d, c, to), at(lowest, d, c, from)];
}
