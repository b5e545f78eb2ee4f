import { cellsInZone, fitLayout } from './geometry.ts';
import { readKind } from './kinds.ts';
import { findLabels, patternsOf } from './labels.ts';
import type { CardLayout, FieldLayout } from './layout.ts';
import { alongside, below, continued, rightOf, type Sheet } from './places.ts';
import type { Cell, Row } from './rows.ts';
import { extentOf, leadsTo, type Tag, tagsOf } from './tags.ts';
import { quantile } from './text.ts';
import type { Value } from './value.ts';
import { inWords } from './words.ts';

/** What a layout found on a page. */
export type Filled = {
  readonly values: ReadonlyMap<string, Value['value']>;
  /** 1 and more: the page is of this card. */
  readonly proof: number;
  readonly tags: readonly Tag[];
};

/** Lays a page's text into a card's fields by their labels. */
export function fill(rows: readonly Row[], layout: CardLayout): Filled {
  const tags = tagsOf(rows, layout);
  const labelled = tags.flatMap((tag) => tag.cells);
  const claims = new Map<Cell, FieldLayout>();
  const values = new Map<string, Value['value']>();
  for (const field of layout.fields) {
    // Two fields may share one printed label, and then its value: the two ends of a period.
    const others = [...claims].filter(([, owner]) => !owner.labels.some((label) => field.labels.includes(label)));
    const taken = new Set([...labelled, ...others.map(([cell]) => cell)]);
    const best = candidates(field, layout, { rows, tags, taken }).sort((a, b) => b.worth - a.worth)[0];
    if (best === undefined) continue;
    values.set(field.field, best.value.value);
    for (const cell of best.cells) claims.set(cell, field);
  }
  const drift = driftOf(claims, tags);
  for (const field of layout.fields) {
    if (drift === undefined || values.has(field.field) || (field.at ?? 'right') !== 'right') continue;
    const own = tags.filter((tag) => leadsTo(tag, field) && !tag.doubtful);
    const sheet = { rows, tags, taken: new Set([...labelled, ...claims.keys()]) };
    for (const tag of own) {
      if (values.has(field.field) || Math.abs(drift) < 0.4 * tag.at.height) continue;
      const cells = rightOf(tag, own, field.lines ?? 1, sheet, false, drift);
      const value = readKind(field.kind, cells);
      if (value === undefined || value.fit < 0.7) continue;
      values.set(field.field, value.value);
      for (const cell of cells) claims.set(cell, field);
    }
  }
  const fit = fitLayout(tags, layout);
  for (const field of layout.fields) {
    if (fit === undefined || values.has(field.field)) continue;
    // No label led here: what stands where the standard prints it.
    const cells = cellsInZone(fit, field, rows, new Set([...labelled, ...claims.keys()]));
    const value = readKind(field.kind, cells);
    if (value === undefined || value.fit < 0.5) continue;
    values.set(field.field, value.value);
    for (const cell of cells) claims.set(cell, field);
  }
  return { values, proof: proofOf(rows, tags, layout), tags };
}

type Candidate = { readonly value: Value; readonly cells: readonly Cell[]; readonly worth: number };

function candidates(field: FieldLayout, layout: CardLayout, sheet: Sheet): Candidate[] {
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

/** How far below their labels a page's values are printed: a form filled in later may have lain askew; `undefined` with less than three to tell. */
function driftOf(claims: ReadonlyMap<Cell, FieldLayout>, tags: readonly Tag[]): number | undefined {
  const firsts = new Map([...claims].reverse().map(([cell, field]) => [field, cell.line.y]));
  const offs = [...firsts].flatMap(([field, y]) => {
    const tag = tags.find((other) => leadsTo(other, field) && !other.doubtful);
    return tag === undefined ? [] : [y - tag.at.y];
  });
  return offs.length < 3 ? undefined : quantile(offs, 0.5);
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

/** How much of a page speaks for a card's layout, without its labels. */
export function evidence(rows: readonly Row[], layout: CardLayout): number {
  return proofOf(rows, [], layout);
}

function proofOf(rows: readonly Row[], tags: readonly Tag[], layout: CardLayout): number {
  const patterns = patternsOf(Object.keys(layout.proof.texts).map((text) => ({ text, field: text })));
  const seen = new Set(rows.flatMap((row) => findLabels(row, patterns)).map((hit) => hit.label.field));
  const fields = new Set(tags.filter((tag) => tag.field !== '' && !tag.doubtful).map((tag) => tag.field));
  const texts = [...seen].reduce((sum, text) => sum + (layout.proof.texts[text] ?? 0), 0);
  return texts + fields.size * (layout.proof.label ?? 0);
}
