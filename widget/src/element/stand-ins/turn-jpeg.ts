import type { turnJpeg as turn } from '../../core/prepare/turn-jpeg.ts';
import { photoPart } from './photo-part.ts';

/**
 * In place of `core/prepare/turn-jpeg.ts`: loaded with the advice about a photo. Without it, photos are turned by
 * decoding them.
 */
export const turnJpeg: typeof turn = async (parts, orientation, life) => {
  const part = await life.race(photoPart());
  return await part?.turnJpeg(parts, orientation, life);
};
