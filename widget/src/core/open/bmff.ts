/**
 * Reads what a HEIC or AVIF says of its picture before anything of it is decoded: ISO/IEC 14496-12 (boxes) and
 * 23008-12 (items and their properties). Never more than its first boxes, never recursive, never throws.
 */
import type { Orientation } from '@scanfill/proxy/contract';

/** What the header of a picture in boxes tells. */
export type BoxedPicture = {
  /** Of the largest picture in the file, as stored: one of its layers, or a grid as a whole. */
  readonly width: number;
  readonly height: number;
  /** How the primary picture is turned (`irot`, `imir`), as EXIF would say it. */
  readonly orientation: Orientation;
  /** What its colours are measured by, where the file says so. */
  readonly colour?: ColourSpace | undefined;
};

/** A colour space: a profile (ICC), or its primaries by their number in ITU-T H.273. */
export type ColourSpace = { readonly profile: Uint8Array<ArrayBuffer> } | { readonly primaries: number };

/** A box that holds the rest of what is looked at; what lies behind so many bytes of it is not. */
const maxMetaBytes = 1024 * 1024;
/** A walk through so many boxes or entries ends. */
const maxSteps = 4_096;

type Box = { readonly type: string; readonly from: number; readonly to: number };

/** What the file's `meta` box says; undefined where there is none, or it makes no sense. */
export async function readBoxedPicture(file: Blob): Promise<BoxedPicture | undefined> {
  const meta = await metaOf(file);
  if (!meta) return undefined;
  const iprp = find(meta, 'iprp', 4, meta.byteLength);
  const ipco = iprp && find(meta, 'ipco', iprp.from, iprp.to);
  if (!ipco) return undefined;
  const properties = boxesIn(meta, ipco.from, ipco.to);
  let [width, height] = [0, 0];
  for (const { type, from, to } of properties) {
    if (type !== 'ispe' || to - from < 12) continue;
    const [across, down] = [meta.getUint32(from + 4), meta.getUint32(from + 8)];
    if (across * down > width * height) [width, height] = [across, down];
  }
  if (width === 0 || height === 0) return undefined;
  const used = associationsOf(meta, iprp, primaryOf(meta)).flatMap((index) => properties[index - 1] ?? []);
  // A grid's colours may be told of its tiles alone.
  const colour = colourOf(meta, used) ?? colourOf(meta, properties);
  return { width, height, orientation: orientationOf(meta, used), ...(colour ? { colour } : {}) };
}

/** The payload of the `meta` box on the top level. */
async function metaOf(file: Blob): Promise<DataView | undefined> {
  let at = 0;
  for (let step = 0; step < 64 && at + 8 <= file.size; step++) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer());
    const { header, length } = lengthOf(head, 0, file.size - at);
    if (length < header) return undefined;
    if (typeAt(head, 4) === 'meta')
      return new DataView(await file.slice(at + header, Math.min(at + length, at + maxMetaBytes)).arrayBuffer());
    at += length;
  }
  return undefined;
}

/** A box's length: 1 stands for a longer field behind the type, 0 for all that is left. */
function lengthOf(view: DataView, at: number, left: number): { readonly header: number; readonly length: number } {
  const short = view.getUint32(at);
  if (short === 0) return { header: 8, length: left };
  if (short !== 1) return { header: 8, length: short };
  if (view.byteLength < at + 16) return { header: 16, length: 0 };
  return { header: 16, length: view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12) };
}

function typeAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

function boxesIn(view: DataView, from: number, to: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < maxSteps; ) {
    const { header, length } = lengthOf(view, at, to - at);
    if (length < header || at + length > to) break;
    boxes.push({ type: typeAt(view, at + 4), from: at + header, to: at + length });
    at += length;
  }
  return boxes;
}

function find(view: DataView, type: string, from: number, to: number): Box | undefined {
  return boxesIn(view, from, to).find((box) => box.type === type);
}

/** The number of the item that is the picture. */
function primaryOf(meta: DataView): number {
  const pitm = find(meta, 'pitm', 4, meta.byteLength);
  if (!pitm || pitm.to - pitm.from < 6) return 0;
  const isLong = meta.getUint8(pitm.from) > 0 && pitm.to - pitm.from >= 8;
  return isLong ? meta.getUint32(pitm.from + 4) : meta.getUint16(pitm.from + 4);
}

/** The properties of an item, by their place in the list from 1 on, in the order they are to be applied. */
function associationsOf(meta: DataView, iprp: Box, item: number): readonly number[] {
  const ipma = find(meta, 'ipma', iprp.from, iprp.to);
  if (!ipma) return [];
  try {
    const hasLongIds = meta.getUint8(ipma.from) > 0;
    const hasLongPlaces = (meta.getUint8(ipma.from + 3) & 1) === 1;
    const entries = Math.min(meta.getUint32(ipma.from + 4), maxSteps);
    let at = ipma.from + 8;
    for (let entry = 0; entry < entries; entry++) {
      const id = hasLongIds ? meta.getUint32(at) : meta.getUint16(at);
      at += hasLongIds ? 4 : 2;
      const count = meta.getUint8(at++);
      const places: number[] = [];
      for (let index = 0; index < count; index++) {
        // The highest bit says that nobody may leave the property out.
        places.push(hasLongPlaces ? meta.getUint16(at) & 0x7fff : meta.getUint8(at) & 0x7f);
        at += hasLongPlaces ? 2 : 1;
      }
      if (id === item) return places;
    }
  } catch {
    // The list ends before it says it does.
  }
  return [];
}

/** The first profile among properties, else the first primaries; the file's author may have given both. */
function colourOf(meta: DataView, properties: readonly Box[]): ColourSpace | undefined {
  const told = properties.filter(({ type, from, to }) => type === 'colr' && to - from > 6);
  const profile = told.find(({ from }) => /^(?:prof|rICC)$/.test(typeAt(meta, from)));
  if (profile) {
    const start = meta.byteOffset + profile.from + 4;
    return { profile: new Uint8Array(meta.buffer as ArrayBuffer).slice(start, meta.byteOffset + profile.to) };
  }
  const numbers = told.find(({ from }) => typeAt(meta, from) === 'nclx');
  return numbers && { primaries: meta.getUint16(numbers.from + 4) };
}

/** Quarters against the clock, by EXIF's names; and those that a turn over makes of them. */
const turned: readonly Orientation[] = [1, 8, 3, 6];
/** The same seen in a mirror whose axis stands upright: left and right are exchanged behind the turn. */
const mirrored: readonly Orientation[] = [2, 7, 4, 5];

/** What the turns and mirrors come to, one after the other. */
function orientationOf(meta: DataView, properties: readonly Box[]): Orientation {
  let quarters = 0;
  let flips = false;
  for (const { type, from, to } of properties) {
    if (to <= from) continue;
    const value = meta.getUint8(from);
    if (type === 'irot') quarters = (quarters + (flips ? 4 - (value & 3) : value & 3)) % 4;
    if (type === 'imir') {
      // Axis 1 exchanges left and right, axis 0 top and bottom, which is the same turned by half.
      flips = !flips;
      if ((value & 1) === 0) quarters = (quarters + 2) % 4;
    }
  }
  return (flips ? mirrored : turned)[quarters] ?? 1;
}
