import { type Block, pack } from './block.ts';
import type { Plane } from './turn-plan.ts';

/** One block of the turned picture: its mean, and the bits of its other coefficients as the scan will have them. */
export type Packed = { words: Int32Array<ArrayBuffer>; start: number; bits: number; mean: number };

/** Blocks of one colour: kept as they are read, given as the turned picture has them. */
export type Blocks = {
  readonly plane: Plane;
  /** Keeps the block at a place of the turned picture, counted row by row. */
  readonly keep: (at: number, mean: number, block: Block) => void;
  /** Gives one block; each call changes the same object. Outside the picture its edge is repeated. */
  readonly packed: (column: number, row: number) => Packed;
};

/**
 * Blocks that stay whole: packed as soon as they are read, so that they take no more room than in the scan; `room` is
 * that, in words.
 */
export function wholeBlocks(plane: Plane, room: number): Blocks {
  const { columns, rows } = plane;
  const { codes } = plane.coding.others;
  const means = new Int16Array(columns * rows);
  const starts = new Uint32Array(columns * rows);
  const lengths = new Uint16Array(columns * rows);
  const found: Packed = { words: new Int32Array(room + 64), start: 0, bits: 0, mean: 0 };
  let used = 0;
  return {
    plane,
    keep(at, mean, block) {
      if (used + 64 > found.words.length) found.words = larger(found.words);
      const bits = pack(block, codes, found.words, used);
      means[at] = mean;
      starts[at] = used;
      lengths[at] = bits;
      used += (bits + 31) >> 5;
    },
    packed(column, row) {
      const at = placeIn(plane, column, row);
      found.start = starts[at] ?? 0;
      found.bits = lengths[at] ?? 0;
      found.mean = means[at] ?? 0;
      return found;
    },
  };
}

/** Where a block is; where the picture has none, that of its edge. */
export function placeIn({ columns, rows, skipColumns, skipRows }: Plane, column: number, row: number): number {
  return Math.min(row + skipRows, rows - 1) * columns + Math.min(column + skipColumns, columns - 1);
}

export function larger(words: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(words.length * 2);
  twice.set(words);
  return twice;
}
