import { bytesOf, number } from './bytes.ts';
import { pixelsOf, quarterOf, quarters } from './drawn.ts';

type Size = { readonly width: number; readonly height: number };

/** One frame of a GIF. */
export type GifFrame = {
  readonly size?: Size;
  /** Its place on the screen. */
  readonly left?: number;
  readonly top?: number;
  /** All pixels so instead of the quarters. */
  readonly all?: 'black' | 'clear';
  readonly interlaced?: boolean;
  /** A table of its own. */
  readonly ownTable?: boolean;
  readonly hole?: (x: number, y: number) => boolean;
};

/** With 128 colours a code has a byte. */
const table = Buffer.alloc(3 * 128);
table.set(quarters.flat());
const clear = 128;
const end = 129;
/** Behind the quarters in the table. */
const black = 4;
const seeThrough = 5;
/** So many codes behind a clear one stay as short. */
const mostCodes = 120;

/** A GIF89a whose pixels are not compressed; `screen` is the first frame's size unless told. */
export function flatGif(
  frames: readonly GifFrame[],
  {
    screen,
    loops = false,
    extensions = [],
  }: { readonly screen?: Size; readonly loops?: boolean; readonly extensions?: readonly Uint8Array[] } = {},
): Buffer {
  const n = (value: number): Buffer => number(value, 2, 'II');
  const { width, height } = screen ?? frames[0]?.size ?? { width: 320, height: 240 };
  const hasOwn = frames.some(({ ownTable }) => ownTable);
  return bytesOf(
    'GIF89a',
    bytesOf(n(width), n(height), hasOwn ? 0x70 : 0xf6, 0, 0),
    ...(hasOwn ? [] : [table]),
    ...(loops ? [extension(0xff, 'NETSCAPE2.0', Uint8Array.of(1, 0, 0))] : []),
    ...extensions,
    ...frames.flatMap((frame) => [
      bytesOf(0x21, 0xf9, 4, frame.hole || frame.all === 'clear' ? 5 : 4, n(10), seeThrough, 0),
      imageOf(frame, hasOwn),
    ]),
    0x3b,
  );
}

/** An extension block. */
export function extension(label: number, ...data: readonly (string | Uint8Array)[]): Buffer {
  return bytesOf(0x21, label, ...data.flatMap((part) => [part.length, part]), 0);
}

function imageOf({ size, left = 0, top = 0, all, interlaced = false, hole }: GifFrame, hasOwn: boolean): Buffer {
  const n = (value: number): Buffer => number(value, 2, 'II');
  const { data, width, height, channels } = pixelsOf(1, size);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(width);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      if (all === 'clear' || hole?.(x, y)) row[x] = seeThrough;
      else row[x] = all ? black : quarterOf(red, green, blue);
    }
    return row;
  });
  const order = interlaced
    ? [
        [0, 8],
        [4, 8],
        [2, 4],
        [1, 2],
      ].flatMap(([from = 0, step = 1]) => rows.filter((_, y) => y % step === from % step && y >= from))
    : rows;
  const pixels = Buffer.concat(order);
  const codes: Buffer[] = [];
  for (let at = 0; at < pixels.length; at += mostCodes) codes.push(bytesOf(clear, pixels.subarray(at, at + mostCodes)));
  const stream = Buffer.concat([...codes, Buffer.of(end)]);
  const blocks: Buffer[] = [];
  for (let at = 0; at < stream.length; at += 255) {
    const piece = stream.subarray(at, at + 255);
    blocks.push(bytesOf(piece.length, piece));
  }
  const flags = (hasOwn ? 0x86 : 0) | (interlaced ? 0x40 : 0);
  return bytesOf(
    0x2c,
    n(left),
    n(top),
    n(width),
    n(height),
    flags,
    ...(hasOwn ? [table] : []),
    7,
    Buffer.concat(blocks),
    0,
  );
}
