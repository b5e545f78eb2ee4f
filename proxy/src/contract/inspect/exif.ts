import type { Orientation } from './inspection.ts';
import { textAt, viewOf } from './read.ts';

const orientationTag = 0x0112;
const shortType = 3;
/** `Exif`, a zero and a byte that should be one. */
const exifHeadLength = 6;

/** The orientation of an APP1 segment's payload: `Exif\0\0`, then TIFF. */
export function exifOrientation(payload: Uint8Array): Orientation | undefined {
  return tiffOrientation(payload.subarray(exifHeadLength));
}

/**
 * The orientation in the first directory of a TIFF block, in either byte order; undefined unless there is a valid one.
 * As browsers read it: one SHORT and nothing else (where a tag is of another type or count they show the picture as it
 * is stored).
 */
export function tiffOrientation(bytes: Uint8Array): Orientation | undefined {
  if (bytes.length < 8) return undefined;
  const tiff = viewOf(bytes);
  const byteOrder = tiff.getUint16(0);
  const little = byteOrder === 0x4949;
  if ((!little && byteOrder !== 0x4d4d) || tiff.getUint16(2, little) !== 42) return undefined;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = tiff.getUint16(directory, little);
  for (let index = 0, at = directory + 2; index < entries && at + 12 <= tiff.byteLength; index++, at += 12) {
    if (tiff.getUint16(at, little) !== orientationTag || tiff.getUint16(at + 2, little) !== shortType) continue;
    const value = tiff.getUint16(at + 8, little);
    return tiff.getUint32(at + 4, little) === 1 && isOrientation(value) ? value : undefined;
  }
  return undefined;
}

/**
 * Whether an APP1 segment's payload is EXIF (XMP shares the marker) with room for a TIFF head: one without is passed
 * over, as browsers do. They do not look at the byte behind the first zero either.
 */
export function isExif(payload: Uint8Array): boolean {
  return textAt(payload, 0, 'Exif\0') && payload.length >= exifHeadLength + 8;
}

function isOrientation(value: number): value is Orientation {
  return value >= 1 && value <= 8;
}
