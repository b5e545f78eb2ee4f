import type { Pixels } from '../hints/luminance.ts';
import { searchCards } from './find-cards.ts';
import { inSlices } from './in-slices.ts';
import type { Quad } from './quad.ts';

export { cropToCard } from './crop-to-card.ts';

/** The cards in a picture, the likeliest first; see `find-cards.ts`. The page can react meanwhile. */
export async function cardsIn(pixels: Pixels): Promise<readonly Quad[]> {
  return await inSlices(searchCards(pixels));
}
