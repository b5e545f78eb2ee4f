import type { Inspection } from '@scanfill/proxy/contract';
import { pixelsWithin } from './edges/preview-pixels.ts';
import type { Quad } from './edges/quad.ts';
import { isFar } from './hints/far.ts';
import { type Hint, judgeLight } from './hints/judge-light.ts';
import type { Pixels } from './hints/luminance.ts';
import { isBlurred } from './hints/sharpness.ts';
import { inspectImage } from './inspect-image.ts';
import { isCanvasTrue } from './prepare/look.ts';
import { sourceLimits } from './source-limits.ts';

export type { Hint } from './hints/judge-light.ts';

/**
 * Light is judged on a picture of this many pixels a side, sharpness on a larger one: text must still be told from its
 * smear.
 */
const lightSidePx = 200;
const sharpSidePx = 640;

/**
 * What a person might do better before sending: `blur`, `glare`, `dark`, `small` (under the service's advised side, or
 * the card is: see `hints/far.ts`).
 * Advice, never a verdict: where the browser cannot look, or the signal aborts, there is none. Never rejects.
 * `inspected`: what `inspectImage` said of this very file.
 */
export async function hintsOf(source: Blob, signal?: AbortSignal, inspected?: Inspection): Promise<readonly Hint[]> {
  const verdict = inspected ?? (await inspectImage(source, sourceLimits));
  if (!verdict.ok) return [];
  const small: readonly Hint[] = verdict.warnings.includes('small') ? ['small'] : [];
  if (signal?.aborted || typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') return small;
  try {
    if (!isCanvasTrue()) return small;
    // Scaled while it is decoded, off the main thread; one side alone, so that the other follows whichever way the
    // picture lies.
    const { width, height } = verdict.image;
    const side = Math.min(Math.max(width, height), sharpSidePx);
    const bitmap = await createImageBitmap(source, {
      resizeQuality: 'medium',
      ...(width > height ? { resizeWidth: side } : { resizeHeight: side }),
    });
    try {
      if (signal?.aborted) return small;
      const light = judgeLight(pixelsWithin(bitmap, lightSidePx));
      const picture = pixelsWithin(bitmap, sharpSidePx);
      // Whoever comes closer has less of a dark room in the picture.
      if (isFar(await cardsIn(picture), picture, verdict.image, light.includes('dark')))
        return [...light.filter((hint) => hint !== 'dark'), 'small'];
      // What is dark or dazzled is unsharp too; one thing to mend is enough.
      if (light.length > 0 || small.length > 0) return [...light, ...small];
      return isBlurred(picture) ? ['blur'] : [];
    } finally {
      bitmap.close();
    }
  } catch {
    return small;
  }
}

/** None where what finds them cannot be loaded. */
async function cardsIn(picture: Pixels): Promise<readonly Quad[]> {
  const part = await import('./edges/card-edges.ts').catch(() => undefined);
  return (await part?.cardsIn(picture)) ?? [];
}
