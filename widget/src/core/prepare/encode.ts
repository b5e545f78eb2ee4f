import type { ImageInfo } from '@scanfill/proxy/contract';
import type { Life } from '../life.ts';
import { fitWithin } from './size.ts';

/** A decoded picture that can be written as JPEG again and again. */
export type Picture = {
  /** Writes it at most `maxSidePx` wide or high. */
  readonly encode: (maxSidePx: number, quality: number) => Promise<Blob>;
  /** Frees the pixels. */
  readonly close: () => void;
};

/**
 * Decodes with the platform: off the main thread, upright, first frame. Undefined where the browser cannot (createImageBitmap or
 * OffscreenCanvas missing, or an orientation it ignores); rejects where the picture cannot be decoded.
 */
export async function decode(file: Blob, image: ImageInfo, life: Life): Promise<Picture | undefined> {
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') return undefined;
  const bitmap = await life.race(createImageBitmap(file, { imageOrientation: 'from-image' }), (late) => late.close());
  // A browser that ignores the orientation hands over a picture lying on its side.
  if (bitmap.width !== image.width || bitmap.height !== image.height) {
    bitmap.close();
    return undefined;
  }
  return {
    async encode(maxSidePx, quality) {
      const { width, height } = fitWithin(bitmap, maxSidePx);
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { alpha: false });
      if (!context) throw new Error('no 2d context');
      // What shines through a PNG or WEBP is meant to lie on paper, not on black.
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
      return await life.race(canvas.convertToBlob({ type: 'image/jpeg', quality }));
    },
    close: () => bitmap.close(),
  };
}
