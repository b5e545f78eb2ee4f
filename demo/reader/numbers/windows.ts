import type { Cell } from '../rows/rows.ts';
import type { Value } from '../rows/value.ts';
import { type Guess, repair } from './repair.ts';

/** Windows of `size` consecutive Latin letters and digits (other characters skipped), with their cells. */
function windows(cells: readonly Cell[], size: number): Cell[][] {
  const kept = cells.filter((cell) => /^[0-9A-Z]$/.test(cell.key));
  const found: Cell[][] = [];
  for (let i = 0; i + size <= kept.length; i++) found.push(kept.slice(i, i + size));
  return found;
}

/** A cell as a guess at its character. */
export function guess(cell: Cell): Guess {
  return { char: cell.key, score: cell.score, others: cell.others };
}

/** The cheapest repair over all windows. */
export function checked(
  cells: readonly Cell[],
  size: number,
  alphabetAt: (place: number) => string,
  valid: (text: string) => boolean,
  maxChanges: number,
): Value | undefined {
  let best: { text: string; cost: number; changes: number } | undefined;
  for (const part of windows(cells, size)) {
    const repaired = repair(part.map(guess), alphabetAt, valid, maxChanges);
    if (repaired !== undefined && (best === undefined || repaired.cost < best.cost)) best = repaired;
  }
  return best === undefined ? undefined : { value: best.text, fit: 1 - 0.1 * best.changes };
}
