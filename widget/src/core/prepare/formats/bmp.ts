import { joined } from '../bytes.ts';
import type { Source } from '../source.ts';

/** Where the mask of the alpha bits stands, whatever the header that has one. */
const alphaMaskAt = 66;
const bitfields = 3;
const alphaBitfields = 6;

/** Headers that Photoshop and others write, between Windows' third and fourth: WebKit reads neither. */
const unusualLengths = [52, 56];
const fourthLength = 108;
/** Colours as on the web, where the fourth header says so. */
const webColours = [0x42, 0x47, 0x52, 0x73];

/**
 * A BMP that a decoder shows: programs write an alpha mask and then zeros, which would be a picture without a visible
 * pixel; and rows that a cut file lacks are white.
 */
export function bmpSource(file: Uint8Array<ArrayBuffer>): Source {
  const bytes = withKnownHeader(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint32(14, true);
  if (headerLength < 40 || bytes.length < 54) return { decodable: [bytes], isOpaque: headerLength < 40 };
  const [width, height] = [view.getInt32(18, true), Math.abs(view.getInt32(22, true))];
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const start = view.getUint32(10, true);
  const isPlain = compression === 0 || compression === bitfields || compression === alphaBitfields;
  const hasMask = (headerLength >= 56 && compression === bitfields) || compression === alphaBitfields;
  const mask = hasMask && bytes.length > alphaMaskAt + 4 ? view.getUint32(alphaMaskAt, true) : 0;
  const decodable: Uint8Array<ArrayBuffer>[] = [bytes];
  let isOpaque = mask === 0;
  if (!isOpaque && isClear(view, start, bits, mask)) {
    const opaque = bytes.slice();
    new DataView(opaque.buffer).setUint32(alphaMaskAt, 0, true);
    decodable[0] = opaque;
    isOpaque = true;
  }
  const missing = start + Math.ceil((width * bits) / 32) * 4 * height - bytes.length;
  if (isPlain && missing > 0 && bytes.length > start) decodable.push(new Uint8Array(missing).fill(255));
  return { decodable, isOpaque };
}

/** The same BMP, an unusual header grown to Windows' fourth. */
function withKnownHeader(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const length = bytes[14] ?? 0;
  const pixels = 14 + length;
  if (!unusualLengths.includes(length) || bytes.length < pixels) return bytes;
  const header = new Uint8Array(14 + fourthLength);
  header.set(bytes.subarray(0, pixels));
  header.set(webColours, 70);
  const view = new DataView(header.buffer);
  view.setUint32(14, fourthLength, true);
  view.setUint32(10, view.getUint32(10, true) + fourthLength - length, true);
  return joined([header, bytes.subarray(pixels)]);
}

/** Whether no pixel has a bit of the mask. */
function isClear(view: DataView, start: number, bits: number, mask: number): boolean {
  if (bits === 32) {
    for (let at = start; at + 4 <= view.byteLength; at += 4) if ((view.getUint32(at, true) & mask) !== 0) return false;
    return true;
  }
  if (bits !== 16) return false;
  for (let at = start; at + 2 <= view.byteLength; at += 2) if ((view.getUint16(at, true) & mask) !== 0) return false;
  return true;
}
