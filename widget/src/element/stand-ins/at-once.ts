/**
 * The core at once, in place of `core/later.ts`: a file for a script tag is one file. What looks at a photo and what
 * names files that are no photo come with the camera, in one part that is fetched soon after the page.
 */
import type { Inspection, SizeLimits } from '@scanfill/proxy/contract';
import type { Quad } from '../../core/edges/quad.ts';
import type { Pixels } from '../../core/hints/luminance.ts';
import type { Hint } from '../../core/hints.ts';
import { inspectAndName } from '../../core/inspect-and-name.ts';
import type { Opened } from '../../core/open/opened.ts';
import type { Way } from '../../core/open/pages.ts';
import { sourceLimits } from '../../core/source-limits.ts';
import { photoPart } from './photo-part.ts';

export { createScanClient } from '../../core/client/scan-client.ts';
export { drawPreview } from '../../core/draw-preview.ts';
export { prepareImage } from '../../core/prepare-image.ts';

/**
 * Judges a picture from its header alone; see `core/inspect-image.ts`. Where the part that names other files cannot be
 * had in time, they have no name.
 */
export async function inspectImage(file: Blob, allowed?: SizeLimits): Promise<Inspection> {
  return await inspect(file, allowed);
}

/** The same by the limits of what a person may choose, and opens what is no photo where there is a way. */
export async function openImage(file: Blob, way: Way = {}): Promise<Opened> {
  return await inspect(file, sourceLimits, way);
}

async function inspect(file: Blob, allowed?: SizeLimits, way?: Way): Promise<Opened> {
  return await inspectAndName(file, async () => (await photoPart())?.takeForeign, allowed, way);
}

/**
 * What a person might do better before sending; see `core/hints.ts`. None where the part that looks cannot be had in
 * time.
 */
export async function hintsOf(source: Blob, signal?: AbortSignal, inspected?: Inspection): Promise<readonly Hint[]> {
  return (await (await photoPart())?.hintsOf(source, signal, inspected)) ?? [];
}

/** The cards in a picture; see `core/edges/find-cards.ts`. In a part of its own here too. */
export async function findCards(pixels: Pixels): Promise<readonly Quad[]> {
  return await (await import('../../core/edges/card-edges.ts')).cardsIn(pixels);
}
