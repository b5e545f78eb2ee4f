import type { Life } from '../base/life.ts';
import { contextOf, createCanvas, encodeCanvas } from '../prepare/canvas.ts';
import { searchCards } from './find-cards.ts';
import { inSlices } from './in-slices.ts';
import { pixelsWithin } from './preview-pixels.ts';
import { grown } from './projection.ts';
import { areaOf, type Quad, scaled } from './quad.ts';
import { straighten, straightSize } from './straighten.ts';

/** Cards are looked for on so many pixels a side. */
const previewSidePx = 1_000;
/** So much of the card's own sides is left around it: what the edges were missed by stays in the picture. */
const margin = 0.02;
/** A card that takes this share of the picture is not cut out of it: there is nothing around it to lose. */
const fills = 0.85;

/**
 * The one card in an upright picture, cut out and made straight, as a JPEG; undefined where there is none or more than
 * one, or where it fills the picture. No larger than it is in the picture, and the same way up.
 */
export async function cropToCard(picture: Blob, quality: number, life: Life): Promise<Blob | undefined> {
  const bitmap = await life.race(createImageBitmap(picture), (late) => late.close());
  try {
    const preview = pixelsWithin(bitmap, previewSidePx);
    const [card, other] = await life.race(inSlices(searchCards(preview)));
    if (!card || other || areaOf(card) > fills * preview.width * preview.height) return undefined;
    return await cutOut(bitmap, grown(scaled(card, bitmap.width / preview.width), margin), quality, life);
  } finally {
    bitmap.close();
  }
}

async function cutOut(bitmap: ImageBitmap, quad: Quad, quality: number, life: Life): Promise<Blob> {
  const { width, height } = straightSize(quad);
  const result = createCanvas(width, height);
  const to = contextOf(result);
  const part = createCanvas(1, 1);
  const from = contextOf(part);
  const work = straighten(
    quad,
    bitmap,
    (box) => {
      part.width = box.width;
      part.height = box.height;
      from.drawImage(bitmap, -box.left, -box.top);
      return from.getImageData(0, 0, box.width, box.height);
    },
    (stripe, row) => to.putImageData(new ImageData(stripe.data, stripe.width, stripe.height), 0, row),
  );
  await life.race(inSlices(work));
  return await life.race(encodeCanvas(result, quality));
}
