import type { Pixels } from '../hints/luminance.ts';
import { beyondFrame } from './beyond-frame.ts';
import { candidatesOf } from './candidates.ts';
import { cornersOf } from './corners.ts';
import { edgesOf, type Planes, shrink } from './gradient.ts';
import { isSheet, outermost, type Scored } from './layers.ts';
import { linesOf } from './lines.ts';
import { overlapOf, type Quad, scaled } from './quad.ts';
import { refine } from './refine.ts';
import { scoreOf } from './score.ts';
import { withoutThin } from './thin.ts';

/** Cards are looked for on so many pixels a side: small print is not seen there, a card's edge is. */
const coarseSidePx = 340;
const mostLines = 110;
const mostCards = 4;
/** Of each coarse pixel so many around it are looked at once more, where the picture has them. */
const refineWithin = 2.5;

/**
 * The cards in a picture, the likeliest first; none where no four edges look like a card's. For pictures of 400 to
 * 1,000 px a side, upright or not; some 50 ms.
 */
export function findCards(pixels: Pixels): readonly Quad[] {
  const search = searchCards(pixels);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** The same in steps of some milliseconds, so that a page can react between them. */
export function* searchCards(pixels: Pixels): Generator<undefined, readonly Quad[]> {
  const small = shrink(pixels, coarseSidePx);
  yield;
  const factor = pixels.width / small.width;
  let cards = yield* cardsOf(yield* withoutThin(small));
  // A card of which a thin line is all that is seen, on a ground of its own colour.
  if (cards.length === 0) cards = yield* cardsOf(small);
  return cards.map((quad) => {
    const reach = refineWithin * factor;
    // Once more, from where the first look has led: the farther from an edge, the more else is near.
    const near = refine(pixels, refine(pixels, scaled(quad, factor), reach), reach);
    const beyond = beyondFrame(pixels, near);
    return beyond === near ? near : refine(pixels, beyond, 2);
  });
}

/** The cards in a small picture. */
function* cardsOf(small: Planes): Generator<undefined, readonly Quad[]> {
  const edges = edgesOf(small);
  yield;
  const lines = yield* linesOf(edges, mostLines);
  const corners = yield* cornersOf(lines);
  const found = yield* candidatesOf(corners, small.width, small.height);
  const likely = found
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate.traits) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  yield;
  const cards: Quad[] = [];
  let left: readonly Scored[] = likely;
  while (cards.length < mostCards) {
    const one = left.find((each) => !isSheet(each, likely));
    if (!one) break;
    const { quad } = outermost(one, left);
    cards.push(quad);
    left = left.filter((other) => overlapOf(quad, other.quad) <= 0.02);
    yield;
  }
  return cards;
}
