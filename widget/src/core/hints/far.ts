import { areaOf, type Quad, sidesOf } from '../edges/quad.ts';
import type { Size } from '../prepare/size.ts';

/** A card that takes less of its picture than this was photographed from afar. */
const nearFrom = 1 / 3;
/**
 * On fewer pixels along its longer side fewer fields are read, and some wrong without a word; more make no difference.
 * The decision `the-cards-edges-by-four-lines` has the figures.
 */
const readableSidePx = 900;

/**
 * Whether to come closer: the cards found on a preview of a photo take less than a third of it, and have too few of its
 * pixels to be read well, or are lost in a dark picture.
 */
export function isFar(cards: readonly Quad[], preview: Size, photo: Size, isDark: boolean): boolean {
  const [card] = cards;
  if (!card) return false;
  const share = cards.reduce((sum, quad) => sum + areaOf(quad), 0) / (preview.width * preview.height);
  if (share >= nearFrom) return false;
  const scale = Math.max(photo.width, photo.height) / Math.max(preview.width, preview.height);
  return isDark || Math.max(...sidesOf(card)) * scale < readableSidePx;
}
