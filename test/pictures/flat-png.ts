import { deflateSync } from 'node:zlib';
import { bytesOf, chunk, number } from './bytes.ts';
import { pixelsOf, quarterOf, quarters } from './drawn.ts';

/** How a PNG is written. */
export type PngForm = {
  readonly orientation?: number;
  readonly size?: { readonly width: number; readonly height: number };
  /** 0 grey, 2 colours, 3 palette, 4 grey with alpha, 6 colours with alpha. */
  readonly type: 0 | 2 | 3 | 4 | 6;
  readonly depth?: 1 | 2 | 4 | 8 | 16;
  readonly interlaced?: boolean;
  readonly alphaAt?: (x: number, y: number) => number;
  /** Chunks before the pixels, and behind them. */
  readonly before?: readonly Uint8Array[];
  readonly behind?: readonly Uint8Array[];
  /** Most bytes of an IDAT chunk. */
  readonly pieces?: number;
};

/** Where the seven passes of an interlaced picture begin, and their steps: column, row, across, down. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A PNG of the four quarters in any of the standard's forms, without filters. */
export function flatPng(form: PngForm): Buffer {
  const { type, depth = 8, interlaced = false } = form;
  const { data, width, height, channels } = pixelsOf(form.orientation, form.size, form.alphaAt);
  const most = 2 ** depth - 1;
  const samplesAt = (x: number, y: number): readonly number[] => {
    const at = (y * width + x) * channels;
    const [red = 0, green = 0, blue = 0, alpha = 255] = data.subarray(at, at + channels);
    if (type === 3) return [quarterOf(red, green, blue)];
    const scaled = (value: number): number => Math.round((value / 255) * most);
    const light = 0.299 * red + 0.587 * green + 0.114 * blue;
    const colours = type === 2 || type === 6 ? [red, green, blue] : [light];
    return [...colours, ...(type > 3 ? [alpha] : [])].map(scaled);
  };
  const rowOf = (left: number, y: number, step: number): Buffer => {
    const samples: number[] = [];
    for (let x = left; x < width; x += step) samples.push(...samplesAt(x, y));
    if (depth === 16) return bytesOf(0, ...samples.map((sample) => number(sample, 2)));
    const packed = Buffer.alloc(Math.ceil((samples.length * depth) / 8));
    for (const [index, sample] of samples.entries()) {
      const at = (index * depth) >> 3;
      packed[at] = (packed[at] ?? 0) | (sample << (8 - depth - ((index * depth) & 7)));
    }
    return bytesOf(0, packed);
  };
  const rows: Buffer[] = [];
  for (const [left, top, across, down] of interlaced ? passes : ([[0, 0, 1, 1]] as const))
    for (let y = top; y < height && left < width; y += down) rows.push(rowOf(left, y, across));
  const pixels = deflateSync(Buffer.concat(rows));
  const { pieces = pixels.length } = form;
  const parts = Array.from({ length: Math.ceil(pixels.length / pieces) }, (_, index) =>
    chunk('IDAT', pixels.subarray(index * pieces, (index + 1) * pieces)),
  );
  return bytesOf(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', bytesOf(number(width, 4), number(height, 4), depth, type, 0, 0, interlaced ? 1 : 0)),
    ...(type === 3 ? [chunk('PLTE', Uint8Array.from(quarters.flat()))] : []),
    ...(form.before ?? []),
    ...parts,
    ...(form.behind ?? []),
    chunk('IEND', Buffer.alloc(0)),
  );
}

/**
 * A PNG of moving pictures from the first one's and another's. `apart`: the first one is only for who knows no other.
 */
export function animatedPng(first: Buffer, second: Buffer, apart = false): Buffer {
  const [width, height] = [first.readUInt32BE(16), first.readUInt32BE(20)];
  const control = (sequence: number): Buffer =>
    chunk(
      'fcTL',
      bytesOf(
        number(sequence, 4),
        number(width, 4),
        number(height, 4),
        number(0, 4),
        number(0, 4),
        number(1, 2),
        number(1, 2),
        0,
        0,
      ),
    );
  const pixels = idatOf(second);
  const start = 33;
  return bytesOf(
    first.subarray(0, start),
    chunk('acTL', bytesOf(number(apart ? 1 : 2, 4), number(0, 4))),
    ...(apart ? [] : [control(0)]),
    first.subarray(start, -12),
    control(apart ? 0 : 1),
    chunk('fdAT', bytesOf(number(apart ? 1 : 2, 4), pixels)),
    first.subarray(-12),
  );
}

function idatOf(png: Buffer): Buffer {
  const at = png.indexOf('IDAT');
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}
