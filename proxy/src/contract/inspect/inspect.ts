import { type ImageFormat, limits, type SizeLimits } from '../limits.ts';
import { readBmp } from './bmp.ts';
import type { ForeignFormat } from './foreign.ts';
import { readGif } from './gif.ts';
import type { Inspection } from './inspection.ts';
import { readJpeg } from './jpeg.ts';
import { judge, refuseEmpty, refuseFormat, refuseSize, refuseUnreadable } from './judge.ts';
import { readPng } from './png.ts';
import { type Header, type HeaderFault, maxReadLength, type Reading, textAt } from './read.ts';
import { readWebp } from './webp.ts';

const readers: Readonly<Record<ImageFormat, () => Reading<Header | HeaderFault>>> = {
  png: readPng,
  jpeg: readJpeg,
  gif: readGif,
  bmp: readBmp,
  webp: readWebp,
};

/**
 * Inspects a file from its header alone, whatever its name and media type say: format by magic bytes, width and height,
 * orientation, animation, and every limit of `allowed`, the service's unless told. `nameForeign` names any other file
 * by its first bytes. Returns a maker of the verdict that takes the file's size in bytes, which a stream knows last.
 */
export function* inspectHeader(
  nameForeign: (head: Uint8Array) => ForeignFormat,
  allowed: SizeLimits = limits,
): Reading<(bytes: number) => Inspection> {
  const start = yield { offset: 0, length: 32 };
  if (start.length === 0) return refuseEmpty;
  const format = sniff(start);
  if (!format) {
    const head = yield { offset: 0, length: isZip(start) ? maxReadLength : 1_024 };
    const foreign = nameForeign(head);
    return () => refuseFormat(foreign);
  }
  const header = yield* readers[format]();
  if (typeof header === 'string')
    return (bytes) => (bytes > allowed.maxBytes ? refuseSize(bytes, allowed.maxBytes) : refuseUnreadable(header));
  return (bytes) => judge(format, header, bytes, allowed);
}

function sniff(start: Uint8Array): ImageFormat | undefined {
  if (textAt(start, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (textAt(start, 0, '\xff\xd8\xff')) return 'jpeg';
  if (textAt(start, 0, 'GIF87a') || textAt(start, 0, 'GIF89a')) return 'gif';
  if (textAt(start, 0, 'RIFF') && textAt(start, 8, 'WEBP')) return 'webp';
  // Two letters are little to go by: the reserved words and a plausible header length tell a bitmap from a text that
  // begins with "BM".
  return textAt(start, 0, 'BM') && (start.length < 18 || isBitmap(start)) ? 'bmp' : undefined;
}

function isBitmap(start: Uint8Array): boolean {
  return (start[14] ?? 0) >= 12 && (start[15] ?? 0) <= 1 && start[16] === 0 && start[17] === 0;
}

function isZip(start: Uint8Array): boolean {
  return textAt(start, 0, 'PK\x03\x04');
}
