import { readKind } from '../kinds/kinds.ts';
import type { CardLayout, FieldLayout } from '../layouts/layout.ts';
import { extentOf } from '../rows/extent.ts';
import type { Cell, Row } from '../rows/rows.ts';
import type { Value } from '../rows/value.ts';
import { quantile } from '../sight/text.ts';
import { alongside, below, continued, rightOf, type Sheet } from './places.ts';
import { leadsTo, type Tag } from './tags.ts';
import { inWords } from './words.ts';

/** A value that a field may have, the cells it stands in, and what speaks for it. */
export type Candidate = { readonly value: Value; readonly cells: readonly Cell[]; readonly worth: number };

/**
 * The values that labels lead to; without any, those of a form's place, of the whole page, of a line that looks like
 * it.
 */
export function candidates(field: FieldLayout, layout: CardLayout, sheet: Sheet): Candidate[] {
  const found: Candidate[] = [];
  const offer = (cells: readonly Cell[], bonus: number) => {
    const read = readKind(field.kind, cells);
    if (read === undefined) return;
    const value = field.words === undefined ? read : inWords(read, field.words);
    const certainty = cells.reduce((sum, cell) => sum + cell.score, 0) / cells.length;
    found.push({ value, cells, worth: value.fit + 0.5 * certainty + bonus });
  };
  const own = sheet.tags.filter((tag) => leadsTo(tag, field));
  const at = field.at ?? 'right';
  const lines = field.lines ?? 1;
  const centre = centreOf(sheet.tags);
  for (const tag of own) {
    // Where two pages in view print the same label, the one among this card's others is meant.
    const precise = 0.3 - 0.1 * tag.errors - 0.05 * Math.min(1, centre(tag));
    const apart = at === 'below-or-apart';
    if (at !== 'below') offer(rightOf(tag, own, lines, sheet, apart), apart ? precise - 0.2 : precise + 0.2);
    if (at === 'right') continue;
    const under = below(tag, lines, sheet);
    offer(under, precise);
    if (readKind(field.kind, under) === undefined) offer(alongside(under, sheet), precise);
  }
  const place = own.length === 0 ? placeInForm(field, layout, sheet) : undefined;
  if (place !== undefined) offer(rightOf(place, [], lines, sheet, false), -0.2);
  const free = (row: Row) => row.cells.filter((cell) => !sheet.taken.has(cell));
  // Only where no label leads to one: a number with a check digit proves itself.
  if (field.anywhere === true && !found.some((candidate) => candidate.value.fit >= 0.7)) {
    for (const row of sheet.rows) {
      const cells = free(row);
      // A line that holds it alone leaves the rest of its row to other fields.
      const lines = [...new Set(cells.map((cell) => cell.line))];
      const pieces = [cells, ...lines.map((one) => cells.filter((cell) => cell.line === one))];
      for (const piece of pieces) {
        const value = readKind(field.kind, piece);
        if (value !== undefined && value.fit >= 0.7) offer(piece, piece === cells ? -1 : -0.95);
      }
    }
  }
  if (field.pattern !== undefined && found.length === 0) offer(byPattern(field, sheet), -0.5);
  return found;
}

/** How far a label stands from the middle of the card's labels, in spans of half of them. */
function centreOf(tags: readonly Tag[]): (tag: Tag) => number {
  const own = tags.filter((tag) => tag.field !== '' && !tag.doubtful);
  const at = (share: number) => ({
    x: quantile(
      own.map((tag) => tag.at.x0),
      share,
    ),
    y: quantile(
      own.map((tag) => tag.at.y),
      share,
    ),
  });
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)];
  const span = Math.max(1, high.x - low.x, high.y - low.y);
  return (tag) => Math.hypot(tag.at.x0 - middle.x, tag.at.y - middle.y) / (4 * span);
}

/** Where a field's label would stand in a form, by the labels of its row and its column. */
function placeInForm(field: FieldLayout, layout: CardLayout, { tags }: Sheet): Tag | undefined {
  const [row, column] = (field.cell ?? []).map((name) => {
    const neighbour = layout.fields.find((other) => other.field === name);
    return neighbour && tags.find((tag) => !tag.doubtful && leadsTo(tag, neighbour));
  });
  if (row === undefined || column === undefined) return undefined;
  const at = { ...column.at, y: row.at.y, depth: 0 };
  return { text: '', field: field.field, cells: [], at, errors: 0, doubtful: true };
}

/** The line that looks like the field's value, where no label leads to it. */
function byPattern(field: FieldLayout, sheet: Sheet): readonly Cell[] {
  const lines = new Map<Cell['line'], Cell[]>();
  // Which of several it is, is counted with those that other fields have already.
  const labels = new Set(sheet.tags.flatMap((tag) => tag.cells));
  const passed = (cell: Cell) => ((field.nth ?? 0) > 0 ? labels : sheet.taken).has(cell);
  for (const cell of sheet.rows.flatMap((row) => row.cells)) {
    if (!passed(cell)) lines.set(cell.line, [...(lines.get(cell.line) ?? []), cell]);
  }
  const fits = [...lines.values()]
    .filter((cells) =>
      field.pattern?.test(
        cells
          .map((cell) => cell.char)
          .join('')
          .normalize('NFKC')
          .replace(/\s/g, ''),
      ),
    )
    .sort((a, b) => (a[0]?.line.y ?? 0) - (b[0]?.line.y ?? 0));
  const cells = fits[field.nth ?? 0];
  if (cells === undefined || cells.some((cell) => sheet.taken.has(cell))) return [];
  return (field.lines ?? 1) > 1
    ? [...cells, ...continued(cells, extentOf(cells), sheet, (field.lines ?? 1) - 1)]
    : cells;
}
