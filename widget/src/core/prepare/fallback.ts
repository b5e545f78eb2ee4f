import type { Life } from '../base/life.ts';
import type { Picture } from './encode.ts';

/**
 * The way for browsers without createImageBitmap, or whose bitmaps are not what the header says:
 * browser-image-compression, loaded only here. Its own worker stays off (it would load its script from a public CDN),
 * and its promise may never settle, so that the caller's clock decides. In Safari it decodes by a `data:` URL, which a
 * page's `img-src` must then allow.
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
