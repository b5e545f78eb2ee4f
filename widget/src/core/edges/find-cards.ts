import type { Pixels } from '../hints/luminance.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { cornersOf } from './corners.ts';
import { edgesOf, shrink } from './gradient.ts';
import { linesOf } from './lines.ts';
import { areaOf, distance, overlapOf, type Quad, scaled } from './quad.ts';
import { refine } from './refine.ts';
import { scoreOf } from './score.ts';

/** Cards are looked for on so many pixels a side: small print is not seen there, a card's edge is. */
const coarseSidePx = 400;
const mostLines = 110;
const mostCards = 4;
/**
 * A card's edge may be so much less like one than what is printed on it: a frame hardly smaller than the card, a table
 * or a portrait.
 */
const printed = [
  { larger: 1.25, lead: 6.5 },
  { larger: Number.POSITIVE_INFINITY, lead: 3 },
] as const;
const leastMargin = 0.008;
/** A second card may look this much less like one than the first. */
const twinLead = 3;
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
  const factor = pixels.width / small.width;
  const cards: Quad[] = [];
  for (const one of likely) {
    if (cards.length >= mostCards) break;
    if (cards.some((card) => overlapOf(card, one.quad) > 0.02)) continue;
    cards.push(outermost(one, likely).quad);
    yield;
  }
  return cards.map((quad) => refine(pixels, scaled(quad, factor), refineWithin * factor));
}

type Scored = Candidate & { readonly score: number };

/** The quad a card's edge makes around what is printed on it, where there is one. */
function outermost(one: Scored, others: readonly Scored[]): Scored {
  const area = areaOf(one.quad);
  return others.reduce((outer, other) => {
    const larger = areaOf(other.quad) / area;
    const isLikely = printed.some((frame) => larger < frame.larger && other.score > one.score - frame.lead);
    const isOuter = larger > 1.01 && larger > areaOf(outer.quad) / area;
    return isLikely && isOuter && isWithin(one.quad, other.quad) && !holdsTwo(other, one, others) ? other : outer;
  }, one);
}

/** Whether a quad lies around a second card of much the same size: what is around two cards is none. */
function holdsTwo(outer: Scored, one: Scored, others: readonly Scored[]): boolean {
  return others.some((other) => {
    const share = areaOf(other.quad) / areaOf(one.quad);
    const isAlike = share > 0.6 && share < 1.7 && other.score > one.score - twinLead;
    return isAlike && overlapOf(one.quad, other.quad) < 0.02 && isWithin(other.quad, outer.quad);
  });
}

/** Whether no side of a quad is another's, or crosses it: all four have a margin of some hundredths of their length. */
function isWithin(inner: Quad, outer: Quad): boolean {
  return outer.every((from, index) => {
    const to = outer[(index + 1) % 4] ?? from;
    const length = distance(from, to);
    return inner.every(
      ({ x, y }) => ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length > leastMargin * length,
    );
  });
}
