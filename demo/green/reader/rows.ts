import type { Line, Mark } from './text.ts';

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

/** A character as it is compared: half-width, upper case, without spaces and punctuation. */
export function keyOf(char: string): string {
  return /[\s\p{P}\p{S}]/u.test(char) && !/[<×]/.test(char) ? '' : char.normalize('NFKC').toUpperCase();
}

/** Gathers lines that stand at the same height. */
export function rowsOf(lines: readonly Line[]): Row[] {
  const groups: Line[][] = [];
  for (const line of [...lines].sort((a, b) => a.y - b.y)) {
    let best: { group: Line[]; off: number } | undefined;
    for (const group of groups) {
      if (
        group.some(
          (other) =>
            Math.min(other.x1, line.x1) - Math.max(other.x0, line.x0) >
            0.3 * Math.min(other.x1 - other.x0, line.x1 - line.x0),
        )
      )
        continue;
      const near = nearest(group, line);
      const off = Math.abs(near.y - line.y) / Math.min(near.height, line.height);
      if (off < 0.45 && (best === undefined || off < best.off)) best = { group, off };
    }
    if (best === undefined) groups.push([line]);
    else best.group.push(line);
  }
  return groups.map((group) => row(group.sort((a, b) => a.x0 - b.x0))).sort((a, b) => a.y - b.y);
}

function nearest(group: readonly Line[], line: Line): Line {
  const gap = (other: Line) => Math.max(other.x0 - line.x1, line.x0 - other.x1, 0);
  return group.reduce((best, other) => (gap(other) < gap(best) ? other : best), group[0] ?? line);
}

function row(lines: readonly Line[]): Row {
  const cells: Cell[] = [];
  for (const line of lines) {
    const step = stepOf(line);
    const own: Cell[] = line.marks.map((mark, i) => {
      const before = line.marks[i - 1];
      const starts =
        before === undefined ||
        keyOf(before.char) === '' ||
        mark.x - before.x > Math.max(1.45 * step, 0.6 * line.height);
      return { ...mark, line, key: keyOf(mark.char), starts };
    });
    join(cells, own, step);
  }
  const height = Math.max(...lines.map((line) => line.height));
  return { cells, height, y: lines.reduce((sum, line) => sum + line.y, 0) / lines.length };
}

/** The usual distance between characters. */
function stepOf(line: Line): number {
  const steps = line.marks.slice(1).map((mark, i) => mark.x - (line.marks[i]?.x ?? mark.x));
  return steps.length === 0 ? line.height * 0.5 : ([...steps].sort((a, b) => a - b)[steps.length >> 1] ?? line.height);
}

/** Appends a line's cells; where its box overlaps the one before, both may have read the same character, or a sliver of it. */
function join(cells: Cell[], next: readonly Cell[], step: number): void {
  let from = 0;
  for (;;) {
    const a = cells[cells.length - 1];
    const b = next[from];
    if (a === undefined || b === undefined || a.line === b.line || b.x - a.x > 0.75 * Math.min(step, stepOf(a.line)))
      break;
    const insideA = a.line.x1 - a.x;
    const insideB = b.x - b.line.x0;
    if (a.key === '' || (b.key !== '' && insideB * b.score > insideA * a.score)) cells.pop();
    else from++;
  }
  cells.push(...next.slice(from));
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
