import { crc32 } from 'node:zlib';

/** Joins pieces: numbers are bytes, texts Latin-1. */
export function bytesOf(...pieces: readonly (number | string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    pieces.map((piece) =>
      typeof piece === 'number' ? Buffer.of(piece) : typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece,
    ),
  );
}

/** An unsigned number of `size` bytes. */
export function number(value: number, size: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const bytes = Buffer.alloc(size);
  if (order === 'MM') bytes.writeUIntBE(value, 0, size);
  else bytes.writeUIntLE(value, 0, size);
  return bytes;
}

/** An orientation tag: its value, TIFF type (1 BYTE, 3 SHORT, 4 LONG) and count. */
export type Tag = { readonly value: number; readonly type?: 1 | 3 | 4; readonly count?: number };

/** A TIFF block with a camera's name and these orientation tags. */
export function tiff(tags: readonly Tag[], order: 'II' | 'MM' = 'MM'): Buffer {
  const n = (value: number, size: number): Buffer => number(value, size, order);
  const end = 8 + 2 + 12 * (tags.length + 1) + 4;
  return bytesOf(
    order,
    n(42, 2),
    n(8, 4),
    n(tags.length + 1, 2),
    bytesOf(n(0x010f, 2), n(2, 2), n(13, 4), n(end, 4)),
    ...tags.map(({ value, type = 3, count = 1 }) => {
      const size = type === 1 ? 1 : type === 3 ? 2 : 4;
      return bytesOf(n(0x0112, 2), n(type, 2), n(count, 4), n(value, size), Buffer.alloc(4 - size));
    }),
    n(0, 4),
    'FICTIONALCAM\0',
  );
}

/** A JPEG segment; `marker` is its second byte. */
export function segment(marker: number, ...data: readonly (string | Uint8Array)[]): Buffer {
  const body = bytesOf(...data);
  return bytesOf(0xff, marker, number(body.length + 2, 2), body);
}

/** EXIF as a JPEG has it. */
export function exif(tags: readonly Tag[], order: 'II' | 'MM' = 'MM', head = 'Exif\0\0'): Buffer {
  return segment(0xe1, head, tiff(tags, order));
}

/** A JPEG with more behind its first two bytes. */
export function withSegments(jpeg: Buffer, ...segments: readonly Uint8Array[]): Buffer {
  return bytesOf(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2));
}

/** A JPEG with more before its scan. */
export function beforeScan(jpeg: Buffer, ...pieces: readonly Uint8Array[]): Buffer {
  const at = jpeg.indexOf(Buffer.of(0xff, 0xda));
  return bytesOf(jpeg.subarray(0, at), ...pieces, jpeg.subarray(at));
}

/** A JPEG whose frame has another marker or number of bits. */
export function withFrame(jpeg: Buffer, marker: number, bits: number): Buffer {
  const changed = Buffer.from(jpeg);
  const at = changed.indexOf(Buffer.of(0xff, 0xc0));
  changed[at + 1] = marker;
  changed[at + 4] = bits;
  return changed;
}

/** A PNG chunk. */
export function chunk(type: string, data: Uint8Array): Buffer {
  const body = bytesOf(type, data);
  return bytesOf(number(data.length, 4), body, number(crc32(body), 4));
}

/** A PNG with more behind its header, or before its end. */
export function withChunks(png: Buffer, where: 'before' | 'behind', ...chunks: readonly Uint8Array[]): Buffer {
  const at = where === 'before' ? 33 : png.length - 12;
  return bytesOf(png.subarray(0, at), ...chunks, png.subarray(at));
}

/**
 * A WEBP with these chunks behind its pixels, in the extended form. `flags` as its first byte has them, beside those it
 * had.
 */
export function extendedWebp(
  webp: Buffer,
  { width, height }: { readonly width: number; readonly height: number },
  flags: number,
  ...chunks: readonly (readonly [name: string, data: Buffer])[]
): Buffer {
  const isExtended = webp.toString('latin1', 12, 16) === 'VP8X';
  const pixels = webp.subarray(isExtended ? 30 : 12);
  const had = isExtended ? (webp[20] ?? 0) : 0;
  const part = (name: string, data: Uint8Array): Buffer =>
    bytesOf(name, number(data.length, 4, 'II'), data, Buffer.alloc(data.length % 2));
  const head = bytesOf(number(flags | had, 4, 'II'), number(width - 1, 3, 'II'), number(height - 1, 3, 'II'));
  const body = bytesOf('WEBP', part('VP8X', head), pixels, ...chunks.map(([name, data]) => part(name, data)));
  return bytesOf('RIFF', number(body.length, 4, 'II'), body);
}

type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number; readonly channels: number };

/** A bottom-up BMP of 24 bits, or of 32 with a header of 40 bytes, or one of 124 with an alpha mask. */
export function bmp({ data, width, height, channels }: Pixels, bits: 24 | 32, headerLength: 40 | 124 = 40): Buffer {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(from, from + channels);
      const at = (height - 1 - y) * stride + (x * bits) / 8;
      rows.set(bits === 32 ? [blue, green, red, alpha] : [blue, green, red], at);
    }
  const start = 14 + headerLength;
  const masked = headerLength === 124;
  const n = (value: number, size: number): Buffer => number(value, size, 'II');
  const header = bytesOf(
    bytesOf(n(headerLength, 4), n(width, 4), n(height, 4), n(1, 2), n(bits, 2), n(masked ? 3 : 0, 4)),
    bytesOf(n(rows.length, 4), n(2835, 4), n(2835, 4), n(0, 4), n(0, 4)),
    ...(masked ? [n(0xff0000, 4), n(0xff00, 4), n(0xff, 4), n(0xff000000, 4), 'BGRs'] : []),
  );
  return bytesOf(
    'BM',
    n(start + rows.length, 4),
    n(0, 4),
    n(start, 4),
    header,
    Buffer.alloc(headerLength - header.length),
    rows,
  );
}
