import type { Cell } from '../rows/rows.ts';
import type { Value } from '../rows/value.ts';
import { asPrinted, type Guess, type Printed, repair } from './repair.ts';

/** Windows of `size` consecutive Latin letters and digits (other characters skipped), with their cells. */
export function windows(cells: readonly Cell[], size: number): Cell[][] {
  const kept = cells.filter((cell) => /^[0-9A-Z]$/.test(cell.key));
  const found: Cell[][] = [];
  for (let i = 0; i + size <= kept.length; i++) found.push(kept.slice(i, i + size));
  return found;
}

/** A cell as a guess at its character. */
export function guess(cell: Cell): Guess {
  return { char: cell.key, score: cell.score, others: cell.others };
}

/** The cheapest valid text over all windows. */
export function checked(
  cells: readonly Cell[],
  size: number,
  alphabetAt: (place: number) => string,
  valid: (text: string) => boolean,
): Value | undefined {
  const best = cheapest(windows(cells, size).map((part) => repair(part.map(guess), alphabetAt, valid)));
  return best === undefined ? undefined : { value: best.text, fit: 1 - 0.1 * best.changes, mends: best.changes };
}

/** The text of the window that was read with the least doubt, whether its check digit fits or not. */
export function printedIn(
  cells: readonly Cell[],
  size: number,
  alphabetAt: (place: number) => string,
  formed: (text: string) => boolean,
): string | undefined {
  const read = windows(cells, size).map((part) => asPrinted(part.map(guess), alphabetAt));
  return cheapest(read.map((found) => (found !== undefined && formed(found.text) ? found : undefined)))?.text;
}

function cheapest(list: readonly (Printed | undefined)[]): Printed | undefined {
  return list
    .flatMap((found) => found ?? [])
    .reduce<Printed | undefined>(
      (best, found) => (best === undefined || found.cost < best.cost ? found : best),
      undefined,
    );
}
