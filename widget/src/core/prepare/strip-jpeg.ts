/** What may stay: how to read the colours. Everything else in APPn and COM tells about the photo, not of it. */
const keptApps: Readonly<Record<number, string>> = { 224: 'JFIF\0', 226: 'ICC_PROFILE\0', 238: 'Adobe' };

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;

/**
 * The parts of a JPEG that remain without its metadata, in order: EXIF with its place, XMP, thumbnails, comments and
 * whatever follows the picture (films, depth maps, a second exposure) are left out, every pixel stays as it is. Undefined where the file is
 * not laid out as ITU T.81 says; such a file is better decoded and written anew. A file that was cut short has no end: with `mayBeCut` it
 * gets one, without which Chromium would not decode what is there.
 */
export function stripJpeg(
  bytes: Uint8Array<ArrayBuffer>,
  mayBeCut = false,
): readonly Uint8Array<ArrayBuffer>[] | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== soi) return undefined;
  // Every part takes the next segment's 0xFF along: Firefox tells a picture by the first part alone, and two bytes are too few.
  const kept = [bytes.subarray(0, 3)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    // A fill byte: the marker's own 0xFF is the last one.
    if (bytes[at] === 0xff && marker === 0xff) {
      at++;
      continue;
    }
    if (bytes[at] !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= soi)) return undefined;
    if (marker === eoi) break;
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) break;
    const stays = !isApp(marker) ? marker !== 0xfe : startsWith(bytes, at + 4, keptApps[marker]);
    const next = marker === sos ? afterScan(bytes, end) : end;
    // A small picture within the JFIF segment: the segment is written anew without one.
    const withoutPicture = marker === 0xe0 && length > 16;
    if (stays)
      kept.push(
        withoutPicture
          ? Uint8Array.of(marker, 0, 16, ...bytes.subarray(at + 4, at + 16), 0, 0, 0xff)
          : bytes.subarray(at + 1, next + 1),
      );
    at = next;
  }
  if (bytes[at] === 0xff && bytes[at + 1] === eoi) return [...kept, bytes.subarray(at + 1, at + 2)];
  return mayBeCut ? [...kept, Uint8Array.of(0xff, eoi)] : undefined;
}

/** Where the next marker stands: not a stuffed 0xFF00, not a restart, not a fill byte. The end of the file without one. */
function afterScan(bytes: Uint8Array, from: number): number {
  // Byte by byte: `indexOf` is slow where there are many.
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next >= 0xc0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function isApp(marker: number): boolean {
  return marker >= 0xe0 && marker <= 0xef;
}

function startsWith(bytes: Uint8Array, at: number, text: string | undefined): boolean {
  return text !== undefined && [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
