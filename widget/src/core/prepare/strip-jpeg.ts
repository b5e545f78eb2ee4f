import { joined } from './bytes.ts';
import { cleanProfile } from './icc.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * What may stay of APPn, by how it begins, and how much of it: how to read the colours. All else tells about the photo,
 * not of it.
 */
const keptApps: Readonly<Record<number, readonly [string, number]>> = {
  // Without the small picture behind it.
  224: ['JFIF\0', 14],
  238: ['Adobe', 12],
};

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;
const app2 = 0xe2;
const profileHead = 'ICC_PROFILE\0';
/** The head, the segment's number and how many there are. */
const profileAt = profileHead.length + 2;
const mostProfileBytes = 65_519;

/**
 * The parts of a JPEG that remain without its metadata, in order: EXIF with its place, XMP, thumbnails, comments, what
 * is said in a colour profile beside the colours and whatever follows the picture (films, depth maps, a second
 * exposure) are left out, and what lies between two segments; every pixel stays as it is. Undefined where the file is
 * not laid out as ITU T.81 says; such a file is better decoded and written anew. A file that was cut short has no end:
 * with `mayBeCut` it gets one, without which Chromium would not decode what is there.
 */
export function stripJpeg(bytes: Bytes, mayBeCut = false): readonly Bytes[] | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== soi) return undefined;
  // Every part takes the next segment's 0xFF along: Firefox tells a picture by the first part alone, and two bytes are
  // too few.
  const kept = [Uint8Array.of(0xff, soi, 0xff)];
  const profile: Bytes[] = [];
  let profilePlace = 0;
  let hasScan = false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    // A fill byte (the marker's own 0xFF is the last one), or what a careless editor left: decoders look for the next
    // marker.
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at++;
      continue;
    }
    if (marker === 1 || isRestart(marker)) {
      at += 2;
      continue;
    }
    if (marker < 0xc0 || marker === soi) return undefined;
    if (marker === eoi) break;
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) break;
    const next = marker === sos ? afterScan(bytes, end) : end;
    hasScan ||= marker === sos;
    if (marker === app2 && startsWith(bytes, at + 4, profileHead)) {
      profilePlace ||= kept.length;
      profile[bytes[at + 4 + profileHead.length] ?? 0] = bytes.subarray(at + 4 + profileAt, end);
    } else if (draws(marker))
      kept.push(
        bytes[next] === 0xff || next === bytes.length
          ? bytes.subarray(at + 1, next + 1)
          : joined([bytes.subarray(at + 1, next), Uint8Array.of(0xff)]),
      );
    else {
      const [head, room] = keptApps[marker] ?? [];
      if (head && room && startsWith(bytes, at + 4, head) && length >= room + 2) {
        const part = joined([
          Uint8Array.of(marker, 0, room + 2),
          bytes.subarray(at + 4, at + 4 + room),
          Uint8Array.of(0xff),
        ]);
        // No small picture: neither wide nor high.
        if (marker === 0xe0) part.fill(0, 15, 17);
        kept.push(part);
      }
    }
    at = next;
  }
  const isWhole = bytes[at] === 0xff && bytes[at + 1] === eoi;
  if (!hasScan || !(isWhole || mayBeCut)) return undefined;
  if (profilePlace > 0) kept.splice(profilePlace, 0, ...profileParts(joined(profile.filter(Boolean))));
  return [...kept, isWhole ? Uint8Array.of(eoi) : Uint8Array.of(0xff, eoi)];
}

/**
 * What kind of JPEG the parts are: its frame's marker, bits of a sample and number of colours. Undefined where there is
 * no frame.
 */
export function frameOf(
  parts: readonly Bytes[],
): { readonly marker: number; readonly bits: number; readonly colours: number } | undefined {
  // C4, C8 and CC among them are none.
  const frame = parts.find(([marker = 0]) => (marker & 0xf0) === 0xc0 && (marker === 0xc0 || marker % 4 > 0));
  return frame && { marker: frame[0] ?? 0, bits: frame[3] ?? 0, colours: frame[8] ?? 0 };
}

/** The same JPEG, as `stripJpeg` gives it, with colours as this profile means them. */
export function withProfile(parts: readonly Bytes[], profile: Bytes): readonly Bytes[] {
  const [start, head, ...rest] = parts.filter(([marker]) => marker !== app2);
  return start && head ? [start, head, ...profileParts(profile), ...rest] : parts;
}

/** The segments of a colour profile, without what it tells beside; none where it is no profile. */
function profileParts(profile: Bytes): readonly Bytes[] {
  const clean = profile.length > 0 ? cleanProfile(profile) : profile;
  if (!clean) return [];
  const count = Math.max(1, Math.ceil(clean.length / mostProfileBytes));
  return Array.from({ length: count }, (_, index) => {
    const data = clean.subarray(index * mostProfileBytes, (index + 1) * mostProfileBytes);
    const length = 2 + profileAt + data.length;
    const head = [...profileHead].map((character) => character.charCodeAt(0));
    return joined([
      Uint8Array.of(app2, length >> 8, length & 255, ...head, index + 1, count),
      data,
      Uint8Array.of(0xff),
    ]);
  });
}

/**
 * Where the next marker stands: not a stuffed 0xFF00, not a restart, not a fill byte. The end of the file without one.
 */
function afterScan(bytes: Bytes, from: number): number {
  // Byte by byte: `indexOf` is slow where there are many.
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next >= 0xc0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

/** Frames, tables, scans, restarts and lines: T.81, table B.1. */
function draws(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || (marker >= sos && marker <= 0xdd);
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

function startsWith(bytes: Bytes, at: number, text: string): boolean {
  return [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
