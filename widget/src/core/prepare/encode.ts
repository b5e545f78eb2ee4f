import type { ImageInfo } from '@scanfill/proxy/contract';
import type { Life } from '../life.ts';
import { fitWithin, type Size } from './size.ts';

/** A decoded picture that can be written as JPEG again and again. */
export type Picture = {
  /** Writes it at most `maxSidePx` wide or high. */
  readonly encode: (maxSidePx: number, quality: number) => Promise<Blob>;
  /** Frees the pixels. */
  readonly close: () => void;
};

/** So many pixels are drawn before the page may react again: some 10 ms. */
const stripePixels = 1_000_000;

/**
 * Decodes with the platform: upright, first frame. Decoding, scaling and encoding all run off the main thread — a canvas that was handed a
 * bitmap is encoded elsewhere, one that was drawn on is encoded on the main thread. Undefined where the browser cannot (createImageBitmap
 * or OffscreenCanvas missing, or an orientation it ignores); rejects where the picture cannot be decoded.
 */
export async function decode(file: Blob, image: ImageInfo, life: Life): Promise<Picture | undefined> {
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') return undefined;
  const close = (late: ImageBitmap): void => late.close();
  const bitmap = await life.race(createImageBitmap(file, { imageOrientation: 'from-image' }), close);
  // A browser that ignores the orientation hands over a picture lying on its side.
  if (bitmap.width !== image.width || bitmap.height !== image.height) {
    bitmap.close();
    return undefined;
  }
  let source: ImageBitmap | OffscreenCanvas = bitmap;
  const canvasOf = async (size: Size): Promise<OffscreenCanvas> => {
    if (source instanceof OffscreenCanvas && source.width === size.width && source.height === size.height)
      return source;
    // Chromium encodes a bitmap as it was stored, whatever its orientation: only drawing turns it.
    const isFlat = (image.format === 'jpeg' && image.orientation === 1) || source instanceof OffscreenCanvas;
    const scaled = await life.race(scale(source, size), close);
    return shown(isFlat ? scaled : await onWhite(scaled, life));
  };
  return {
    async encode(maxSidePx, quality) {
      const canvas = await canvasOf(fitWithin(bitmap === source ? bitmap : image, maxSidePx));
      source = canvas;
      return await life.race(canvas.convertToBlob({ type: 'image/jpeg', quality }));
    },
    close: () => bitmap.close(),
  };
}

async function scale(source: ImageBitmap | OffscreenCanvas, { width, height }: Size): Promise<ImageBitmap> {
  if (source.width === width && source.height === height && source instanceof ImageBitmap) return source;
  const scaled = await createImageBitmap(source, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
  if (scaled.width === width && scaled.height === height) return scaled;
  // A browser that does not know these options gives the whole picture.
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).drawImage(scaled, 0, 0, width, height);
  scaled.close();
  return canvas.transferToImageBitmap();
}

/** The picture laid on paper: what shines through a PNG or WEBP would be black in a JPEG. Drawn in stripes, with pauses. */
async function onWhite(bitmap: ImageBitmap, life: Life): Promise<ImageBitmap> {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  const step = Math.max(1, Math.floor(stripePixels / width));
  context.fillStyle = '#fff';
  for (let top = 0; top < height; top += step) {
    const rows = Math.min(step, height - top);
    context.fillRect(0, top, width, rows);
    context.drawImage(bitmap, 0, top, width, rows, 0, top, width, rows);
    await life.race(new Promise((resolve) => setTimeout(resolve)));
  }
  bitmap.close();
  return canvas.transferToImageBitmap();
}

/** A canvas that shows the bitmap, which is used up. */
function shown(bitmap: ImageBitmap): OffscreenCanvas {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('bitmaprenderer');
  if (context) context.transferFromImageBitmap(bitmap);
  else contextOf(canvas).drawImage(bitmap, 0, 0);
  return canvas;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  // Read frequently means: kept in memory, where a striped drawing really happens stripe by stripe.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('no 2d context');
  context.imageSmoothingQuality = 'high';
  return context;
}
