import { ScanError } from '../../core/base/scan-error.ts';
import type { takeApart as take } from '../../core/prepare/other-formats.ts';
import { photoPart } from './photo-part.ts';

/**
 * In place of `core/prepare/other-formats.ts`: loaded with the advice about a photo. Without it only JPEGs are
 * prepared.
 */
export const takeApart: typeof take = async (bytes, format, sendable, life) => {
  const part = await life.race(photoPart());
  if (!part) throw new ScanError('part-missing', { detail: `What prepares a ${format} could not be loaded.` });
  return await part.takeApart(bytes, format, sendable, life);
};
