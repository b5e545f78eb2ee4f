import { emptyBlock, list, pack, put } from './block.ts';
import { type Plane, placeOf, zigzag } from './turn-plan.ts';
import { type Blocks, larger, type Packed, placeIn } from './turned-blocks.ts';

/** Largest coefficient that a baseline scan holds. */
const largest = 1_023;
/** Shares are whole numbers with so many bits behind the point. */
const fraction = 14;
const one = 1 << fraction;

/**
 * Blocks on a grid moved by some samples: each is the end of one and the beginning of the next, the sum of what each of
 * their coefficients shows there. Only this rounds, and to half the steps the picture had.
 */
export function movedBlocks(plane: Plane, room: number): Blocks {
  const { columns, rows, shift, shiftsDown, turnedDivisors, divisors } = plane;
  const { codes } = plane.coding.others;
  const starts = new Uint32Array(columns * rows);
  // Of each block its mean and its other coefficients, value times 64 plus place; then 0.
  let words = new Int32Array(room + 65);
  let used = 0;
  const stride = shiftsDown ? 8 : 1;
  const along = (natural: number): number => (shiftsDown ? natural >> 3 : natural & 7);
  const across = (natural: number): number => (shiftsDown ? natural & 7 : natural >> 3);
  const shares = (by: number) => sharesOf(turnedDivisors, divisors, stride, by);
  const own = shares(-shift);
  const next = shares(8 - shift);
  // Behind the last block it goes on as its own mirror image: nobody sees it, but an edge there would spread into what
  // is seen.
  const mirrored = next.map((share, at) => (along(zigzag[at >> 3] ?? 0) % 2 > 0 ? -share : share));
  /** Where the line of eight sums begins that a place adds to. */
  const lines = zigzag.map((natural) => across(natural) * 8);
  const places = zigzag.map((_, at) => placeOf[shiftsDown ? (at & 7) * 8 + (at >> 3) : at] ?? 0);
  const sums = new Int32Array(64);
  /** The lines in which there is anything. */
  let seen = 0;
  const add = (at: number, table: Int32Array): void => {
    let from = starts[at] ?? 0;
    for (let word = words[from] ?? 0, mean = true; mean || word !== 0; word = words[++from] ?? 0) {
      mean = false;
      const place = word & 63;
      const value = word >> 6;
      const line = lines[place] ?? 0;
      seen |= 1 << (line >> 3);
      for (let to = 0; to < 8; to++)
        sums[line + to] = (sums[line + to] ?? 0) + Math.imul(value, table[place * 8 + to] ?? 0);
    }
  };
  const block = emptyBlock();
  const made: Packed = { words: new Int32Array(64), start: 0, bits: 0, mean: 0 };
  return {
    plane,
    keep(at, mean, kept) {
      if (used + 65 > words.length) words = larger(words);
      starts[at] = used;
      words[used++] = mean * 64;
      used = list(kept, words, used);
      words[used++] = 0;
    },
    packed(column, row) {
      const at = placeIn(plane, column, row);
      const after = shiftsDown ? placeIn(plane, column, row + 1) : placeIn(plane, column + 1, row);
      add(at, own);
      add(after, after === at ? mirrored : next);
      block.taken[0] = 0;
      block.taken[1] = 0;
      for (let line = 0; line < 64; line += 8) {
        if ((seen & (1 << (line >> 3))) === 0) continue;
        for (let from = line; from < line + 8; from++) {
          const sum = (sums[from] ?? 0) + one / 2;
          sums[from] = 0;
          const value = Math.max(-largest, Math.min(largest, sum >> fraction));
          if (from === 0) made.mean = value;
          else if (value !== 0) put(block, places[from] ?? 0, value);
        }
      }
      seen = 0;
      made.bits = pack(block, codes, made.words, 0);
      return made;
    },
  };
}

/**
 * What a coefficient of 1 at each zigzag place (times eight) adds to each of the eight frequencies along one side, when
 * its samples move by `by` and those that leave the block are dropped; from steps of `before` to steps of `after`.
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
