import { formats, type Orientation } from '@scanfill/proxy/contract';
import type { Life } from '../base/life.ts';
import { encodeCanvas, showBitmap } from './canvas.ts';
import { drawUpright } from './draw.ts';
import { scale } from './encode.ts';
import { isCanvasTrue, isClear } from './look.ts';
import { fitWithin } from './size.ts';

/** As `prepareImage` would make it, so that nothing is left for it to do: what is encoded twice becomes worse. */
const maxSidePx = 4_096;
const quality = 0.92;

/**
 * A decoded picture as a JPEG named `name`: turned by `orientation`, on white, no larger than is sent. Rejects where
 * nothing is in the picture, or this browser gives noise for what is drawn.
 */
export async function jpegOf(bitmap: ImageBitmap, orientation: Orientation, name: string, life: Life): Promise<File> {
  if (!isCanvasTrue() || (await isClear(bitmap, false, life))) throw new Error('nothing was decoded');
  const scaled = await life.race(scale(bitmap, fitWithin(bitmap, maxSidePx)), (late) => late.close());
  const canvas = showBitmap(await drawUpright(scaled, orientation, life));
  const blob = await life.race(encodeCanvas(canvas, quality));
  return new File([blob], `${name}.jpg`, { type: formats.jpeg });
}
