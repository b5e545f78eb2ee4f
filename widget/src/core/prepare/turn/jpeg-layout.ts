import { type Decoder, decoderOf } from './huffman.ts';

/** One colour of the picture, sampled `across` × `down` blocks to each unit of the scan. */
export type Component = {
  readonly across: number;
  readonly down: number;
  /** Divisors of the coefficients, in zigzag order. */
  readonly divisors: Uint8Array;
  readonly means: Decoder;
  readonly others: Decoder;
};

/** What a baseline JPEG's segments say. */
export type JpegLayout = {
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
  /** Units between restarts; 0 for none. */
  readonly restartInterval: number;
  /** The bytes of the one scan, still stuffed. */
  readonly scan: Uint8Array;
};

const mostTables = 8;
/** T.81, B.2.3. */
const mostUnitBlocks = 10;

/**
 * Reads the segments of a JPEG (ITU T.81, annex B), cut apart as `stripJpeg` does. Undefined for all but baseline
 * pictures of one or three colours in one scan: progressive, arithmetic, 12-bit and CMYK pictures are not turned
 * without decoding, nor is what contradicts itself.
 */
export function layoutOf(parts: readonly Uint8Array[]): JpegLayout | undefined {
  const divisors: Uint8Array[] = [];
  const tables: Decoder[] = [];
  let frame: Uint8Array | undefined;
  let restartInterval = 0;
  let tablesRead = 0;
  for (const part of parts.slice(1)) {
    const body = part.subarray(3, -1);
    switch (part[0]) {
      case 0xdb:
        for (let at = 0; at < body.length; at += 65) {
          const table = body.subarray(at + 1, at + 65);
          // A table of another precision has its bits above the number; a divisor of zero has no meaning.
          if ((body[at] ?? 4) > 3 || table.length < 64 || table.includes(0)) return undefined;
          divisors[body[at] ?? 0] = table;
        }
        break;
      case 0xc4:
        for (let at = 0; at < body.length; ) {
          const counts = body.subarray(at + 1, at + 17);
          const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
          // Each table takes 140 KB: more than a picture can use are only meant to exhaust.
          if (tablesRead >= mostTables || end > body.length) return undefined;
          const table = decoderOf((body[at] ?? 0) > 3 ? 'others' : 'means', counts, body.subarray(at + 17, end));
          if (!table) return undefined;
          tablesRead++;
          tables[body[at] ?? 0] = table;
          at = end;
        }
        break;
      case 0xdd:
        restartInterval = word(body, 0);
        break;
      case 0xc0:
      case 0xc1:
        if (frame || body[0] !== 8) return undefined;
        frame = body;
        break;
      case 0xda:
        // The last segment but the end; two scans would share the picture. Its head is as long as its colours take: the
        // scan is behind it.
        return frame && part === parts[parts.length - 2] && word(part, 1) === 6 + 2 * (body[0] ?? 0)
          ? assembled(frame, body, divisors, tables, restartInterval)
          : undefined;
      default:
        // What may stay of APPn; any other frame is of another kind.
        if (((part[0] ?? 0) & 0xf0) !== 0xe0) return undefined;
    }
  }
  return undefined;
}

function assembled(
  frame: Uint8Array,
  scan: Uint8Array,
  divisors: readonly Uint8Array[],
  tables: readonly Decoder[],
  restartInterval: number,
): JpegLayout | undefined {
  const count = frame[5] ?? 0;
  const start = 4 + 2 * count;
  if ((count !== 1 && count !== 3) || frame.length !== 6 + 3 * count || scan[0] !== count) return undefined;
  if (scan[start - 3] !== 0 || scan[start - 2] !== 63 || scan[start - 1] !== 0) return undefined;
  const components: Component[] = [];
  let unitBlocks = 0;
  for (let index = 0; index < count; index++) {
    const [id, sampling = 0, quantisation = 0] = frame.subarray(6 + 3 * index);
    const choice = scan[2 + 2 * index] ?? 0;
    const found = divisors[quantisation];
    const means = tables[choice >> 4];
    const others = tables[0x10 + (choice & 15)];
    // A single colour is not interleaved: its units are blocks, whatever its sampling says.
    const [across, down] = count === 1 ? [1, 1] : [sampling >> 4, sampling & 15];
    unitBlocks += across * down;
    // No picture may have more than four either way or ten in a unit: decoders refuse what has.
    if (!across || !down || across > 4 || down > 4 || unitBlocks > mostUnitBlocks) return undefined;
    if (scan[1 + 2 * index] !== id || !found || !means || !others) return undefined;
    components.push({ across, down, divisors: found, means, others });
  }
  const height = word(frame, 1);
  const width = word(frame, 3);
  if (width === 0 || height === 0) return undefined;
  return { width, height, components, restartInterval, scan: scan.subarray(start) };
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}
