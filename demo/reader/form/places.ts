import { type Extent, extentOf } from '../rows/extent.ts';
import type { Cell, Row } from '../rows/rows.ts';
import type { Tag } from './tags.ts';

/** What places are looked up in. `taken`: cells that are labels or other fields' values. */
export type Sheet = { readonly rows: readonly Row[]; readonly tags: readonly Tag[]; readonly taken: ReadonlySet<Cell> };

/**
 * The value right of a label, with text a little higher or lower than it, and up to `lines` − 1 further lines; `drift`:
 * how far below its labels this page's values are printed.
 */
export function rightOf(tag: Tag, own: readonly Tag[], lines: number, sheet: Sheet, apart: boolean, drift = 0): Cell[] {
  const label = tag.at;
  const reach = label.depth / 2 + 0.85 * label.height;
  const stop = Math.min(
    ...sheet.tags
      .filter((other) => !own.includes(other) && other.at.x0 > label.x1 - 0.5 * label.height)
      .filter((other) => Math.abs(other.at.y - label.y) < 0.5 * (other.at.depth + label.depth) + 0.6 * label.height)
      .map((other) => other.at.x0),
    Infinity,
  );
  const parts = sheet.rows.flatMap((row) => {
    const off = Math.abs(row.y - label.y - drift);
    if (off > reach && off > 0.5 * row.height) return [];
    const free = row.cells.filter(
      (cell) =>
        cell.x > label.x1 - 0.3 * label.height &&
        cell.x < stop &&
        !sheet.taken.has(cell) &&
        !(apart && cell.line === tag.cells[0]?.line) &&
        // A line that reaches over the label from its left is not beside it, unless the label is part of that line.
        (cell.line.x0 > label.x1 - label.height ||
          row.cells.some((other) => other.line === cell.line && sheet.taken.has(other))),
    );
    // A label's closing bracket is no value.
    const bracket = free[0]?.line === tag.cells[tag.cells.length - 1]?.line && /[)）]/.test(free[0]?.char ?? '');
    const cells = cutAtGap(bracket ? free.slice(1) : free, label.x1, 9 * label.height);
    return cells.every((cell) => cell.key === '') ? [] : [{ cells, off, y: row.y }];
  });
  const main = [...parts].sort((a, b) => a.off - b.off)[0];
  if (main === undefined) return [];
  const start = main.cells[0]?.x ?? 0;
  const first = parts
    .filter((part) => Math.abs((part.cells[0]?.x ?? 0) - start) < label.height)
    .sort((a, b) => a.y - b.y)
    .flatMap((part) => part.cells);
  return lines > 1 ? [...first, ...continued(first, label, sheet, lines - 1)] : first;
}

/** Cells up to the first gap: wider than `widest` before the first, half of it between two. */
function cutAtGap(cells: readonly Cell[], from: number, widest: number): Cell[] {
  const kept: Cell[] = [];
  let x = from;
  for (const cell of cells) {
    if (cell.x - x > (kept.length === 0 ? widest : widest / 2)) break;
    kept.push(cell);
    x = cell.x;
  }
  return kept;
}

/** Lines under a value's first line that begin where it begins, until a label at their left. */
export function continued(first: readonly Cell[], label: Extent, sheet: Sheet, limit: number): Cell[] {
  const start = extentOf(first);
  const more: Cell[] = [];
  let y = start.y + start.depth / 2;
  let { height } = start;
  for (let n = 0; n < limit; n++) {
    const next = sheet.rows
      .filter((row) => row.y > y + 0.5 * height && row.y - y < 2 * height)
      .map((row) => ({ row, cells: continuation(row, start, label, height, sheet) }))
      .find(({ cells }) => cells !== undefined);
    if (next?.cells === undefined || next.cells.length === 0) break;
    more.push(...next.cells);
    y = next.row.y;
    height = Math.max(...next.cells.map((cell) => cell.line.height));
  }
  return more;
}

/**
 * A row's part in a value above it: empty where a label ends the value, `undefined` where the row has nothing to do
 * with it.
 */
function continuation(row: Row, start: Extent, label: Extent, height: number, sheet: Sheet): Cell[] | undefined {
  const beside = sheet.tags.filter((tag) => Math.abs(tag.at.y - row.y) < tag.at.depth / 2 + 0.6 * row.height);
  if (beside.some((tag) => tag.at.x0 < start.x0 + height && tag.at.x1 > label.x0 - 2 * height)) return [];
  const stop = Math.min(...beside.map((tag) => tag.at.x0).filter((x) => x > start.x0), Infinity);
  const cells = row.cells.filter(
    (cell) =>
      cell.x > start.x0 - 1.2 * height &&
      cell.x < stop &&
      !sheet.taken.has(cell) &&
      // A seal's large letters, or a line that begins left of the value, is other print.
      cell.line.height < 1.6 * height &&
      // And what is half as small, a label.
      cell.line.height > 0.5 * height &&
      (cell.line.x0 > start.x0 - 1.5 * height ||
        row.cells.some((other) => other.line === cell.line && sheet.taken.has(other))),
  );
  const lead = cells[0];
  if (lead === undefined || lead.x > start.x0 + 4 * height) return undefined;
  return cutAtGap(cells, lead.x, 9 * height);
}

/** Cells with what stands close after them at the same height: one print that was found in two pieces. */
export function alongside(cells: readonly Cell[], { rows, taken }: Sheet): Cell[] {
  const row = rows.find((other) => cells[0] !== undefined && other.cells.includes(cells[0]));
  const whole = [...cells];
  for (const cell of row?.cells ?? []) {
    const last = whole[whole.length - 1];
    if (last === undefined || taken.has(cell) || whole.includes(cell) || cell.x < last.x) continue;
    if (cell.line !== last.line && cell.line.x0 - last.line.x1 > last.line.height) break;
    whole.push(cell);
  }
  return whole;
}

/** The value below a label, beginning about where the label, or its line, begins. */
export function below(tag: Tag, lines: number, sheet: Sheet): Cell[] {
  const label = tag.at;
  const lineStart = tag.cells[0]?.line.x0 ?? label.x0;
  const options: { cells: Cell[]; y: number }[] = [];
  for (const row of sheet.rows) {
    if (row.y <= label.y + 0.3 * label.height || row.y - label.y > 3.2 * label.height) continue;
    for (const line of new Set(row.cells.filter((cell) => !sheet.taken.has(cell)).map((cell) => cell.line))) {
      if (line === tag.cells[0]?.line) continue;
      const cells = row.cells.filter((cell) => cell.line === line && !sheet.taken.has(cell));
      const labels = row.cells.filter((cell) => cell.line === line && sheet.taken.has(cell));
      if (labels.length > cells.length * 0.5) continue;
      const near = Math.min(Math.abs(line.x0 - lineStart), Math.abs(line.x0 - label.x0));
      if (near < 2.2 * label.height || (line.x0 < label.x0 && line.x1 > label.x1)) options.push({ cells, y: row.y });
    }
  }
  options.sort((a, b) => a.y - b.y);
  const [first, second] = options;
  if (first === undefined) return [];
  const several = lines > 1 && second !== undefined && second.y - first.y < 1.6 * extentOf(first.cells).height;
  return several ? [...first.cells, ...second.cells] : first.cells;
}
