/**
 * Headers of images made by hand, byte by byte, so that a test says exactly what it feeds. None holds pixels that
 * decode.
 */

type Bytes = Uint8Array<ArrayBuffer>;

/** Joins pieces: numbers are bytes, texts Latin-1. */
export function bytesOf(...parts: readonly (number | string | Uint8Array)[]): Bytes {
  const all: number[] = [];
  for (const part of parts) {
    if (typeof part === 'number') all.push(part & 0xff);
    else if (typeof part === 'string') for (const character of part) all.push(character.charCodeAt(0));
    else for (const byte of part) all.push(byte);
  }
  return Uint8Array.from(all);
}

/** An unsigned number of `size` bytes, big-endian. */
export function be(value: number, size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, index) => Math.floor(value / 256 ** (size - 1 - index)) % 256);
}

/** An unsigned number of `size` bytes, little-endian. */
export function le(value: number, size: number): Bytes {
  return be(value < 0 ? value + 256 ** size : value, size).toReversed();
}

/** A PNG with the given chunks between IHDR and IDAT; each chunk is `[type, data]`. */
export function png(width: number, height: number, chunks: readonly (readonly [string, Uint8Array])[] = []): Bytes {
  const chunk = (type: string, data: Uint8Array): Bytes => bytesOf(be(data.length, 4), type, data, be(0, 4));
  return bytesOf(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', bytesOf(be(width, 4), be(height, 4), 8, 2, 0, 0, 0)),
    ...chunks.map(([type, data]) => chunk(type, data)),
    chunk('IDAT', new Uint8Array(16)),
    chunk('IEND', new Uint8Array()),
  );
}

/** A JPEG segment; `marker` is its second byte. */
export function segment(marker: number, data: Uint8Array): Bytes {
  return bytesOf(0xff, marker, be(data.length + 2, 2), data);
}

/** A JPEG frame header. `sof` is the marker, baseline by default. */
export function frame(width: number, height: number, sof = 0xc0): Bytes {
  return segment(sof, bytesOf(8, be(height, 2), be(width, 2), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1));
}

/** A JPEG of these segments between SOI and a scan. */
export function jpeg(...segments: readonly Uint8Array[]): Bytes {
  return bytesOf(
    0xff,
    0xd8,
    ...segments,
    segment(0xda, bytesOf(3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0)),
    1,
    2,
    3,
    0xff,
    0xd9,
  );
}

/** An orientation tag: its value, TIFF type (1 BYTE, 3 SHORT, 4 LONG) and count. */
export type OrientationTag = { readonly value: number; readonly type?: number; readonly count?: number };

/** A TIFF block whose directory holds one foreign tag and then these. */
export function tiff(tags: readonly OrientationTag[], order: 'II' | 'MM' = 'MM', magic = 42): Bytes {
  const n = order === 'II' ? le : be;
  const entry = (tag: number, { value, type = 3, count = 1 }: OrientationTag): Bytes => {
    const size = { 1: 1, 3: 2, 4: 4 }[type] ?? 4;
    return bytesOf(n(tag, 2), n(type, 2), n(count, 4), n(value, size), new Uint8Array(4 - size));
  };
  const entries = [entry(0x0103, { value: 6 }), ...tags.map((tag) => entry(0x0112, tag))];
  return bytesOf(order, n(magic, 2), n(8, 4), n(entries.length, 2), ...entries, n(0, 4));
}

/** An APP1 segment with EXIF whose directory holds one foreign tag and then the orientation. */
export function exif(orientation: number, order: 'II' | 'MM' = 'MM'): Bytes {
  return segment(0xe1, bytesOf('Exif\0\0', tiff([{ value: orientation }], order)));
}

/** A GIF with as many one-pixel frames as asked for. */
export function gif(
  width: number,
  height: number,
  options: { frames?: number; loops?: boolean; frameWidth?: number; end?: boolean } = {},
): Bytes {
  const { frames = 1, loops = false, frameWidth = 1, end = true } = options;
  const one = bytesOf(
    bytesOf(0x21, 0xf9, 4, 0, 10, 0, 0, 0),
    bytesOf(0x2c, le(0, 4), le(frameWidth, 2), le(1, 2), 0, 2, 2, 0x44, 1, 0),
  );
  return bytesOf(
    'GIF89a',
    le(width, 2),
    le(height, 2),
    0x80,
    0,
    0,
    new Uint8Array(6),
    loops ? bytesOf(0x21, 0xff, 11, 'NETSCAPE2.0', 3, 1, 0, 0, 0) : new Uint8Array(),
    ...Array.from({ length: frames }, () => one),
    end ? 0x3b : new Uint8Array(),
  );
}

/** A BMP with a header of `headerLength` bytes; 12 is the OS/2 core header. */
export function bmp(width: number, height: number, headerLength = 40): Bytes {
  const side = headerLength === 12 ? 2 : 4;
  const header = bytesOf(le(headerLength, 4), le(width, side), le(height, side), le(1, 2), le(24, 2));
  const padding = new Uint8Array(Math.max(0, headerLength - header.length));
  return bytesOf('BM', le(200, 4), le(0, 4), le(14 + headerLength, 4), header, padding, new Uint8Array(64));
}

/** A WEBP of the given flavour. */
export function webp(width: number, height: number, kind: 'lossy' | 'lossless' | 'extended' | 'animated'): Bytes {
  const riff = (chunk: string, data: Uint8Array): Bytes =>
    bytesOf('RIFF', le(data.length + 12, 4), 'WEBP', chunk, le(data.length, 4), data);
  switch (kind) {
    case 'lossy':
      return riff('VP8 ', bytesOf(0x10, 2, 0, 0x9d, 0x01, 0x2a, le(width, 2), le(height, 2), new Uint8Array(20)));
    case 'lossless':
      return riff('VP8L', bytesOf(0x2f, le((width - 1) | ((height - 1) << 14), 4), new Uint8Array(20)));
    case 'extended':
    case 'animated':
      return riff('VP8X', bytesOf(kind === 'animated' ? 2 : 0, 0, 0, 0, le(width - 1, 3), le(height - 1, 3)));
  }
}

/** An extended WEBP with these chunks behind its head; the flag says that there is EXIF. */
export function webpWith(width: number, height: number, ...chunks: readonly (readonly [string, Uint8Array])[]): Bytes {
  const body = bytesOf(
    'WEBP',
    ...[['VP8X', bytesOf(8, 0, 0, 0, le(width - 1, 3), le(height - 1, 3))] as const, ...chunks].map(([name, data]) =>
      bytesOf(name, le(data.length, 4), data, new Uint8Array(data.length % 2)),
    ),
  );
  return bytesOf('RIFF', le(body.length, 4), body);
}
