import { exifOrientation, isExif } from './exif.ts';
import type { Orientation } from './inspection.ts';
import { type Header, type HeaderFault, need, type Reading } from './read.ts';

/**
 * A file of nothing but empty segments must not keep a reader busy; real ones hold some dozens, 256 of them a long ICC
 * profile.
 */
const maxSegments = 2_000;
/** Bytes that are skipped one by one between segments: fill bytes and what careless editors leave. */
const maxStray = 65_536;

const sos = 0xda;
const eoi = 0xd9;
const app1 = 0xe1;

/**
 * JPEG (ITU T.81 annex B): walks from segment to segment, so megabytes of APPn before the frame header are skipped, not
 * read. The orientation may stand on either side of the frame header.
 */
export function* readJpeg(): Reading<Header | HeaderFault> {
  let at = 2;
  let stray = 0;
  let frame: Header | undefined;
  let orientation: Orientation | undefined;
  let exifSeen = false;
  /** What was found where the walk ends, or why there is nothing. */
  const found = (fault: HeaderFault): Header | HeaderFault => (frame ? { ...frame, orientation } : fault);

  for (let segments = 0; segments < maxSegments; ) {
    const start = yield* need(at, 2);
    if (!start) return found('truncated');
    const marker = start.getUint8(1);
    if (start.getUint8(0) !== 0xff || marker === 0xff || marker === 0) {
      if (++stray > maxStray) return found('damaged');
      at += 1;
      continue;
    }
    segments += 1;
    at += 2;
    if (isStandalone(marker)) continue;
    if (marker === sos || marker === eoi) return found('damaged');
    const size = yield* need(at, 2);
    if (!size) return found('truncated');
    const length = size.getUint16(0);
    if (length < 2) return found('damaged');
    if (isFrame(marker) && !frame) {
      const fields = yield* need(at, 7);
      if (!fields) return 'truncated';
      frame = { height: fields.getUint16(3), width: fields.getUint16(5) };
    } else if (marker === app1 && !exifSeen) {
      const payload = yield { offset: at + 2, length: length - 2 };
      exifSeen = isExif(payload);
      if (exifSeen) orientation = exifOrientation(payload);
    }
    if (frame && exifSeen) return found('damaged');
    at += length;
  }
  return found('damaged');
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isStandalone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}
