import { contextOf, createCanvas } from '../prepare/canvas.ts';
import { fitWithin } from '../prepare/size.ts';

/** A picture's pixels, scaled down to so many a side. */
export function pixelsWithin(picture: ImageBitmap, maxSidePx: number): ImageData {
  const { width, height } = fitWithin(picture, maxSidePx);
  const context = contextOf(createCanvas(width, height), true);
  context.imageSmoothingQuality = 'medium';
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
