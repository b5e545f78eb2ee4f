import { tiffOrientation } from './exif.ts';
import { type Header, type HeaderFault, maxReadLength, need, type Reading } from './read.ts';

const ihdr = 0x49484452;
const idat = 0x49444154;
const actl = 0x6163544c;
const exif = 0x65584966;
/** Real files have some dozens before the pixels. */
const maxChunks = 2_000;

/**
 * PNG (W3C, third edition, §11.2.1), with the animation control chunk of §11.3.7 and the orientation of `eXIf`
 * (§11.3.4.5). Both count before the pixels only: behind them no browser looks for either.
 */
export function* readPng(): Reading<Header | HeaderFault> {
  const ihdrChunk = yield* need(8, 16);
  if (!ihdrChunk) return 'truncated';
  if (ihdrChunk.getUint32(0) !== 13 || ihdrChunk.getUint32(4) !== ihdr) return 'damaged';
  let header: Header = { width: ihdrChunk.getUint32(8), height: ihdrChunk.getUint32(12) };
  for (let at = 33, chunks = 0; chunks < maxChunks; chunks++) {
    const chunk = yield* need(at, 12);
    if (!chunk) return header;
    const length = chunk.getUint32(0);
    const type = chunk.getUint32(4);
    if (type === idat) return header;
    if (type === actl) header = { ...header, frames: Math.max(1, chunk.getUint32(8)), animated: true };
    if (type === exif && !('orientation' in header)) {
      const tiff = yield { offset: at + 8, length: Math.min(length, maxReadLength) };
      header = { ...header, orientation: tiffOrientation(tiff) };
    }
    at += 12 + length;
  }
  return header;
}
