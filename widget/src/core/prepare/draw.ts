import type { Orientation } from '@scanfill/proxy/contract';
import type { Life } from '../base/life.ts';
import { pause } from '../base/pause.ts';
import { contextOf, createCanvas, takeBitmap } from './canvas.ts';
import type { Size } from './size.ts';

/** So many pixels are drawn before the page may react again: some 10 ms. */
const stripePixels = 1_000_000;

/** How a picture is turned upright: along its diagonal first, then over to the other side. */
export function turnOf(orientation: Orientation) {
  return {
    transposed: orientation > 4,
    flipsAcross: [2, 3, 6, 7].includes(orientation),
    flipsDown: [3, 4, 7, 8].includes(orientation),
  };
}

/** The size of a picture once it is turned upright; the same the other way round. */
export function turnedSize({ width, height }: Size, orientation: Orientation): Size {
  return orientation > 4 ? { width: height, height: width } : { width, height };
}

/**
 * The picture turned upright and laid on paper: what shines through a PNG or WEBP would be black in a JPEG. Drawn in
 * stripes, with pauses in which the page can react. The bitmap is used up.
 */
export async function drawUpright(bitmap: ImageBitmap, orientation: Orientation, life: Life): Promise<ImageBitmap> {
  const { width, height } = turnedSize(bitmap, orientation);
  const canvas = createCanvas(width, height);
  const context = contextOf(canvas);
  const { transposed, flipsAcross, flipsDown } = turnOf(orientation);
  const [right, down] = [flipsAcross ? -1 : 1, flipsDown ? -1 : 1];
  context.fillStyle = '#fff';
  context.translate(flipsAcross ? width : 0, flipsDown ? height : 0);
  if (transposed) context.transform(0, down, right, 0, 0, 0);
  else context.scale(right, down);
  // Pixels only change places: nothing to smooth.
  context.imageSmoothingEnabled = false;
  const step = Math.max(1, Math.floor(stripePixels / bitmap.height));
  for (let left = 0; left < bitmap.width; left += step) {
    const columns = Math.min(step, bitmap.width - left);
    context.fillRect(left, 0, columns, bitmap.height);
    context.drawImage(bitmap, left, 0, columns, bitmap.height, left, 0, columns, bitmap.height);
    await life.race(pause());
  }
  bitmap.close();
  return await takeBitmap(canvas);
}
