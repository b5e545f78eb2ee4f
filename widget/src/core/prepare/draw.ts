import type { Orientation } from '@scanfill/proxy/contract';
import type { Life } from '../life.ts';
import { contextOf, createCanvas, takeBitmap } from './canvas.ts';
import type { Size } from './size.ts';

/** So many pixels are drawn before the page may react again: some 10 ms. */
const stripePixels = 1_000_000;

/** Where x and y of the stored picture go in the upright one, for each orientation: the first four numbers of a canvas transform. */
const turns: Readonly<Record<Orientation, readonly [a: number, b: number, c: number, d: number]>> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/** The size of a picture once it is turned upright; the same the other way round. */
export function turnedSize({ width, height }: Size, orientation: Orientation): Size {
  return orientation > 4 ? { width: height, height: width } : { width, height };
}

/**
 * The picture turned upright and laid on paper: what shines through a PNG or WEBP would be black in a JPEG. Drawn in stripes, with pauses
 * in which the page can react. The bitmap is used up.
 */
export async function drawUpright(bitmap: ImageBitmap, orientation: Orientation, life: Life): Promise<ImageBitmap> {
  const { width, height } = turnedSize(bitmap, orientation);
  const canvas = createCanvas(width, height);
  const context = contextOf(canvas);
  const [a, b, c, d] = turns[orientation];
  context.fillStyle = '#fff';
  context.setTransform(a, b, c, d, a < 0 || c < 0 ? width : 0, b < 0 || d < 0 ? height : 0);
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

/** Lets the page handle what has happened meanwhile. A message, because nested timers wait 4 ms each. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
