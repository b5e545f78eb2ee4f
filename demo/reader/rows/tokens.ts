import type { Cell, Row } from './rows.ts';

/** A run of cells that stands by itself: something begins at its first, and nothing of it goes on after its last. */
export type Token = readonly Cell[];

/**
 * The stretches of a row's characters that begin and end where a word does, at least `least` and at most `most` long,
 * spaces and punctuation left out: a number printed in groups counts as one stretch, a piece of a longer number does
 * not. Characters that `frame` matches end a word too and are left out: the marks stamped at either end of a number are
 * read as Chinese characters.
 */
export function stretches(row: Row, least: number, most: number, widestGap: number, frame?: RegExp): Token[] {
  const cells = unframed(row.cells, frame).filter((cell) => cell.key !== '');
  const found: Token[] = [];
  for (let from = 0; from < cells.length; from++) {
    if (cells[from]?.starts !== true) continue;
    for (let to = from + 1; to <= cells.length && to - from <= most; to++) {
      const last = cells[to - 1];
      const next = cells[to];
      const before = cells[to - 2];
      if (last === undefined) break;
      if (
        before !== undefined &&
        to - 1 > from &&
        Math.abs(last.line.y - before.line.y) < 0.5 * last.line.height &&
        last.x - before.x > widestGap * last.line.height
      )
        break;
      if (to - from >= least && (next === undefined || next.starts)) found.push(cells.slice(from, to));
    }
  }
  return found;
}

function unframed(cells: readonly Cell[], frame: RegExp | undefined): readonly Cell[] {
  if (frame === undefined) return cells;
  return cells.flatMap((cell, i) => {
    if (frame.test(cell.key)) return [];
    return frame.test(cells[i - 1]?.key ?? '') ? [{ ...cell, starts: true }] : [cell];
  });
}
