import type { Candidate } from './candidates.ts';
import { areaOf, distance, overlapOf, type Quad } from './quad.ts';

/** A candidate, and how much it looks like a card. */
export type Scored = Candidate & { readonly score: number };

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
/** What is printed on a card is as straight as it is within this sine; a card on a sheet of paper lies askew. */
const straight = Math.sin((2.5 * Math.PI) / 180);
/** What lies on a sheet may look so much less like a card than the sheet. */
const sheetLead = 8;
/** So much of it a card takes. */
const leastShare = 0.08;
const mostShare = 0.7;
/** So far it may lie over the sheet's rim, as a share of that. */
const over = -0.02;

/** The quad a card's edge makes around what is printed on it, where there is one. */
export function outermost(one: Scored, others: readonly Scored[]): Scored {
  const area = areaOf(one.quad);
  return others.reduce((outer, other) => {
    const larger = areaOf(other.quad) / area;
    const isLikely = printed.some((frame) => larger < frame.larger && other.score > one.score - frame.lead);
    const isOuter = larger > 1.01 && larger > areaOf(outer.quad) / area;
    return isLikely &&
      isOuter &&
      isWithin(one.quad, other.quad) &&
      askew(one.quad, other.quad) < straight &&
      !holdsTwo(other, one, others)
      ? other
      : outer;
  }, one);
}

/** Whether a quad is the sheet of paper on which a card lies: nothing that is printed on a card lies askew on it. */
export function isSheet(one: Scored, others: readonly Scored[]): boolean {
  const area = areaOf(one.quad);
  return others.some(({ quad, score }) => {
    const share = areaOf(quad) / area;
    const isCard = score > one.score - sheetLead && share > leastShare && share < mostShare;
    return isCard && isWithin(quad, one.quad, over) && askew(quad, one.quad) > straight;
  });
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
function isWithin(inner: Quad, outer: Quad, margin = leastMargin): boolean {
  return outer.every((from, index) => {
    const to = outer[(index + 1) % 4] ?? from;
    const length = distance(from, to);
    return inner.every(
      ({ x, y }) => ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length > margin * length,
    );
  });
}

/** How far a quad's sides are from another's, in the mean: the sine of the angle to the nearest of them. */
function askew(inner: Quad, outer: Quad): number {
  const sides = (quad: Quad) =>
    quad.map((from, index) => {
      const to = quad[(index + 1) % 4] ?? from;
      const length = Math.max(1e-6, distance(from, to));
      return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
    });
  const around = sides(outer);
  return sides(inner).reduce((sum, a) => sum + Math.min(...around.map((b) => Math.abs(a.x * b.y - a.y * b.x))) / 4, 0);
}
