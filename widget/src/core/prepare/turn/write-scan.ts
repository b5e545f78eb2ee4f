import { isPlain } from './stuffing.ts';
import type { TurnPlan } from './turn-plan.ts';
import type { Blocks } from './turned-blocks.ts';

const partBytes = 1 << 20;
/** More than the bits of a block and as many stuffed zeros. */
const blockBytes = 512;

/** Writes the scan of the turned picture, some units at each step. */
export function scanWriter({ transposed, unitsAcross, unitsDown }: TurnPlan, blocks: readonly Blocks[]) {
  const across = transposed ? unitsDown : unitsAcross;
  const colours = blocks.map(({ plane, packed }) => ({ plane, packed, before: 0 }));
  let bytes = new Uint8Array(partBytes);
  let view = new DataView(bytes.buffer);
  let at = 0;
  /** Bits that do not fill a word yet, and how many. */
  const rest = new Int32Array(2);

  const parts: Uint8Array<ArrayBuffer>[] = [];
  const next = (): void => {
    parts.push(bytes.subarray(0, at));
    bytes = new Uint8Array(partBytes);
    view = new DataView(bytes.buffer);
    at = 0;
  };
  /** Writes bytes of a word, and a zero behind every 0xFF. */
  const writeBytes = (word: number, count: number): void => {
    for (let shift = 24; shift > 24 - 8 * count; shift -= 8) {
      const byte = (word >>> shift) & 255;
      bytes[at++] = byte;
      if (byte === 255) bytes[at++] = 0;
    }
  };
  const writeBlock = (colour: (typeof colours)[number], column: number, row: number): void => {
    const { words, start, bits, mean } = colour.packed(column, row);
    const difference = mean - colour.before;
    colour.before = mean;
    const sign = difference >> 31;
    const size = 32 - Math.clz32((difference ^ sign) - sign);
    const code = colour.plane.coding.means.codes[size] ?? 0;
    let length = (code & 31) + size;
    let word = (((code >> 5) << size) | ((difference + sign) & ((1 << size) - 1))) << (32 - length);
    let from = start;
    let [held = 0, count = 0] = rest;
    for (let left = bits; ; left -= 32) {
      held |= word >>> count;
      count += length;
      if (count > 31) {
        // No byte of ones: nothing is to be stuffed.
        if (isPlain(held)) {
          view.setInt32(at, held);
          at += 4;
        } else writeBytes(held, 4);
        count -= 32;
        // Shifted twice, as JavaScript shifts by no more than 31.
        held = (word << (length - count - 1)) << 1;
      }
      if (left <= 0) break;
      word = words[from++] ?? 0;
      length = Math.min(left, 32);
    }
    rest[0] = held;
    rest[1] = count;
  };
  return {
    write(from: number, until: number): void {
      for (let unit = from; unit < until; unit++) {
        const row = Math.floor(unit / across);
        const column = unit - row * across;
        for (const colour of colours) {
          const { turnedAcross, turnedDown } = colour.plane;
          for (let y = row * turnedDown; y < (row + 1) * turnedDown; y++)
            for (let x = column * turnedAcross; x < (column + 1) * turnedAcross; x++) {
              if (at + blockBytes > partBytes) next();
              writeBlock(colour, x, y);
            }
        }
      }
    },
    /** The bytes, what is left of the last one filled with ones, and the next segment's 0xFF. */
    end(): readonly Uint8Array<ArrayBuffer>[] {
      const [held = 0, count = 0] = rest;
      writeBytes(held | (-1 >>> count), (count + 7) >> 3);
      bytes[at++] = 0xff;
      next();
      return parts;
    },
  };
}

/** A JPEG segment without its 0xFF, but with the next one's, as `stripJpeg` cuts them. */
export function segment(marker: number, body: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body, 0xff);
}
