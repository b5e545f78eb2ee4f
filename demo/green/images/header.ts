/** Format and size of an image as its header states them. */
export type ImageHeader = {
  readonly format: 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp';
  readonly width: number;
  readonly height: number;
};

type Reader = (view: DataView) => ImageHeader | undefined;

const ascii = (view: DataView, at: number, text: string) =>
  view.byteLength >= at + text.length &&
  [...text].every((character, index) => view.getUint8(at + index) === character.charCodeAt(0));

const png: Reader = (view) =>
  ascii(view, 1, 'PNG\r\n\x1a\n') && view.getUint8(0) === 0x89 && ascii(view, 12, 'IHDR') && view.byteLength >= 24
    ? { format: 'png', width: view.getUint32(16), height: view.getUint32(20) }
    : undefined;

const gif: Reader = (view) =>
  (ascii(view, 0, 'GIF87a') || ascii(view, 0, 'GIF89a')) && view.byteLength >= 10
    ? { format: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
    : undefined;

const bmp: Reader = (view) => {
  if (!ascii(view, 0, 'BM') || view.byteLength < 26) return undefined;
  const os2 = view.getUint32(14, true) === 12;
  return os2
    ? { format: 'bmp', width: view.getUint16(18, true), height: view.getUint16(20, true) }
    : { format: 'bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
};

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

const webp: Reader = (view) => {
  if (!ascii(view, 0, 'RIFF') || !ascii(view, 8, 'WEBP') || view.byteLength < 30) return undefined;
  if (ascii(view, 12, 'VP8X')) return { format: 'webp', width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  if (ascii(view, 12, 'VP8 ')) {
    return { format: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (!ascii(view, 12, 'VP8L')) return undefined;
  const bits = view.getUint32(21, true);
  return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
};

/** Markers that start a frame, DHT, JPG and DAC excepted, which share their range. */
const startsFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

const jpeg: Reader = (view) => {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8 || view.getUint8(2) !== 0xff) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) return undefined;
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else if (startsFrame(marker)) {
      return { format: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else {
      const length = view.getUint16(at + 2);
      if (length < 2 || marker === 0xd9 || marker === 0xda) return undefined;
      at += 2 + length;
    }
  }
  return undefined;
};

const readers: readonly Reader[] = [jpeg, png, webp, gif, bmp];

/** Reads the header of an image in one of Green's five formats; `undefined` for anything else. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const read of readers) {
    const header = read(view);
    if (header !== undefined) return header.width > 0 && header.height > 0 ? header : undefined;
  }
  return undefined;
}
