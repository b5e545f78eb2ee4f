import { readKind, type Value } from './kinds.ts';
import { findLabels, type Hit, type Label, patternsOf } from './labels.ts';
import type { CardLayout, FieldLayout } from './layout.ts';
import type { Cell, Row } from './rows.ts';

/** What a layout found on a page. */
export type Filled = {
  readonly values: ReadonlyMap<string, Value['value']>;
  /** 1 and more: the page is of this card. */
  readonly proof: number;
};

const noise = ['SPECIMEN', '样本', '样张', '樣本', 'SAMPLE', '仅供测试', '示例'];

/** Lays a page's text into a card's fields by their labels. */
export function fill(rows: readonly Row[], layout: CardLayout): Filled {
  const labels: Label[] = [
    ...layout.fields.flatMap((field) =>
      field.labels.map((text) => ({ text, field: field.field, inline: field.inline === true })),
    ),
    ...[...(layout.others ?? []), ...noise].map((text) => ({ text, field: '' })),
  ];
  const patterns = patternsOf(labels);
  const strict = rows.map((row) => findLabels(row, patterns));
  const hits = recovered(rows, strict, layout);
  const labelled = new Set(hits.flat().flatMap((hit) => cellsOf(hit)));
  const claims = new Map<Cell, FieldLayout>();
  const values = new Map<string, Value['value']>();
  for (const field of layout.fields) {
    // Two fields may share one printed label, and then its value: the two ends of a period.
    const taken = new Set(labelled);
    for (const [cell, owner] of claims)
      if (!owner.labels.some((label) => field.labels.includes(label))) taken.add(cell);
    const best = candidates(field, rows, hits, taken).sort((a, b) => b.worth - a.worth)[0];
    if (best === undefined) continue;
    values.set(field.field, best.value.value);
    for (const cell of best.cells) claims.set(cell, field);
  }
  return { values, proof: proofOf(rows, strict.flat(), layout) };
}

/** Adds labels read too badly for certainty: only those not found yet, only on text that is nothing else. */
function recovered(rows: readonly Row[], strict: readonly (readonly Hit[])[], layout: CardLayout): Hit[][] {
  const found = new Set(strict.flat().map((hit) => hit.label.field));
  const missing = layout.fields.filter(
    (field) =>
      field.at !== 'below' &&
      field.at !== 'below-or-apart' &&
      !found.has(field.field) &&
      !field.labels.some((text) => strict.flat().some((hit) => hit.label.text === text)),
  );
  const patterns = patternsOf(
    missing.flatMap((field) =>
      field.labels.filter((text) => /\p{Script=Han}/u.test(text)).map((text) => ({ text, field: field.field })),
    ),
  );
  return rows.map((row, index) => {
    const sure = strict[index] ?? [];
    if (patterns.length === 0) return [...sure];
    const more = findLabels(row, patterns, { relaxed: true }).filter((hit) =>
      sure.every((other) => hit.to <= other.from || hit.from >= other.to),
    );
    return [...sure, ...more].sort((a, b) => a.from - b.from);
  });
}

type Candidate = { readonly value: Value; readonly cells: readonly Cell[]; readonly worth: number };

function candidates(
  field: FieldLayout,
  rows: readonly Row[],
  hits: readonly (readonly Hit[])[],
  taken: ReadonlySet<Cell>,
): Candidate[] {
  const found: Candidate[] = [];
  const offer = (cells: readonly Cell[], bonus: number) => {
    const value = readKind(field.kind, cells);
    if (value === undefined) return;
    const certainty = cells.reduce((sum, cell) => sum + cell.score, 0) / cells.length;
    found.push({ value, cells, worth: value.fit + 0.5 * certainty + bonus });
  };
  rows.forEach((row, index) => {
    for (const hit of hits[index] ?? []) {
      if (!field.labels.includes(hit.label.text)) continue;
      const precise = 0.3 - 0.1 * hit.errors;
      const at = field.at ?? 'right';
      if (at !== 'below')
        for (const cells of toTheRight(hit, index, rows, hits, taken, field))
          offer(cells, at === 'below-or-apart' ? precise - 0.2 : precise + 0.2);
      if (at !== 'right') for (const cells of beneath(hit, index, rows, taken, field)) offer(cells, precise);
    }
  });
  // Only where no label leads to one: a number with a check digit proves itself.
  if (field.anywhere === true && !found.some((candidate) => candidate.value.fit >= 0.7)) {
    for (const row of rows) {
      const cells = row.cells.filter((cell) => !taken.has(cell));
      const value = readKind(field.kind, cells);
      if (value !== undefined && value.fit >= 0.7) found.push({ value, cells, worth: value.fit - 0.5 });
    }
  }
  if (field.pattern !== undefined && found.length === 0) {
    const lines = [
      ...new Set(rows.flatMap((row) => row.cells.filter((cell) => !taken.has(cell)).map((cell) => cell.line))),
    ];
    const fits = lines.filter((line) => field.pattern?.test(line.text.normalize('NFKC').replace(/\s/g, '')) === true);
    const line = fits.sort((a, b) => a.y - b.y)[field.nth ?? 0];
    if (line !== undefined)
      offer(
        rows.flatMap((row) => row.cells.filter((cell) => cell.line === line)),
        -0.5,
      );
  }
  return found;
}

function cellsOf(hit: Hit): readonly Cell[] {
  return hit.row.cells.slice(hit.from, hit.to);
}

type Extent = { readonly x0: number; readonly x1: number; readonly y: number; readonly height: number };

function extent(cells: readonly Cell[]): Extent {
  const first = cells[0];
  const last = cells[cells.length - 1];
  const height = Math.max(...cells.map((cell) => cell.line.height));
  const half = height * 0.4;
  return {
    x0: (first?.x ?? 0) - half,
    x1: (last?.x ?? 0) + half,
    y: cells.reduce((sum, cell) => sum + cell.line.y, 0) / Math.max(1, cells.length),
    height,
  };
}

/** The value after a label in its row, and its further lines. */
function toTheRight(
  hit: Hit,
  index: number,
  rows: readonly Row[],
  hits: readonly (readonly Hit[])[],
  taken: ReadonlySet<Cell>,
  field: FieldLayout,
): Cell[][] {
  const label = extent(cellsOf(hit));
  const stop = (hits[index] ?? []).find((other) => other.from >= hit.to && !field.labels.includes(other.label.text));
  const own = hit.row.cells.slice(hit.to, stop?.from).filter((cell) => !taken.has(cell));
  const apart = field.at === 'below-or-apart';
  const first = cutAtGap(
    apart ? own.filter((cell) => cell.line !== hit.row.cells[hit.from]?.line) : own,
    label.x1,
    9 * label.height,
  );
  const started = first.length > 0 || field.at !== undefined ? first : besides(label, index, rows, hits, taken);
  if (started.length === 0) return [];
  const more = (field.lines ?? 1) > 1 ? continued(started, label, rows, hits, taken, (field.lines ?? 1) - 1) : [];
  return more.length > 0 ? [[...started, ...more]] : [started];
}

/** Cells up to the first gap wider than `widest`. */
function cutAtGap(cells: readonly Cell[], from: number, widest: number): Cell[] {
  const kept: Cell[] = [];
  let x = from;
  for (const cell of cells) {
    if (cell.x - x > widest) break;
    kept.push(cell);
    x = cell.x;
  }
  return kept;
}

/** Text right of a label that stands a little higher or lower than it, as where the label takes two lines. */
function besides(
  label: Extent,
  index: number,
  rows: readonly Row[],
  hits: readonly (readonly Hit[])[],
  taken: ReadonlySet<Cell>,
): Cell[] {
  let best: { cells: Cell[]; off: number } | undefined;
  rows.forEach((row, other) => {
    const off = Math.abs(row.y - label.y);
    if (other === index || off > 0.95 * Math.max(label.height, row.height)) return;
    const end = (hits[other] ?? []).map((hit) => row.cells[hit.from]?.x ?? 0).find((x) => x > label.x1) ?? Infinity;
    // A line that reaches over the label is not beside it.
    const whole = row.cells.filter(
      (cell) =>
        cell.x > label.x1 &&
        !taken.has(cell) &&
        (cell.line.x0 > label.x1 - label.height ||
          row.cells.some((other) => other.line === cell.line && taken.has(other))),
    );
    const cells = cutAtGap(
      whole.filter((cell) => cell.x < end),
      label.x1,
      6 * label.height,
    );
    if (cells.length > 0 && (best === undefined || off < best.off)) best = { cells, off };
  });
  return best?.cells ?? [];
}

/** Lines under a value's first line that begin where it begins. */
function continued(
  first: readonly Cell[],
  label: Extent,
  rows: readonly Row[],
  hits: readonly (readonly Hit[])[],
  taken: ReadonlySet<Cell>,
  limit: number,
): Cell[] {
  const start = extent(first);
  const more: Cell[] = [];
  let y = start.y;
  let height = start.height;
  for (let n = 0; n < limit; n++) {
    let next: { cells: Cell[]; y: number } | undefined;
    rows.forEach((row, index) => {
      if (row.y <= y + 0.5 * height || row.y - y > 2.1 * Math.max(height, row.height)) return;
      if (next !== undefined && next.y <= row.y) return;
      // A label at the left of this row ends the value.
      const labelled = (hits[index] ?? []).some((hit) => {
        const at = extent(cellsOf(hit));
        return at.x0 < start.x0 + height && at.x1 > label.x0 - 2 * height;
      });
      if (labelled) {
        next = { cells: [], y: row.y };
        return;
      }
      const stop = (hits[index] ?? []).find((hit) => (row.cells[hit.from]?.x ?? 0) > start.x0)?.from;
      const cells = row.cells.slice(0, stop).filter((cell) => cell.x > start.x0 - 1.6 * height && !taken.has(cell));
      const lead = cells[0];
      if (lead === undefined || lead.x > start.x0 + 4 * height) return;
      next = { cells: cutAtGap(cells, lead.x, 6 * height), y: row.y };
    });
    if (next === undefined || next.cells.length === 0) break;
    more.push(...next.cells);
    y = next.y;
    height = Math.max(...next.cells.map((cell) => cell.line.height));
  }
  return more;
}

/** The value below a label, beginning about where the label begins. */
function beneath(
  hit: Hit,
  index: number,
  rows: readonly Row[],
  taken: ReadonlySet<Cell>,
  field: FieldLayout,
): Cell[][] {
  const label = extent(cellsOf(hit));
  const lineStart = hit.row.cells[hit.from]?.line.x0 ?? label.x0;
  const options: { cells: Cell[]; y: number }[] = [];
  rows.forEach((row, other) => {
    if (other === index || row.y <= label.y + 0.3 * label.height || row.y - label.y > 3.2 * label.height) return;
    const lines = new Set(row.cells.filter((cell) => !taken.has(cell)).map((cell) => cell.line));
    for (const line of lines) {
      const cells = row.cells.filter((cell) => cell.line === line && !taken.has(cell));
      const labels = row.cells.filter((cell) => cell.line === line && taken.has(cell));
      if (labels.length > cells.length * 0.5) continue;
      const near = Math.min(Math.abs(line.x0 - lineStart), Math.abs(line.x0 - label.x0));
      if (near < 2.2 * label.height || (line.x0 < label.x0 && line.x1 > label.x1)) options.push({ cells, y: row.y });
    }
  });
  options.sort((a, b) => a.y - b.y);
  const first = options[0];
  if (first === undefined) return [];
  const second = options[1];
  const several =
    (field.lines ?? 1) > 1 && second !== undefined && second.y - first.y < 1.6 * extent(first.cells).height;
  return several ? [[...first.cells, ...second.cells]] : [first.cells];
}

function proofOf(rows: readonly Row[], hits: readonly Hit[], layout: CardLayout): number {
  let proof = 0;
  const patterns = patternsOf(Object.keys(layout.proof.texts).map((text) => ({ text, field: text })));
  const seen = new Set<string>();
  for (const row of rows) for (const hit of findLabels(row, patterns)) seen.add(hit.label.field);
  for (const text of seen) proof += layout.proof.texts[text] ?? 0;
  const fields = new Set(hits.filter((hit) => hit.label.field !== '').map((hit) => hit.label.field));
  return proof + fields.size * (layout.proof.label ?? 0);
}
