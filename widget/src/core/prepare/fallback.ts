import type { Life } from '../life.ts';
import type { Picture } from './encode.ts';

/**
 * The way for browsers without createImageBitmap or OffscreenCanvas: browser-image-compression, loaded only here. Its own worker stays off
 * (it would load its script from a public CDN), and its promise may never settle, so that the caller's clock decides.
 */
export async function decodeWithLibrary(file: File, life: Life): Promise<Picture> {
  const { default: compress } = await life.race(import('browser-image-compression'));
  return {
    encode: (maxSidePx, quality) =>
      life.race(
        compress(file, {
          useWebWorker: false,
          fileType: 'image/jpeg',
          maxWidthOrHeight: maxSidePx,
          initialQuality: quality,
          // Our own steps lead to the byte target; the library's search would encode ten times.
          maxIteration: 1,
          signal: life.signal,
        }),
      ),
    close: () => undefined,
  };
}
