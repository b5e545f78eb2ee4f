import type { Pixels } from '../hints/luminance.ts';
import { distance, type Point, type Quad } from './quad.ts';
import { colourAt, moved } from './refine.ts';

/** A frame is printed so near to the card's edge at most, as a share of the card's mean side. */
const farthest = 0.045;
/** Nearer than so many pixels two edges are one. */
const nearest = 2;
/** So many places of each side are looked at, but for its ends. */
const places = 40;
const ends = 0.1;
/** Less of a change, in 255 of any one colour in the mean of a whole side, is no edge. */
const leastChange = 4;
/** Where three sides are to tell of the fourth. */
const plainChange = 12;
/** So many of a side's places see an edge of it; of one that a thumb lies on, so many. */
const leastAgreed = 0.62;
const leastCovered = 0.35;
/** The four margins of a frame are the same within this share, or this many pixels. */
const sameShare = 0.3;
const samePx = 1.5;

/**
 * A frame that is printed all around, hardly inside the card's edge, is a stronger edge than that: where the picture
 * changes once more as far from all four sides, or plainly from three, those are the card's. The fourth side may be
 * there already, or be covered in part.
 */
export function beyondFrame(pixels: Pixels, quad: Quad): Quad {
  const side = quad.reduce((sum, from, index) => sum + distance(from, quad[(index + 1) % 4] ?? from) / 4, 0);
  const steps = Math.ceil(side * farthest);
  const sides = quad.map((from, index) => changesBeyond(pixels, from, quad[(index + 1) % 4] ?? from, steps + 2));
  for (let margin = steps; margin >= nearest; margin--) {
    const peaks = (share: number, least: number) =>
      sides.map((changes) =>
        peakNear(
          changes.map((change) => (change.share < share ? 0 : change.mean)),
          margin,
          least,
        ),
      );
    const margins = peaks(leastAgreed, leastChange);
    if (margins.every((found) => found !== undefined)) return moved(quad, margins);
    const plain = peaks(leastAgreed, plainChange);
    const [missing, another] = plain.flatMap((found, index) => (found === undefined ? [index] : []));
    if (missing === undefined || another !== undefined) continue;
    const covered = peaks(leastCovered, leastChange)[missing];
    return moved(
      quad,
      plain.map((found, index) => (index === missing ? covered : found)),
    );
  }
  return quad;
}

type Change = { readonly mean: number; readonly share: number };

/**
 * How much the colours change at each step away from a side, in the mean of its places, and how many of them agree on
 * it: along a line of print they do not.
 */
function changesBeyond(pixels: Pixels, from: Point, to: Point, steps: number): readonly Change[] {
  const length = Math.max(1, distance(from, to));
  // Clockwise as a person sees them, so that this leads out.
  const out = { x: (to.y - from.y) / length, y: (from.x - to.x) / length };
  const seen = Array.from({ length: steps + 2 }, (_, step) =>
    Array.from({ length: places }, (__, place) => {
      const share = ends + ((1 - 2 * ends) * place) / (places - 1);
      const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
      return colourAt(pixels, x + out.x * step, y + out.y * step);
    }),
  );
  return seen.map((_, step) => {
    const [before, behind] = [seen[step - 1], seen[step + 1]];
    if (!before || !behind) return { mean: 0, share: 0 };
    const colours = [0, 1, 2].map((colour) =>
      agreed(before.map((one, at) => ((behind[at]?.[colour] ?? 0) - (one[colour] ?? 0)) / 2)),
    );
    return colours.reduce((most, each) => (each.mean * each.share > most.mean * most.share ? each : most));
  });
}

function agreed(changes: readonly number[]): Change {
  const mean = changes.reduce((sum, change) => sum + change, 0) / places;
  const share = changes.filter((change) => change * Math.sign(mean) > 0.35 * Math.abs(mean)).length / places;
  return { mean: Math.abs(mean), share };
}

/** The strongest edge about so far out. */
function peakNear(changes: readonly number[], margin: number, least: number): number | undefined {
  const slack = Math.max(samePx, sameShare * margin);
  let best: number | undefined;
  for (let at = Math.ceil(Math.max(nearest, margin - slack)); at <= margin + slack; at++) {
    const change = changes[at] ?? 0;
    const isPeak = change >= least && change >= (changes[at - 1] ?? 0) && change > (changes[at + 1] ?? 0);
    if (isPeak && change > (changes[best ?? -1] ?? 0)) best = at;
  }
  return best;
}
