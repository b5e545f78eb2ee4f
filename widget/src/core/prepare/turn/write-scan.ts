import { codingLike } from './huffman.ts';
import type { Blocks } from './read-scan.ts';
import { turnedBlocks } from './turned-blocks.ts';

/** Writes the scan of the turned picture, a row of units at each step. */
export function scanWriter(colours: readonly Blocks[], unitsAcross: number) {
  // One pair of tables for the first colour, one for the others: a baseline scan has no more.
  const codings = colours.slice(0, 2).map(({ plane: { means, others } }) => ({
    means: codingLike('means', means.lengths),
    others: codingLike('others', others.lengths),
  }));
  const planes = colours.map((colour, index) => ({
    ...colour.plane,
    blockAt: turnedBlocks(colour),
    coding: codings[Math.min(index, 1)],
    before: 0,
  }));
  let bytes = new Uint8Array(1 << 20);
  let at = 0;
  let held = 0;
  let free = 32;

  /** Writes bytes of a word, and a zero behind every 0xFF. */
  const flush = (word: number, count: number): void => {
    if (at + 9 > bytes.length) {
      const twice = new Uint8Array(bytes.length * 2);
      twice.set(bytes);
      bytes = twice;
    }
    for (let shift = 24; shift > 24 - 8 * count; shift -= 8) {
      const byte = (word >>> shift) & 255;
      bytes[at++] = byte;
      if (byte === 255) bytes[at++] = 0;
    }
  };
  const writeBlock = (coding: (typeof codings)[number], difference: number, words: Int32Array, start: number): void => {
    let { codes } = coding.means;
    let [value, zeros, from, next, bits, room] = [difference, 0, start, 0, held, free];
    for (;;) {
      // A symbol and its value: 27 bits at most.
      const sign = value >> 31;
      const size = 32 - Math.clz32((value ^ sign) - sign);
      const code = codes[zeros * 16 + size] ?? 0;
      const written = ((code >> 5) << size) | ((value + sign) & ((1 << size) - 1));
      room -= (code & 31) + size;
      if (room >= 0) bits |= written << room;
      else {
        flush(bits | (written >>> -room), 4);
        room += 32;
        bits = written << room;
      }
      if (next === 0) {
        codes = coding.others.codes;
        next = 1;
      }
      if (next === 64) break;
      const word = words[from] ?? 0;
      const place = word & 63;
      zeros = place - next;
      if (word === 0) {
        // The end of the block.
        [value, zeros, next] = [0, 0, 64];
      } else if (zeros > 15) {
        [value, zeros, next] = [0, 15, next + 16];
      } else {
        value = word >> 6;
        next = place + 1;
        from++;
      }
    }
    held = bits;
    free = room;
  };
  return {
    /** The `DHT` segment of the codes. */
    tables: segment(
      0xc4,
      codings.flatMap(({ means, others }, index) => [index, ...means.table, 16 + index, ...others.table]),
    ),
    writeRow(row: number): void {
      for (let unit = 0; unit < unitsAcross; unit++)
        for (const plane of planes) {
          const { coding, turnedAcross, turnedDown } = plane;
          if (!coding) continue;
          for (let y = row * turnedDown; y < (row + 1) * turnedDown; y++)
            for (let x = unit * turnedAcross; x < (unit + 1) * turnedAcross; x++) {
              const { words, start, mean } = plane.blockAt(x, y);
              const difference = mean - plane.before;
              plane.before = mean;
              writeBlock(coding, difference, words, start);
            }
        }
    },
    /** The bytes, what is left of the last one filled with ones, and the next segment's 0xFF. */
    end(): Uint8Array<ArrayBuffer> {
      flush(held | ((1 << free) - 1), Math.ceil((32 - free) / 8));
      bytes[at++] = 0xff;
      return bytes.subarray(0, at);
    },
  };
}

/** A JPEG segment without its 0xFF, but with the next one's, as `stripJpeg` cuts them. */
export function segment(marker: number, body: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body, 0xff);
}
