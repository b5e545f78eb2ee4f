import { tiffOrientation } from './exif.ts';
import type { Orientation } from './inspection.ts';
import { type Header, type HeaderFault, maxReadLength, need, type Reading, textAt } from './read.ts';

/** An animation has a chunk for each frame. */
const maxChunks = 2_000;
const exif = 0x45584946;

/**
 * WEBP (RFC 9649): the first chunk tells — `VP8 ` lossy (RFC 6386 §9.1), `VP8L` lossless, `VP8X` extended with the
 * canvas and flags for an animation and for EXIF, whose chunk stands behind the pixels.
 */
export function* readWebp(): Reading<Header | HeaderFault> {
  const head = yield* need(12, 13);
  if (!head) return 'truncated';
  const chunk = head.getUint32(0);
  if (chunk === 0x5650384c) {
    if (head.getUint8(8) !== 0x2f) return 'damaged';
    const bits = head.getUint32(9, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  const frame = yield* need(20, 10);
  if (!frame) return 'truncated';
  if (chunk === 0x56503858) {
    const flags = frame.getUint8(0);
    const animated = (flags & 2) !== 0;
    const side = (at: number): number => 1 + frame.getUint16(at, true) + frame.getUint8(at + 2) * 65_536;
    const orientation = flags & 8 ? yield* orientationFrom(12) : undefined;
    return { width: side(4), height: side(7), orientation, animated, moreFrames: animated };
  }
  const isKeyFrame = (frame.getUint8(0) & 1) === 0 && frame.getUint8(3) === 0x9d && frame.getUint16(4) === 0x012a;
  if (chunk !== 0x56503820 || !isKeyFrame) return 'damaged';
  return { width: frame.getUint16(6, true) & 0x3fff, height: frame.getUint16(8, true) & 0x3fff };
}

/** The orientation of the first EXIF chunk from `at` on; some writers put a JPEG segment's head before the TIFF. */
function* orientationFrom(at: number): Reading<Orientation | undefined> {
  for (let chunks = 0; chunks < maxChunks; chunks++) {
    const head = yield* need(at, 8);
    if (!head) return undefined;
    const length = head.getUint32(4, true);
    if (head.getUint32(0) === exif) {
      const data = yield { offset: at + 8, length: Math.min(length, maxReadLength) };
      return tiffOrientation(data.subarray(textAt(data, 0, 'Exif\0') ? 6 : 0));
    }
    at += 8 + length + (length & 1);
  }
  return undefined;
}
