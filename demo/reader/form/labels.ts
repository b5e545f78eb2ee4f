import { type Cell, keyOf, type Row } from '../rows/rows.ts';

/** A printed label looked for; `field` is empty for one that only ends another's value. */
export type Label = {
  readonly text: string;
  readonly field: string;
  /** It may follow another value without a gap. */
  readonly inline?: boolean;
  /** It counts only where it is all of its line. */
  readonly whole?: boolean;
};

/** A label found in a row: the cells from `from` to before `to`. */
export type Hit = {
  readonly label: Label;
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  /** Characters misread. */
  readonly errors: number;
};

type Pattern = { readonly label: Label; readonly keys: readonly string[]; readonly latin: boolean };

/** Prepares labels for `findLabels`. */
export function patternsOf(labels: readonly Label[]): Pattern[] {
  return labels.map((label) => {
    const keys = [...label.text].map(keyOf).filter((key) => key !== '');
    return { label, keys, latin: keys.every((key) => /^[A-Z0-9À-Ý]$/.test(key)) };
  });
}

type Search = {
  /** Take labels read badly too, where they stand by themselves. */
  readonly relaxed?: boolean;
  /** Where labels begin on this page: one that begins there may follow other text without a gap. */
  readonly columns?: readonly number[];
};

/**
 * The labels in a row, tolerant of misread characters, longest and best first where several overlap; returned from left
 * to right.
 */
export function findLabels(row: Row, patterns: readonly Pattern[], options: Search = {}): Hit[] {
  const written = writtenIn(row);
  const candidates: { hit: Hit; worth: number; a: number; b: number }[] = [];
  for (const pattern of patterns) {
    if (!mayOccur(pattern, written.seen, options)) continue;
    for (const { a, b, errors } of matches(written, pattern, options)) {
      const from = written.places[a] ?? 0;
      const to = (written.places[b] ?? 0) + 1;
      candidates.push({
        hit: { label: pattern.label, row, from, to, errors },
        // Of equal readings the one as long as the label: its last character was misread, not left out.
        worth:
          pattern.keys.length * (pattern.latin ? 0.5 : 1) -
          2 * errors -
          0.1 * Math.abs(b - a + 1 - pattern.keys.length),
        a,
        b,
      });
    }
  }
  candidates.sort((x, y) => y.worth - x.worth);
  const chosen: typeof candidates = [];
  for (const candidate of candidates) {
    if (chosen.every((other) => candidate.b < other.a || candidate.a > other.b)) chosen.push(candidate);
  }
  return chosen.map(({ hit }) => hit).sort((x, y) => x.from - y.from);
}

/** A row's characters as labels are compared with them. */
type Written = {
  /** Those that have a key. */
  readonly cells: readonly Cell[];
  /** Where these stand among all of the row's. */
  readonly places: readonly number[];
  /** Of each, the keys it may stand for, and at what cost. */
  readonly costs: readonly ReadonlyMap<string, number>[];
  /** All of these keys. */
  readonly seen: ReadonlySet<string>;
};

// A card's labels, some hundreds, are looked for in each row up to four times.
const worked = new WeakMap<Row, Written>();

function writtenIn(row: Row): Written {
  const known = worked.get(row);
  if (known !== undefined) return known;
  const kept = row.cells.flatMap((cell, index) => (cell.key === '' ? [] : [{ cell, index }]));
  const costs = kept.map(({ cell }) => costsOf(cell));
  const written: Written = {
    cells: kept.map(({ cell }) => cell),
    places: kept.map(({ index }) => index),
    costs,
    seen: new Set(costs.flatMap((of) => [...of.keys()])),
  };
  worked.set(row, written);
  return written;
}

/** 0 for the key that was read, a little for what looks like it or was the recogniser's second thought. */
function costsOf(cell: Cell): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const other of cell.others) costs.set(keyOf(other.char), 0.4);
  for (const group of lookalikes) if (group.includes(cell.key)) for (const key of group) costs.set(key, 0.3);
  return costs.set(cell.key, 0);
}

/** Each character of a label that stands nowhere in a row is an error for certain: most labels need no closer look. */
function mayOccur(pattern: Pattern, seen: ReadonlySet<string>, { relaxed = false }: Search): boolean {
  const limit = limitOf(pattern, relaxed);
  let missing = 0;
  for (const key of pattern.keys) if (!seen.has(key) && ++missing > limit) return false;
  return true;
}

/**
 * How many errors a label may have; half of two characters is too little to know one by: 户主 would be 户号, and 民汉 no
 * value.
 */
function limitOf(pattern: Pattern, relaxed: boolean): number {
  const { length } = pattern.keys;
  return relaxed ? length * (length < 3 ? 0.4 : 0.5) : tolerance(pattern);
}

/**
 * Whether the characters stand by themselves, as a badly read label does: something begins at them and something else
 * after.
 */
function alone(cells: readonly Cell[], a: number, b: number): boolean {
  const after = cells[b + 1];
  const first = cells[a];
  return first?.starts === true && b > a && (after === undefined || after.starts);
}

function tolerance(pattern: Pattern): number {
  const n = pattern.keys.length;
  if (pattern.latin) return n < 5 ? 0 : n < 11 ? 1 : n < 17 ? 2 : 3;
  // 妻 has 县 among its second thoughts.
  return n < 2 ? 0 : n < 3 ? 0.45 : n < 4 ? 0.85 : n < 5 ? 1.4 : n < 8 ? 2.2 : 3;
}

/** Where a pattern occurs with few edits (Sellers' algorithm, starts carried along). */
function matches(
  { cells, costs }: Written,
  pattern: Pattern,
  { relaxed = false, columns = [] }: Search,
): { a: number; b: number; errors: number }[] {
  const { keys } = pattern;
  const limit = limitOf(pattern, relaxed);
  const n = keys.length;
  const found: { a: number; b: number; errors: number }[] = [];
  const cost = Float64Array.from({ length: n + 1 }, (_, i) => i);
  const start = new Int32Array(n + 1);
  for (let j = 0; j < cells.length; j++) {
    const here = costs[j];
    // What the row above and to the left held, before it is overwritten.
    let cornerCost = cost[0] ?? 0;
    let cornerStart = j;
    cost[0] = 0;
    start[0] = j;
    for (let i = 1; i <= n; i++) {
      const replace = cornerCost + (here?.get(keys[i - 1] ?? '') ?? 1);
      const skipCell = (cost[i] ?? 0) + 1;
      const skipKey = (cost[i - 1] ?? 0) + 1;
      const least = Math.min(replace, skipCell, skipKey);
      const from = least === replace ? cornerStart : least === skipCell ? start[i] : start[i - 1];
      cornerCost = cost[i] ?? 0;
      cornerStart = start[i] ?? 0;
      cost[i] = least;
      start[i] = from ?? j;
    }
    const errors = cost[n] ?? n;
    const a = start[n] ?? 0;
    // A last character that another line's first would have to be was lost, not misread: the label ended before.
    const replaced = (cost[n - 1] ?? n) + 1 > errors;
    const after = replaced && cells[j - 1]?.line !== cells[j]?.line && here?.has(keys[n - 1] ?? '') !== true;
    if (j < a || (after && j > a)) continue;
    const hit = beginnings(cells, costs, a, keys[0] ?? '', errors).find(
      (begin) =>
        begin.a <= j &&
        begin.errors <= limit &&
        allowed(cells, begin.a, j, pattern, begin.errors, columns) &&
        (!relaxed || alone(cells, begin.a, j)),
    );
    if (hit !== undefined) found.push({ ...hit, b: j });
  }
  return found;
}

/**
 * Where a label may begin: its first character can have been lost, and what stands before the rest be the end of
 * something else.
 */
function beginnings(
  cells: readonly Cell[],
  costs: Written['costs'],
  a: number,
  key: string,
  errors: number,
): { a: number; errors: number }[] {
  const first = costs[a]?.get(key) ?? 1;
  const here = { a, errors };
  const next = { a: a + 1, errors: errors + 1 - first };
  const apart = cells[a]?.line !== cells[a + 1]?.line;
  if (first < 1) return apart ? [here, next] : [here];
  return apart ? [next, here] : [here, next];
}

const lookalikes = [
  '0OQD',
  '1IL',
  '8B',
  '5S',
  '2Z',
  '6G',
  '曰日',
  '已己巳',
  '末未',
  '土士',
  '入人八',
  '发癸',
  '住佳往',
  '名各',
  '址扯',
  '号弓',
];

/** A short label counts only where something begins, and no label stretches over a wide gap. */
function allowed(
  cells: readonly Cell[],
  a: number,
  b: number,
  pattern: Pattern,
  errors: number,
  columns: readonly number[],
): boolean {
  const first = cells[a];
  if (first === undefined) return false;
  if (pattern.label.whole === true && cells.filter((cell) => cell.line === first.line).length > b - a + 2) return false;
  const short = pattern.latin ? pattern.keys.length < 9 : pattern.keys.length < 4;
  const begins = first.starts || columns.some((x) => Math.abs(x - first.x) < 0.5 * first.line.height);
  if ((short || errors > 0) && !begins && pattern.label.inline !== true) return false;
  if (pattern.latin) {
    const after = cells[b + 1];
    if (after !== undefined && after.line === first.line && !after.starts && /[A-Z]/.test(after.key)) return false;
  }
  const widest = (pattern.keys.length <= 3 && !pattern.latin ? 5.5 : 2.5) * first.line.height;
  for (let i = a; i < b; i++) {
    const here = cells[i];
    const next = cells[i + 1];
    if (here !== undefined && next !== undefined && next.x - here.x > widest) return false;
  }
  return true;
}
