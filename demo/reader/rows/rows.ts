import type { Line, Mark } from '../sight/text.ts';

/** A character within a row. */
export type Cell = Mark & {
  readonly line: Line;
  /** The character for comparing: half-width, upper case; empty for space and punctuation. */
  readonly key: string;
  /** Something begins here: a line, or the first character after a wide gap or punctuation. */
  readonly starts: boolean;
};

/** Text at one height of the page, from left to right. */
export type Row = { readonly cells: readonly Cell[]; readonly y: number; readonly height: number };

/**
 * A character as it is compared: half-width, upper case, without accents, which print and reading lose; spaces and
 * punctuation are none.
 */
export function keyOf(char: string): string {
  const known = keys.get(char);
  if (known !== undefined) return known;
  const key = keyFor(char);
  keys.set(char, key);
  return key;
}

// Labels are looked for in every row: the recognisers' alphabets, some 7,000 characters, are worked out once.
const keys = new Map<string, string>();

function keyFor(char: string): string {
  if (/[\s\p{P}\p{S}]/u.test(char) && !/[<×]/.test(char)) return '';
  const plain = char.normalize('NFKC').toUpperCase();
  return /[À-ỹ]/.test(plain) ? plain.normalize('NFD').replace(/\p{M}/gu, '') : plain;
}

/** Gathers lines that stand at the same height. */
export function rowsOf(lines: readonly Line[]): Row[] {
  const groups: Line[][] = [];
  for (const line of [...lines].sort((a, b) => a.y - b.y)) {
    let best: { group: Line[]; off: number } | undefined;
    for (const group of groups) {
      const near = nearest(group, line);
      const off = Math.abs(near.y - line.y) / Math.min(near.height, line.height);
      if (off < (overlaps(group, line) ? 0.25 : 0.45) && (best === undefined || off < best.off)) best = { group, off };
    }
    if (best === undefined) groups.push([line]);
    else best.group.push(line);
  }
  return groups.map((group) => row(group.sort((a, b) => a.x0 - b.x0))).sort((a, b) => a.y - b.y);
}

function overlaps(group: readonly Line[], line: Line): boolean {
  return group.some(
    (other) =>
      Math.min(other.x1, line.x1) - Math.max(other.x0, line.x0) >
      0.3 * Math.min(other.x1 - other.x0, line.x1 - line.x0),
  );
}

function nearest(group: readonly Line[], line: Line): Line {
  const gap = (other: Line) => Math.max(other.x0 - line.x1, line.x0 - other.x1, 0);
  return group.reduce((best, other) => (gap(other) < gap(best) ? other : best), group[0] ?? line);
}

function row(lines: readonly Line[]): Row {
  const all = lines.flatMap(cellsOf).sort((a, b) => a.x - b.x);
  const cells: Cell[] = [];
  for (const cell of all) {
    let keep = true;
    // Where boxes overlap, both may have read the same character, or one a sliver of it.
    for (
      let last = cells[cells.length - 1];
      last !== undefined && last.line !== cell.line;
      last = cells[cells.length - 1]
    ) {
      if (cell.x - last.x > 0.7 * Math.min(stepOf(cell.line), stepOf(last.line))) break;
      if (cell.key !== '' && (last.key === '' || inside(cell) > inside(last))) cells.pop();
      else {
        keep = false;
        break;
      }
    }
    if (keep) cells.push(cell);
  }
  const height = Math.max(...lines.map((line) => line.height));
  return { cells, height, y: lines.reduce((sum, line) => sum + line.y, 0) / lines.length };
}

function cellsOf(line: Line): Cell[] {
  const step = stepOf(line);
  return line.marks.map((mark, i) => {
    const before = line.marks[i - 1];
    const starts =
      before === undefined || keyOf(before.char) === '' || mark.x - before.x > Math.max(1.45 * step, 0.6 * line.height);
    return { ...mark, line, key: keyOf(mark.char), starts };
  });
}

/** How well a box holds a character: its distance from the box's nearer end, weighed with its certainty. */
function inside(cell: Cell): number {
  return Math.min(cell.x - cell.line.x0, cell.line.x1 - cell.x) * cell.score;
}

const steps = new WeakMap<Line, number>();

/** The usual distance between a line's characters. */
function stepOf(line: Line): number {
  const known = steps.get(line);
  if (known !== undefined) return known;
  const gaps = line.marks.slice(1).map((mark, i) => mark.x - (line.marks[i]?.x ?? mark.x));
  const step = gaps.length === 0 ? line.height * 0.5 : (gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? line.height);
  steps.set(line, step);
  return step;
}

/** The text of cells; a gap between two Latin lines becomes a space. */
export function textOf(cells: readonly Cell[]): string {
  let text = '';
  cells.forEach((cell, i) => {
    const before = cells[i - 1];
    if (before !== undefined && before.line !== cell.line && latin(before.char) && latin(cell.char)) text += ' ';
    text += cell.char;
  });
  return text.trim();
}

function latin(char: string): boolean {
  return /[\p{Script=Latin}\d,.]/u.test(char);
}
