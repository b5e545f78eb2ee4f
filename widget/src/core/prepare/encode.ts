import type { ImageInfo } from '@scanfill/proxy/contract';
import type { Life } from '../base/life.ts';
import { type Canvas, contextOf, createCanvas, encodeCanvas, showBitmap, takeBitmap } from './canvas.ts';
import { drawUpright, turnedSize } from './draw.ts';
import { fitWithin, type Size } from './size.ts';
import { stripJpeg } from './strip-jpeg.ts';

/** A decoded picture that can be written as JPEG again and again. */
export type Picture = {
  /** Writes it at most `maxSidePx` wide or high. */
  readonly encode: (maxSidePx: number, quality: number) => Promise<Blob>;
  /** Frees the pixels. */
  readonly close: () => void;
};

/**
 * Decodes with the platform: first frame, to be encoded upright. Decoding, scaling and encoding all run off the main thread — a canvas that
 * was handed a bitmap is encoded elsewhere, one that was drawn on is encoded on the main thread. Undefined where the browser cannot
 * (createImageBitmap is missing, or gives a size that is not the header's); rejects where the picture cannot be decoded.
 */
export async function decode(file: Blob, image: ImageInfo, life: Life): Promise<Picture | undefined> {
  if (typeof createImageBitmap !== 'function') return undefined;
  const close = (late: ImageBitmap): void => late.close();
  // Browsers differ in when they turn a bitmap, and Chromium encodes it unturned: without the EXIF nobody turns it but `drawUpright`.
  const isJpeg = image.format === 'jpeg';
  const parts = isJpeg ? stripJpeg(new Uint8Array(await life.race(file.arrayBuffer())), true) : undefined;
  // What cannot be taken apart keeps its EXIF, and is drawn as the browser turns it.
  const orientation = parts ? image.orientation : 1;
  const bitmap = await life.race(createImageBitmap(parts ? new Blob([...parts]) : file), close);
  const stored = turnedSize(image, orientation);
  if (bitmap.width !== stored.width || bitmap.height !== stored.height) {
    bitmap.close();
    return undefined;
  }
  let canvas: Canvas | undefined;
  return {
    async encode(maxSidePx, quality) {
      const size = fitWithin(image, maxSidePx);
      if (!canvas) {
        const scaled = await life.race(scale(bitmap, turnedSize(size, orientation)), close);
        const isFlat = image.orientation === 1 && (await isOpaque(file, image, life));
        canvas = showBitmap(isFlat ? scaled : await drawUpright(scaled, orientation, life));
      } else if (canvas.width !== size.width) canvas = showBitmap(await life.race(scale(canvas, size), close));
      return await life.race(encodeCanvas(canvas, quality));
    },
    close: () => bitmap.close(),
  };
}

/** Whether nothing can shine through, as far as the header tells: a JPEG always, a PNG by its colour type and without a `tRNS` chunk. */
async function isOpaque(file: Blob, image: ImageInfo, life: Life): Promise<boolean> {
  if (image.format !== 'png') return image.format === 'jpeg';
  const head = new Uint8Array(await life.race(file.slice(0, 65_536).arrayBuffer()));
  return ((head[25] ?? 4) & 4) === 0 && !new TextDecoder('latin1').decode(head).includes('tRNS');
}

async function scale(source: ImageBitmap | Canvas, { width, height }: Size): Promise<ImageBitmap> {
  if (source.width === width && source.height === height && source instanceof ImageBitmap) return source;
  const scaled = await createImageBitmap(source, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
  if (scaled.width === width && scaled.height === height) return scaled;
  // A browser that does not know these options gives the whole picture.
  const canvas = createCanvas(width, height);
  contextOf(canvas).drawImage(scaled, 0, 0, width, height);
  scaled.close();
  return await takeBitmap(canvas);
}
