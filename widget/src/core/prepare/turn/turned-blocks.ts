import type { Blocks } from './read-scan.ts';
import { placeOf, zigzag } from './turn-plan.ts';

/** Where one block is: its coefficients from `start` on in `words`, as `Blocks` holds them. */
export type Block = { words: Int32Array; start: number; mean: number };

/** Largest coefficient that a baseline scan holds. */
const largest = 1_023;
/** Shares are whole numbers with so many bits behind the point. */
const fraction = 14;
const one = 1 << fraction;

/** Gives the blocks of the turned picture one by one; each call changes the same object. Outside the picture its edge is repeated. */
export function turnedBlocks(colour: Blocks): (column: number, row: number) => Block {
  const { words, starts, means, plane } = colour;
  const { columns, rows, skipColumns, skipRows, shift, shiftsDown, turnedDivisors, divisors } = plane;
  const place = (column: number, row: number): number =>
    Math.min(row + skipRows, rows - 1) * columns + Math.min(column + skipColumns, columns - 1);
  const block: Block = { words, start: 0, mean: 0 };
  if (shift === 0)
    return (column, row) => {
      const at = place(column, row);
      block.start = starts[at] ?? 0;
      block.mean = means[at] ?? 0;
      return block;
    };

  // On a grid moved by some samples each block is the end of one and the beginning of the next: the sum of what each of their coefficients
  // shows there. Only this rounds, and to half the steps the picture had.
  const stride = shiftsDown ? 8 : 1;
  const shares = (by: number) => sharesOf(turnedDivisors, divisors, stride, by);
  const [own, next] = [shares(-shift), shares(8 - shift)];
  const sums = new Int32Array(64);
  // The lines of eight sums in which there is anything.
  let lines = 0;
  block.words = new Int32Array(64);
  const add = (from: number, value: number, table: Int32Array, isMirrored: boolean): void => {
    const natural = zigzag[from] ?? 0;
    const frequency = stride === 8 ? natural >> 3 : natural & 7;
    lines |= 1 << (stride === 8 ? natural & 7 : natural >> 3);
    const signed = isMirrored && frequency % 2 > 0 ? -value : value;
    for (let along = 0, to = natural - frequency * stride; along < 8; along++, to += stride)
      sums[to] = (sums[to] ?? 0) + Math.imul(signed, table[from * 8 + along] ?? 0);
  };
  const addBlock = (at: number, table: Int32Array, isMirrored: boolean): void => {
    add(0, means[at] ?? 0, table, isMirrored);
    for (let from = starts[at] ?? 0, word = words[from]; word; word = words[++from])
      add(word & 63, word >> 6, table, isMirrored);
  };
  return (column, row) => {
    const at = place(column, row);
    const after = shiftsDown ? place(column, row + 1) : place(column + 1, row);
    addBlock(at, own, false);
    // Behind the last block it goes on as its own mirror image: nobody sees it, but an edge there would spread into what is seen.
    addBlock(after, next, after === at);
    const { words: made } = block;
    let used = 0;
    for (let line = 0; line < 8; line++) {
      if ((lines & (1 << line)) === 0) continue;
      for (let along = 0; along < 8; along++) {
        const natural = stride === 8 ? along * 8 + line : line * 8 + along;
        const value = Math.max(-largest, Math.min(largest, ((sums[natural] ?? 0) + one / 2) >> fraction));
        sums[natural] = 0;
        if (natural === 0) block.mean = value;
        else if (value !== 0) used = insert(made, 0, used, value * 64 + (placeOf[natural] ?? 0));
      }
    }
    lines = 0;
    made[used] = 0;
    return block;
  };
}

/** Puts a word among those from `start` on, by its place; gives where they end then. */
export function insert(words: Int32Array, start: number, end: number, word: number): number {
  let slot = end;
  for (; slot > start && ((words[slot - 1] ?? 0) & 63) > (word & 63); slot--) words[slot] = words[slot - 1] ?? 0;
  words[slot] = word;
  return end + 1;
}

/**
 * What a coefficient of 1 at each zigzag place (times eight) adds to each of the eight frequencies along one side, when its samples move by
 * `by` and those that leave the block are dropped; from steps of `before` to steps of `after`.
 */
function sharesOf(before: Uint8Array, after: Uint8Array, stride: number, by: number): Int32Array {
  const wave = (frequency: number, sample: number): number =>
    (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * sample + 1) * frequency * Math.PI) / 16);
  const table = new Int32Array(512);
  for (const [from, natural] of zigzag.entries()) {
    const frequency = stride === 8 ? natural >> 3 : natural & 7;
    for (let along = 0; along < 8; along++) {
      let share = 0;
      for (let sample = Math.max(0, -by); sample < Math.min(8, 8 - by); sample++)
        share += wave(frequency, sample) * wave(along, sample + by);
      const to = placeOf[natural + (along - frequency) * stride] ?? 0;
      table[from * 8 + along] = Math.round((one * share * (before[from] ?? 1)) / (after[to] ?? 1));
    }
  }
  return table;
}
