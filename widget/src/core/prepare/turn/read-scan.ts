import { type Decoder, symbolIn } from './huffman.ts';
import type { JpegLayout } from './jpeg-layout.ts';
import type { Plane, TurnPlan } from './turn-plan.ts';
import { insert } from './turned-blocks.ts';

/** The coefficients of one colour, block by block where the turned picture has them. */
export type Blocks = {
  readonly plane: Plane;
  /** The mean of each block (its DC coefficient), not as difference. */
  readonly means: Int16Array;
  /** Where each block's other coefficients begin in `words`. */
  readonly starts: Uint32Array;
  /** Value times 64 plus zigzag place, by place; 0 ends a block. */
  words: Int32Array;
  /** Words in use. */
  used: number;
  /** The mean of the last block read. */
  mean: number;
};

/** What the mean of 8-bit samples, less 128 and times eight, may be. */
const leastMean = -1_024;
const mostMean = 1_023;

/**
 * Reads the scan of a baseline JPEG, a row of units at each step; a step gives false where the scan is damaged, cut, or holds more than
 * the picture. Undefined where the scan is too short for so many blocks: no memory is taken for what a header alone promises.
 */
export function scanReader(
  layout: JpegLayout,
  plan: TurnPlan,
): { readonly colours: readonly Blocks[]; readonly readRow: (row: number) => boolean } | undefined {
  const { places, signs, transposed, flipsAcross, flipsDown, unitsAcross, unitsDown, planes } = plan;
  const { restartInterval, scan } = layout;
  // The shortest block has two codes of one bit.
  if (planes.reduce((sum, { columns, rows }) => sum + columns * rows, 0) > scan.length * 4) return undefined;
  const { bytes, length, restarts } = unstuffed(scan);
  const bits = new DataView(bytes.buffer);
  const colours = planes.map((plane): Blocks => {
    const count = plane.columns * plane.rows;
    return {
      plane,
      means: new Int16Array(count),
      starts: new Uint32Array(count),
      words: new Int32Array(Math.min(count * 8, scan.length) + 64),
      used: 0,
      mean: 0,
    };
  });
  let bit = 0;
  let restart = 0;

  /** The symbol at a bit. The last bytes may be read beyond the scan's end: there are zeros, and the row is refused. */
  const symbolAt = ({ short, codes }: Decoder, from: number): number => {
    const byte = from >>> 3;
    const offset = from & 7;
    if (byte > length) return 0;
    const window = (bits.getUint32(byte) << offset) | ((bytes[byte + 4] ?? 0) >>> (8 - offset));
    return short[window >>> 21] || symbolIn(codes[window >>> 16] ?? 0, window);
  };

  /** One block; false where it is none. */
  const readBlock = (colour: Blocks, x: number, y: number): boolean => {
    const { plane, words } = colour;
    const { others, columns, rows } = plane;
    const right = transposed ? y : x;
    const below = transposed ? x : y;
    const at = (flipsDown ? rows - 1 - below : below) * columns + (flipsAcross ? columns - 1 - right : right);
    const start = colour.used;
    let used = start;
    let symbol = symbolAt(plane.means, bit);
    let from = bit + (symbol & 255);
    const mean = colour.mean + (symbol >> 16);
    if (symbol === 0 || mean > mostMean || mean < leastMean) return false;
    for (let place = 1; place < 64; ) {
      symbol = symbolAt(others, from);
      from += symbol & 255;
      place += (symbol >> 8) & 255;
      const value = symbol >> 16;
      if (value === 0 && place > 128) break;
      if (symbol === 0 || place > 64) return false;
      // Sixteen zeros.
      if (value === 0) continue;
      // A transposed block has its diagonals the other way round: each coefficient moves up a few places at most.
      used = insert(words, start, used, value * (signs[place - 1] ?? 1) * 64 + (places[place - 1] ?? 0));
    }
    words[used] = 0;
    colour.used = used + 1;
    colour.mean = mean;
    colour.means[at] = mean;
    colour.starts[at] = start;
    bit = from;
    return true;
  };

  return {
    colours,
    readRow(row) {
      for (let column = 0; column < unitsAcross; column++) {
        const unit = row * unitsAcross + column;
        if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
          // What is left of the last byte is padding.
          if (restarts[restart++] !== (bit + 7) >> 3) return false;
          bit = (bit + 7) & ~7;
          for (const colour of colours) colour.mean = 0;
        }
        for (const colour of colours) {
          const { across, down } = colour.plane;
          if (colour.used + 64 * across * down > colour.words.length) colour.words = larger(colour.words);
          for (let y = row * down; y < (row + 1) * down; y++)
            for (let x = column * across; x < (column + 1) * across; x++) if (!readBlock(colour, x, y)) return false;
        }
      }
      const read = (bit + 7) >> 3;
      return row < unitsDown - 1 ? read <= length : read === length && restart === restarts.length;
    },
  };
}

function larger(words: Int32Array): Int32Array {
  const twice = new Int32Array(words.length * 2 + 1_024);
  twice.set(words);
  return twice;
}

/** A scan's bits without the zeros stuffed behind 0xFF and without restart markers, whose places are given. */
function unstuffed(scan: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly restarts: readonly number[];
} {
  // Eight more, so that the last bits are read like the others.
  const bytes = new Uint8Array(scan.length + 8);
  const restarts: number[] = [];
  let length = 0;
  for (let at = 0; at < scan.length; ) {
    const found = scan.indexOf(0xff, at);
    const next = scan[found + 1] ?? 0xff;
    const isByte = found >= 0 && next === 0;
    const plain = scan.subarray(at, found < 0 ? scan.length : isByte ? found + 1 : found);
    bytes.set(plain, length);
    length += plain.length;
    if (found < 0) break;
    if (next >= 0xd0 && next <= 0xd7) restarts.push(length);
    // Behind a fill byte another 0xFF begins the marker.
    at = next === 0xff ? found + 1 : found + 2;
  }
  return { bytes, length, restarts };
}
