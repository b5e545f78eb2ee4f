/**
 * What a page needs once a person has chosen a photo, as the functions of the same name, loaded only then: the module a
 * page imports at its start stays small. `inspectImage` is the first step of every scan, so that it fetches the rest
 * while the person still looks on.
 */
import type { Inspection, SizeLimits } from '@scanfill/proxy/contract';
import { ScanError } from './base/scan-error.ts';
import type { ScanClient, ScanClientOptions } from './client/scan-client.ts';
import type { Quad } from './edges/quad.ts';
import type { Pixels } from './hints/luminance.ts';
import type { Hint } from './hints.ts';
import { inspectAndName } from './inspect-and-name.ts';
import type { Opened } from './open/opened.ts';
import type { Way } from './open/pages.ts';
import type { Prepared, PrepareOptions } from './prepare-image.ts';
import { sourceLimits } from './source-limits.ts';

const photo = () => load(import('./photo.ts'));
const client = () => load(import('./client/scan-client.ts'));

/**
 * Judges a picture from its header alone; see `inspect-image.ts`. By the service's limits, unless others are `allowed`.
 */
export async function inspectImage(file: Blob, allowed?: SizeLimits): Promise<Inspection> {
  return await inspect(file, allowed);
}

/**
 * The same by the limits of what a person may choose. A file that is no photo is made one where this engine, or a part
 * that the page has opted into, can do that: HEIC, AVIF, a page of a PDF.
 */
export async function openImage(file: Blob, way: Way = {}): Promise<Opened> {
  return await inspect(file, sourceLimits, way);
}

async function inspect(file: Blob, allowed?: SizeLimits, way?: Way): Promise<Opened> {
  // Without effect on the verdict: whoever needs the modules later asks again, and is told if they cannot be had.
  for (const part of [photo, client]) part().catch(() => undefined);
  return await inspectAndName(file, async () => (await import('./foreign.ts')).takeForeign, allowed, way);
}

/** Makes a photo fit to be sent; see `prepare-image.ts`. */
export async function prepareImage(source: Blob, options?: PrepareOptions): Promise<Prepared> {
  return await (await photo()).prepareImage(source, options);
}

/** What a person might do better before sending; see `hints.ts`. */
export async function hintsOf(source: Blob, signal?: AbortSignal, inspected?: Inspection): Promise<readonly Hint[]> {
  return await photo().then(
    (loaded) => loaded.hintsOf(source, signal, inspected),
    () => [],
  );
}

/**
 * The cards in a picture, the likeliest first, as corners in its pixels; none where no four edges look like a card's.
 * For upright pictures of 400 to 1,000 px a side, as a canvas gives them; see `edges/find-cards.ts`.
 */
export async function findCards(pixels: Pixels): Promise<readonly Quad[]> {
  const { cardsIn } = await load(import('./edges/card-edges.ts'));
  return await cardsIn(pixels);
}

/** Shows a photo on a canvas; see `draw-preview.ts`. */
export async function drawPreview(
  image: Blob,
  canvas: HTMLCanvasElement | null,
  isCurrent: () => boolean,
  maxSidePx?: number,
): Promise<void> {
  await (await photo()).drawPreview(image, canvas, isCurrent, maxSidePx);
}

/** A client of the service; see `scan-client.ts`. */
export function createScanClient(options: ScanClientOptions): ScanClient {
  let made: Promise<ScanClient> | undefined;
  const get = (): Promise<ScanClient> => {
    made ??= client().then(
      (loaded) => loaded.createScanClient(options),
      (error: unknown) => {
        // Not kept: the next attempt may find the network again.
        made = undefined;
        throw error;
      },
    );
    return made;
  };
  return {
    scan: async (card, file, scanOptions) => await (await get()).scan(card, file, scanOptions),
    resume: async (id, followOptions) => await (await get()).resume(id, followOptions),
    remove: async (id) => await (await get()).remove(id),
  };
}

async function load<T>(module: Promise<T>): Promise<T> {
  try {
    return await module;
  } catch (cause) {
    throw new ScanError('part-missing', { detail: 'A module of @scanfill/widget could not be loaded.', cause });
  }
}
