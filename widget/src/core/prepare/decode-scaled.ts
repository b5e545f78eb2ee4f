import type { Life } from '../base/life.ts';
import { joined } from './bytes.ts';
import type { Size } from './size.ts';

/**
 * Nine tenths of the longest side asked for are as good: scaling once more would blur more than a tenth of the pixels
 * is worth.
 */
const nearEnough = 0.9;

/**
 * Decodes a JPEG of this stored size straight to a fraction of it, of which its decoder reads a fraction of the
 * coefficients alone: half the time and a third of the memory. At most `maxSidePx` wide or high where an eighth of the
 * size comes near that, else the next eighth above. Undefined where the browser has no `ImageDecoder`, where that
 * refuses the file, or where there is nothing to gain. `turns`: the picture will be turned.
 */
export async function decodeScaled(
  parts: readonly Uint8Array<ArrayBuffer>[],
  { width, height }: Size,
  maxSidePx: number,
  turns: boolean,
  life: Life,
): Promise<ImageBitmap | undefined> {
  const eighths = eighthsOf(Math.max(width, height), maxSidePx);
  if (typeof ImageDecoder !== 'function' || eighths > 7) return undefined;
  try {
    const { buffer: data } = joined(parts);
    const decoder = new ImageDecoder({
      type: 'image/jpeg',
      data,
      // Handed over: no copy is made of it.
      transfer: [data],
      // Chromium scales by eighths, rounding down; Firefox gives the very size.
      desiredWidth: wanted((width * eighths) / 8, turns),
      desiredHeight: wanted((height * eighths) / 8, turns),
    });
    try {
      const { image } = await life.race(decoder.decode(), (late) => late.image.close());
      try {
        const bitmap = await life.race(createImageBitmap(image), (late) => late.close());
        const isWhole = Math.abs(bitmap.width * height - bitmap.height * width) <= 8 * Math.max(width, height);
        if (isWhole && Math.max(bitmap.width, bitmap.height) >= Math.min(nearEnough * maxSidePx, width, height))
          return bitmap;
        bitmap.close();
        return undefined;
      } finally {
        image.close();
      }
    } finally {
      decoder.close();
    }
  } catch {
    life.check();
    return undefined;
  }
}

/**
 * The side to ask for. Whole blocks of a JPEG are turned by their coefficients in three quarters of the time, where a
 * few pixels more are a third of a hundredth at most.
 */
function wanted(side: number, turns: boolean): number {
  return turns && side > 2_100 ? 8 * Math.ceil(side / 8) : Math.ceil(side);
}

/**
 * The most eighths of a side that are not longer than the one wanted, where they come near it; else the fewest that are
 * not shorter.
 */
function eighthsOf(side: number, maxSidePx: number): number {
  const wanted = (8 * maxSidePx) / side;
  const below = Math.floor(wanted);
  return below >= nearEnough * wanted ? below : Math.ceil(wanted);
}
