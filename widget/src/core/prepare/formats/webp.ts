import { fourAt, joined } from '../bytes.ts';
import { cleanProfile } from '../icc.ts';
import type { Source } from '../source.ts';

const alphaFlag = 0x10;
/** That there are a colour profile, EXIF and XMP: RFC 9649, §2.7.1. */
const outerFlags = 0x2c;

/**
 * A WEBP without EXIF, XMP and colour profile. No browser turns it by its EXIF, and WebKitGTK takes no notice of its
 * profile: so the pixels are decoded as they are, and the profile goes into the JPEG.
 */
export function webpSource(bytes: Uint8Array<ArrayBuffer>): Source {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let profile: Uint8Array<ArrayBuffer> | undefined;
  let flags = 0;
  let isLossless = false;
  // What stands behind the end that the file itself tells is none of it.
  const fileEnd = Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at + 8 <= fileEnd; ) {
    const name = fourAt(bytes, at);
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length & 1);
    const chunk = bytes.slice(at, end);
    if (name === 'VP8X') {
      flags = chunk[8] ?? 0;
      chunk[8] = flags & ~outerFlags;
    }
    isLossless ||= name === 'VP8L';
    if (name === 'ICCP') profile ??= cleanProfile(bytes.slice(at + 8, at + 8 + length));
    else if (name !== 'EXIF' && name !== 'XMP ') pieces.push(chunk);
    at = end;
  }
  const head = bytes.slice(0, 12);
  new DataView(head.buffer).setUint32(4, 4 + pieces.reduce((sum, { length }) => sum + length, 0), true);
  return {
    decodable: [joined([head, ...pieces])],
    isOpaque: (flags & alphaFlag) === 0 && !isLossless,
    profile: profile && fourAt(profile, 16) === 'RGB ' ? profile : undefined,
  };
}
