import type { Life } from '../base/life.ts';
import { pause } from '../base/pause.ts';
import { contextOf, createCanvas } from './canvas.ts';

const colour = [48, 128, 208, 255];
const sampleSidePx = 16;
const stripePixels = 1_000_000;

/**
 * Whether a canvas gives back what was drawn on it: Firefox with `privacy.resistFingerprinting`, and browsers made of
 * it, give noise.
 */
export function isCanvasTrue(): boolean {
  const context = contextOf(createCanvas(8, 8));
  context.fillStyle = `rgb(${colour.slice(0, 3)})`;
  context.fillRect(0, 0, 8, 8);
  // A bit or two of noise, as other browsers lay over it, does no harm.
  return context.getImageData(0, 0, 8, 8).data.every((value, at) => Math.abs(value - (colour[at % 4] ?? 0)) < 16);
}

/**
 * Whether there is nothing to see in a bitmap: WebKitGTK resolves with an empty one where it could not decode.
 * `isOpaque`: the file has no way to say that something shines through, so that some pixels tell of all.
 */
export async function isClear(bitmap: ImageBitmap, isOpaque: boolean, life: Life): Promise<boolean> {
  const sample = contextOf(createCanvas(sampleSidePx, sampleSidePx), true);
  sample.imageSmoothingEnabled = false;
  sample.drawImage(bitmap, 0, 0, sampleSidePx, sampleSidePx);
  if (hasPixel(sample.getImageData(0, 0, sampleSidePx, sampleSidePx))) return false;
  if (isOpaque) return true;
  const rows = Math.max(1, Math.floor(stripePixels / bitmap.width));
  const stripe = contextOf(createCanvas(bitmap.width, rows), true);
  for (let top = 0; top < bitmap.height; top += rows) {
    stripe.clearRect(0, 0, bitmap.width, rows);
    stripe.drawImage(bitmap, 0, -top);
    if (hasPixel(stripe.getImageData(0, 0, bitmap.width, rows))) return false;
    await life.race(pause());
  }
  return true;
}

/** Whether any pixel can be seen. */
function hasPixel({ data }: ImageData): boolean {
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) return true;
  return false;
}
