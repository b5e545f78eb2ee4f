import type { decodeScaled as decode } from '../../core/prepare/decode-scaled.ts';
import { photoPart } from './photo-part.ts';

/**
 * In place of `core/prepare/decode-scaled.ts`: loaded with the advice about a photo. Without it, large photos are
 * decoded whole.
 */
export const decodeScaled: typeof decode = async (parts, stored, maxSidePx, turns, life) => {
  const part = await life.race(photoPart());
  return await part?.decodeScaled(parts, stored, maxSidePx, turns, life);
};
