import { fourAt, joined } from './bytes.ts';

/**
 * What says how colours are meant, and the two texts that every profile must have (ICC.1:2022, §§8.2 and 9.2). Other
 * tags name monitors with their serial numbers, scanners, people.
 */
const colourTags = /^(?:[rgb]XYZ|[rgbk]TRC|[wb]tpt|chad|[AB]2[AB][012]|gamt|cicp|desc|cprt)$/;
const headLength = 128;
const mostTags = 100;

/**
 * A colour profile with its colours alone: what tells of a device goes, with its maker, model and dates. The very same
 * where it has no such thing; undefined where the bytes are no profile.
 */
export function cleanProfile(profile: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  if (profile.length < headLength + 4 || fourAt(profile, 36) !== 'acsp') return undefined;
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const count = view.getUint32(headLength);
  if (count > mostTags || headLength + 4 + 12 * count > profile.length) return undefined;
  const entries = Array.from({ length: count }, (_, index) => headLength + 4 + 12 * index).filter((at) =>
    colourTags.test(fourAt(profile, at)),
  );
  if (entries.length === count && view.getUint32(0) === profile.length) return profile;
  const table = new DataView(new ArrayBuffer(4 + 12 * entries.length));
  table.setUint32(0, entries.length);
  const pieces: Uint8Array[] = [];
  /** Where the data of a tag went: several may share it. */
  const places = new Map<string, number>();
  let end = headLength + table.byteLength;
  for (const [index, at] of entries.entries()) {
    const [from, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    if (from + length > profile.length) return undefined;
    const key = `${from} ${length}`;
    const place = places.get(key) ?? end;
    if (place === end) {
      places.set(key, end);
      // Data begins at a multiple of four.
      const data = new Uint8Array((length + 3) & ~3);
      data.set(profile.subarray(from, from + length));
      pieces.push(data);
      end += data.length;
    }
    table.setUint32(4 + 12 * index, view.getUint32(at));
    table.setUint32(8 + 12 * index, place);
    table.setUint32(12 + 12 * index, length);
  }
  const clean = joined([profile.subarray(0, headLength), new Uint8Array(table.buffer), ...pieces]);
  new DataView(clean.buffer).setUint32(0, end);
  // The date; maker, model and attributes of the device; the creator, and the digest of what it was.
  for (const [from, to] of [
    [24, 36],
    [48, 64],
    [80, headLength],
  ] as const)
    clean.fill(0, from, to);
  return clean;
}
