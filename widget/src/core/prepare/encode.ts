import type { ImageFormat, ImageInfo, Orientation } from '@scanfill/proxy/contract';
import type { Life } from '../base/life.ts';
import { type Canvas, contextOf, createCanvas, encodeCanvas, showBitmap, takeBitmap } from './canvas.ts';
import { decodeScaled } from './decode-scaled.ts';
import { drawUpright, turnedSize } from './draw.ts';
import { isClear } from './look.ts';
import { fitWithin, type Size } from './size.ts';
import type { Source } from './source.ts';
import { stripJpeg, withProfile } from './strip-jpeg.ts';
import { turnJpeg } from './turn-jpeg.ts';

/** A decoded picture that can be written as JPEG again and again. */
export type Picture = {
  /** Writes it at most `maxSidePx` wide or high. */
  readonly encode: (maxSidePx: number, quality: number) => Promise<Blob>;
  /** Frees the pixels. */
  readonly close: () => void;
};

/**
 * Decodes with the platform: first frame, to be encoded upright, at first at most `maxSidePx` wide or high. Decoding,
 * scaling and encoding all run off the main thread: a canvas that was handed a bitmap is encoded elsewhere, one that
 * was drawn on is encoded on the main thread. Undefined where the browser cannot (createImageBitmap is missing, or
 * gives a size that is not the header's); rejects where the picture cannot be decoded, or nothing is in what was.
 */
export async function decode(
  source: Source,
  image: ImageInfo,
  maxSidePx: number,
  life: Life,
): Promise<Picture | undefined> {
  if (typeof createImageBitmap !== 'function') return undefined;
  const orientation = source.turnsItself ? 1 : image.orientation;
  const stored = turnedSize(image, orientation);
  const bitmap = await bitmapOf(source, image.format, stored, maxSidePx, orientation !== 1, life);
  if (!bitmap) return undefined;
  if (!source.mayBeClear && (await isClear(bitmap, source.isOpaque, life))) {
    bitmap.close();
    throw new Error('nothing was decoded');
  }
  const upright = turnedSize(bitmap, orientation);
  let canvas: Canvas | undefined;
  /**
   * The canvas holds the picture as it is stored: its JPEG is turned. Without `ImageDecoder` (WebKit) encoding keeps
   * the page waiting anyway, and drawing takes less of that.
   */
  let isStored = orientation !== 1 && source.isOpaque && typeof ImageDecoder === 'function';
  const show = async (from: ImageBitmap | Canvas, size: Size): Promise<Canvas> => {
    const isUpright = from === canvas && !isStored;
    const scaled = await life.race(scale(from, isUpright ? size : turnedSize(size, orientation)), close);
    const isFlat = isUpright || isStored || (source.isOpaque && orientation === 1);
    return showBitmap(isFlat ? scaled : await drawUpright(scaled, orientation, life));
  };
  return {
    async encode(maxSidePx, quality) {
      const size = fitWithin(upright, maxSidePx);
      const wanted = isStored ? turnedSize(size, orientation) : size;
      if (canvas?.width !== wanted.width || canvas.height !== wanted.height)
        canvas = await show(canvas ?? bitmap, size);
      let blob = await life.race(encodeCanvas(canvas, quality));
      const turned = isStored ? await turnedBlob(blob, orientation, life) : blob;
      if (turned) blob = turned;
      else {
        // No side ends where a block does: drawn upright after all.
        const stored = await life.race(scale(canvas, wanted), close);
        isStored = false;
        canvas = showBitmap(await drawUpright(stored, orientation, life));
        blob = await life.race(encodeCanvas(canvas, quality));
      }
      return source.profile ? await withColours(blob, source.profile, life) : blob;
    },
    close: () => bitmap.close(),
  };
}

const close = (late: ImageBitmap): void => late.close();

/**
 * The stored picture, of a large JPEG only as large as it will be wanted; undefined where it is not what the header
 * says.
 */
async function bitmapOf(
  { decodable }: Source,
  format: ImageFormat,
  stored: Size,
  maxSidePx: number,
  turns: boolean,
  life: Life,
): Promise<ImageBitmap | undefined> {
  const isLarge = format === 'jpeg' && Math.max(stored.width, stored.height) > maxSidePx;
  const scaled = isLarge ? await decodeScaled(decodable, stored, maxSidePx, turns, life) : undefined;
  if (scaled) return scaled;
  const wanted = isLarge ? fitWithin(stored, maxSidePx) : stored;
  const options: ImageBitmapOptions = isLarge
    ? { resizeWidth: wanted.width, resizeHeight: wanted.height, resizeQuality: 'medium' }
    : {};
  const bitmap = await life.race(createImageBitmap(new Blob([...decodable]), options), close);
  // Not all widen a screen to a frame that reaches beyond it; a GIF lies but one way.
  if (format === 'gif') return bitmap;
  // A browser that does not know these options gives the whole picture.
  if ([wanted, stored].some(({ width, height }) => bitmap.width === width && bitmap.height === height)) return bitmap;
  bitmap.close();
  return undefined;
}

/** The JPEG of a stored picture turned upright by its coefficients; undefined where that cannot be done. */
async function turnedBlob(blob: Blob, orientation: Orientation, life: Life): Promise<Blob | undefined> {
  const parts = stripJpeg(new Uint8Array(await life.race(blob.arrayBuffer())));
  const turned = parts && (await turnJpeg(parts, orientation, life));
  return turned && new Blob([...turned], { type: blob.type });
}

async function withColours(blob: Blob, profile: Uint8Array<ArrayBuffer>, life: Life): Promise<Blob> {
  const parts = stripJpeg(new Uint8Array(await life.race(blob.arrayBuffer())));
  return parts ? new Blob([...withProfile(parts, profile)], { type: blob.type }) : blob;
}

/** The picture at another size. */
export async function scale(source: ImageBitmap | Canvas, { width, height }: Size): Promise<ImageBitmap> {
  if (source.width === width && source.height === height && source instanceof ImageBitmap) return source;
  const scaled = await createImageBitmap(source, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
  if (scaled.width === width && scaled.height === height) return scaled;
  // A browser that does not know these options gives the whole picture.
  const canvas = createCanvas(width, height);
  contextOf(canvas).drawImage(scaled, 0, 0, width, height);
  scaled.close();
  return await takeBitmap(canvas);
}
