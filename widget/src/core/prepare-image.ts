import { formats, type ImageInfo, type Inspection, limits } from '@scanfill/proxy/contract';
import { browserEnvironment } from './base/environment.ts';
import { type Life, within } from './base/life.ts';
import { ScanError } from './base/scan-error.ts';
import { cropped } from './edges/cropped.ts';
import { inspectImage } from './inspect-image.ts';
import { decode, type Picture } from './prepare/encode.ts';
import { decodeWithLibrary } from './prepare/fallback.ts';
import { jpegSource } from './prepare/jpeg-source.ts';
import { isCanvasTrue } from './prepare/look.ts';
import { lackOf } from './prepare/needs.ts';
import { takeApart as takeOthersApart } from './prepare/other-formats.ts';
import type { Source } from './prepare/source.ts';
import { turnJpeg } from './prepare/turn-jpeg.ts';
import { goneDetail } from './readable.ts';
import { sourceLimits } from './source-limits.ts';

export type PrepareOptions = {
  /** Longest side of the result; 4096 unless told, never more than the service takes. */
  readonly maxSidePx?: number;
  /** Most bytes of the result; 4 MiB unless told, never more than the service takes. */
  readonly maxBytes?: number;
  /** JPEG quality to begin with, 0 to 1; 0.92 unless told. */
  readonly quality?: number;
  /** `card`: of a picture of one card only that is kept, cut out and straight; all of any other picture. */
  readonly crop?: 'card' | undefined;
  readonly signal?: AbortSignal;
  /** Most milliseconds for everything; 60,000 unless told. */
  readonly timeoutMs?: number;
  /** What `inspectImage` said of this very file, where it was asked already: the file is not judged again. */
  readonly inspected?: Inspection | undefined;
};

/**
 * What happened to a picture: `stripped` of metadata, not a pixel changed · `turned` upright · `shrunk` to the longest
 * side · `converted` from another format · `compressed` to the byte target · `first-frame` of an animation ·
 * `cropped` to the card · `re-encoded` where none of these tells why its pixels were written anew: a file that was cut
 * short, colours for print.
 */
export type PrepareNote =
  | 'stripped'
  | 'turned'
  | 'shrunk'
  | 'converted'
  | 'compressed'
  | 'first-frame'
  | 'cropped'
  | 're-encoded';

/** A picture fit to be sent. */
export type Prepared = {
  /** Name, type and size fit the bytes. */
  readonly file: File;
  readonly width: number;
  readonly height: number;
  /** False where the file is the very one that came in. */
  readonly changed: boolean;
  readonly notes: readonly PrepareNote[];
};

/** Qualities after the first, before pixels are given up. */
const qualities = [0.85, 0.75, 0.65];
/** Below this side a card is no longer read well: better an error than a useless picture. */
const leastSidePx = 800;

/**
 * Makes a photo fit to be sent: upright, no larger than asked, without metadata, JPEG unless it already is fine as it
 * is. What is fine is not decoded at all, so it cannot become worse: metadata is cut out of JPEG and PNG bytes. The
 * source may be over the service's limits (`sourceLimits` are its own), the result never is. Rejects with a
 * `ScanError`: a refusal of the inspection by those limits, `image-unreadable` (param `gone`: the file was changed or
 * deleted after it was chosen), `prepare-failed` where nothing could be decoded, `byte-target` (params `limit`,
 * `actual`: bytes), `timeout` or `aborted`.
 */
export async function prepareImage(source: Blob, options: PrepareOptions = {}): Promise<Prepared> {
  const { quality = 0.92, signal, timeoutMs = 60_000 } = options;
  const maxSidePx = Math.min(options.maxSidePx ?? 4_096, limits.maxSidePx);
  const maxBytes = Math.min(options.maxBytes ?? 4 * 1024 * 1024, limits.maxBytes);
  const prepareWhole = async (life: Life): Promise<Prepared> => {
    const missing = lackOf();
    if (missing)
      throw new ScanError('browser-too-old', { detail: `This browser has no ${missing}.`, params: { missing } });
    const { inspected } = options;
    // What was refused by the service's limits may be within those of a source.
    const verdict = inspected?.ok ? inspected : await life.race(inspectImage(source, sourceLimits));
    if (!verdict.ok) throw new ScanError(verdict.code, { detail: verdict.detail, params: { ...verdict.params } });
    const { image } = verdict;
    const bytes = await life.race(readAll(source));

    const isTurned = image.orientation !== 1;
    const isFine = !image.animated && Math.max(image.width, image.height) <= maxSidePx;
    const taken = await takeApart(bytes, image, isFine, life);
    /** The very pixels that came in, upright. */
    const asIs = async (most: number): Promise<Prepared | undefined> => {
      const clean = await uprightAsIs(taken.asIs, source, bytes, image, most, life);
      if (!clean || clean.size > most) return undefined;
      const changed = clean !== source;
      const notes: readonly PrepareNote[] = !changed ? [] : [isTurned ? 'turned' : 'stripped'];
      return { file: clean, width: image.width, height: image.height, changed, notes };
    };
    const same = isFine ? await asIs(maxBytes) : undefined;
    if (same) return same;
    if (!isCanvasTrue()) {
      // Better too large for the caller's wish than noise: the service takes it.
      const original = image.animated ? undefined : await asIs(limits.maxBytes);
      const detail = 'This browser gives noise in place of what is drawn (it resists fingerprinting). Send a JPEG.';
      if (!original || !(await inspectImage(original.file)).ok) throw new ScanError('prepare-failed', { detail });
      return original;
    }

    const picture =
      (await decode(taken, image, maxSidePx, life)) ??
      (await decodeWithLibrary(fileOf([bytes], source, image.format), life));
    try {
      const { blob, compressed } = await encodeWithin(picture, { ...image, maxSidePx, maxBytes, quality });
      const result = await life.race(inspectImage(blob));
      if (!result.ok || result.image.format !== 'jpeg') throw failed(result);
      const { width, height } = result.image;
      const notes: PrepareNote[] = [];
      if (image.animated) notes.push('first-frame');
      if (isTurned) notes.push('turned');
      if (width < image.width || height < image.height) notes.push('shrunk');
      if (image.format !== 'jpeg') notes.push('converted');
      if (compressed) notes.push('compressed');
      if (notes.length === 0) notes.push('re-encoded');
      return { file: fileOf([blob], source, 'jpeg'), width, height, changed: true, notes };
    } finally {
      picture.close();
    }
  };
  const prepare = async (life: Life): Promise<Prepared> => {
    const whole = await prepareWhole(life);
    return (options.crop && (await cropOf(whole, source, quality, maxBytes, life))) || whole;
  };
  return await within(signal, timeoutMs, browserEnvironment, prepare, failed);
}

/** The card alone; undefined where the whole photo is to be sent: whatever fails here is no reason to send none. */
async function cropOf(
  { file, notes }: Prepared,
  source: Blob,
  quality: number,
  maxBytes: number,
  life: Life,
): Promise<Prepared | undefined> {
  try {
    if (!isCanvasTrue()) return undefined;
    const { cropToCard } = await life.race(import('./edges/card-edges.ts'));
    const cut = await cropToCard(file, quality, life);
    const verdict = cut && (await life.race(inspectImage(cut)));
    if (!cut || !verdict?.ok || cut.size > maxBytes) return undefined;
    const card = fileOf([cut], source, 'jpeg');
    cropped.add(card);
    const { width, height } = verdict.image;
    const others = notes.filter((note) => note !== 'stripped' && note !== 're-encoded');
    return { file: card, width, height, changed: true, notes: [...others, 'cropped'] };
  } catch {
    life.check();
    return undefined;
  }
}

/** The whole file; a file that is no longer the one that was chosen is told as that. */
async function readAll(source: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await source.arrayBuffer());
  } catch (cause) {
    throw new ScanError('image-unreadable', { detail: goneDetail, params: { gone: 1 }, cause });
  }
}

/** A picture of any format, taken apart. */
async function takeApart(
  bytes: Uint8Array<ArrayBuffer>,
  { format }: ImageInfo,
  sendable: boolean,
  life: Life,
): Promise<Source> {
  return format === 'jpeg' ? jpegSource(bytes) : await takeOthersApart(bytes, format, sendable, life);
}

/**
 * The file upright, with the right name and type; itself where nothing is to be done, undefined where that takes
 * decoding.
 */
async function uprightAsIs(
  clean: Source['asIs'],
  source: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  { format, orientation }: ImageInfo,
  maxBytes: number,
  life: Life,
): Promise<File | undefined> {
  if (!clean) return undefined;
  const size = clean.reduce((sum, part) => sum + part.length, 0);
  if (orientation === 1) {
    if (size > maxBytes) return undefined;
    const isSame = size === bytes.length && source instanceof File && source.type === formats[format];
    return isSame && areSame(clean, bytes) ? source : fileOf([...clean], source, format);
  }
  // Codes that fit the picture may save a tenth, not more: no use in turning what then must be decoded to become
  // smaller.
  if (format !== 'jpeg' || size * 0.9 > maxBytes) return undefined;
  const turned = await turnJpeg(clean, orientation, life);
  return turned && fileOf([...turned], source, format);
}

/** Whether the parts are these bytes. */
function areSame(parts: readonly Uint8Array[], bytes: Uint8Array): boolean {
  let at = 0;
  for (const part of parts) for (const byte of part) if (byte !== bytes[at++]) return false;
  return true;
}

/** Steps down in quality, then in size, until the target is met. */
async function encodeWithin(
  picture: Picture,
  wanted: { width: number; height: number; maxSidePx: number; maxBytes: number; quality: number },
): Promise<{ readonly blob: Blob; readonly compressed: boolean }> {
  const { maxBytes, quality } = wanted;
  let side = Math.min(Math.max(wanted.width, wanted.height), wanted.maxSidePx);
  let blob = await picture.encode(side, quality);
  let compressed = false;
  let lowest = quality;
  for (const next of qualities) {
    if (blob.size <= maxBytes) break;
    if (next >= quality) continue;
    // A target far away is not reached by quality alone: every useless step costs an encoding.
    if (blob.size > 4 * maxBytes && next !== qualities[qualities.length - 1]) continue;
    blob = await picture.encode(side, next);
    lowest = next;
    compressed = true;
  }
  while (blob.size > maxBytes) {
    const smaller = Math.floor(side * Math.min(0.9, Math.sqrt(maxBytes / blob.size)));
    if (smaller < Math.min(leastSidePx, side))
      throw new ScanError('byte-target', {
        detail: `The photo has ${blob.size} bytes at ${side} px, ${maxBytes} are allowed. Take it with less around the card.`,
        params: { limit: maxBytes, actual: blob.size },
      });
    side = smaller;
    blob = await picture.encode(side, lowest);
    compressed = true;
  }
  return { blob, compressed };
}

function failed(cause: unknown): ScanError {
  const detail = 'The photo is damaged and cannot be decoded. Take it again or save it anew.';
  return new ScanError('prepare-failed', { detail, cause });
}

/** The bytes as a file whose name and type say what they are. */
function fileOf(parts: BlobPart[], source: Blob, format: keyof typeof formats): File {
  const name = source instanceof File ? source.name.replace(/\.[^.]*$/, '') : '';
  const lastModified = source instanceof File ? source.lastModified : undefined;
  return new File(parts, `${name || 'photo'}.${format === 'jpeg' ? 'jpg' : format}`, {
    type: formats[format],
    ...(lastModified === undefined ? {} : { lastModified }),
  });
}
