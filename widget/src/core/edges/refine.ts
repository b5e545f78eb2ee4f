import type { Pixels } from '../hints/luminance.ts';
import { distance, type Point, type Quad } from './quad.ts';

/** So many places of each side are looked at, but for its ends, which are rounded. */
const places = 48;
const rounded = 0.08;
/** What a place's edge is off the side's line, as a share of how far was looked, before it counts for nothing. */
const stray = 0.4;

/**
 * The same corners, found anew where the larger picture's colours change most within `reach` pixels of each side: each
 * side is the line that most of its places agree on.
 */
export function refine(pixels: Pixels, quad: Quad, reach: number): Quad {
  const sides = sidesOf(quad).map(({ from, to }) => sideNear(pixels, from, to, reach));
  return cornersOf(quad, sides, 3 * reach);
}

/** The same with each side moved out by so many pixels. */
export function moved(quad: Quad, by: readonly (number | undefined)[]): Quad {
  const sides = sidesOf(quad).map(({ from, to }, index) => {
    const share = (by[index] ?? 0) / Math.max(1, distance(from, to));
    // Clockwise as a person sees them.
    const [x, y] = [(to.y - from.y) * share, (from.x - to.x) * share];
    return { from: { x: from.x + x, y: from.y + y }, to: { x: to.x + x, y: to.y + y } };
  });
  return cornersOf(quad, sides, Number.POSITIVE_INFINITY);
}

function sidesOf(quad: Quad): readonly Side[] {
  return quad.map((from, index) => ({ from, to: quad[(index + 1) % 4] ?? from }));
}

/** Where sides meet; what would be farther than `most` from the old corner stays. */
function cornersOf(quad: Quad, sides: readonly Side[], most: number): Quad {
  const corner = (index: 0 | 1 | 2 | 3): Point => {
    const old = quad[index];
    const [before, behind] = [sides[(index + 3) % 4], sides[index]];
    const met = before && behind ? crossing(before, behind) : old;
    return distance(met, old) < most ? met : old;
  };
  return [corner(0), corner(1), corner(2), corner(3)];
}

type Side = { readonly from: Point; readonly to: Point };

function sideNear(pixels: Pixels, from: Point, to: Point, reach: number): Side {
  const length = Math.max(1, distance(from, to));
  const normal = { x: (from.y - to.y) / length, y: (to.x - from.x) / length };
  const steps = Math.max(2, Math.round(reach));
  const shifts: number[] = [];
  const weights: number[] = [];
  const shares: number[] = [];
  for (let place = 0; place < places; place++) {
    const share = rounded + ((1 - 2 * rounded) * place) / (places - 1);
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    const changes = changesAlong(pixels, x, y, normal, steps);
    const best = changes.reduce((most, change, at) => (change > (changes[most] ?? 0) ? at : most), 0);
    const [before = 0, here = 0, behind = 0] = [changes[best - 1], changes[best], changes[best + 1]];
    if (here < 2) continue;
    const bend = before - 2 * here + behind;
    const between = best > 0 && best < changes.length - 1 && bend < 0 ? (0.5 * (before - behind)) / bend : 0;
    shares.push(share);
    shifts.push(best - steps + between);
    weights.push(1);
  }
  if (shares.length < places / 4) return { from, to };
  // A line through all of them at first, then again and again through those that are near it (Tukey's weights).
  let [start, slope] = [0, 0];
  for (let round = 0; round < 8; round++) {
    [start, slope] = lineThrough(shares, shifts, weights);
    const width = Math.max(1, reach * stray * (round < 4 ? 2 - round / 4 : 1));
    for (const [index, share] of shares.entries()) {
      const off = ((shifts[index] ?? 0) - start - slope * share) / width;
      weights[index] = Math.abs(off) < 1 ? (1 - off * off) ** 2 : 0;
    }
  }
  const kept = weights.reduce((sum, weight) => sum + weight, 0);
  if (kept < places / 5) return { from, to };
  const shifted = ({ x, y }: Point, by: number): Point => ({ x: x + normal.x * by, y: y + normal.y * by });
  return { from: shifted(from, start), to: shifted(to, start + slope) };
}

/** How much the colours change at each step along a normal, both sides of it averaged over two pixels. */
function changesAlong(pixels: Pixels, x: number, y: number, normal: Point, steps: number): readonly number[] {
  const colours: (readonly [number, number, number])[] = [];
  for (let step = -steps - 2; step <= steps + 2; step++)
    colours.push(colourAt(pixels, x + normal.x * step, y + normal.y * step));
  return Array.from({ length: 2 * steps + 1 }, (_, at) => {
    const [a, b, d, e] = [colours[at], colours[at + 1], colours[at + 3], colours[at + 4]];
    if (!a || !b || !d || !e) return 0;
    const change = Math.max(
      ...[0, 1, 2].map((c) => Math.abs((a[c] ?? 0) + (b[c] ?? 0) - (d[c] ?? 0) - (e[c] ?? 0)) / 2),
    );
    // Of two alike the nearer one.
    return change * (1 - 0.3 * Math.abs((at - steps) / (steps + 1)));
  });
}

/** The colour at a place between four pixels; the rim goes on outside. */
export function colourAt({ data, width, height }: Pixels, x: number, y: number): readonly [number, number, number] {
  const [left, top] = [within(x - 0.5, width - 1), within(y - 0.5, height - 1)];
  const [column, row] = [Math.min(width - 2, Math.floor(left)), Math.min(height - 2, Math.floor(top))];
  const [fx, fy] = [left - column, top - row];
  const at = (row * width + column) * 4;
  const below = at + width * 4;
  const mix = (c: number): number =>
    (1 - fy) * ((1 - fx) * (data[at + c] ?? 0) + fx * (data[at + 4 + c] ?? 0)) +
    fy * ((1 - fx) * (data[below + c] ?? 0) + fx * (data[below + 4 + c] ?? 0));
  return [mix(0), mix(1), mix(2)];
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Start and slope of the line through weighted values. */
function lineThrough(
  at: readonly number[],
  values: readonly number[],
  weights: readonly number[],
): [start: number, slope: number] {
  let [sum, sumX, sumY, xx, xy] = [0, 0, 0, 0, 0];
  for (const [index, x] of at.entries()) {
    const [w, y] = [weights[index] ?? 0, values[index] ?? 0];
    sum += w;
    sumX += w * x;
    sumY += w * y;
    xx += w * x * x;
    xy += w * x * y;
  }
  const spread = sum * xx - sumX * sumX;
  if (sum < 1e-6 || spread < 1e-9) return [sum < 1e-6 ? 0 : sumY / sum, 0];
  const slope = (sum * xy - sumX * sumY) / spread;
  return [(sumY - slope * sumX) / sum, slope];
}

function crossing(a: Side, b: Side): Point {
  const [ax, ay] = [a.to.x - a.from.x, a.to.y - a.from.y];
  const [bx, by] = [b.to.x - b.from.x, b.to.y - b.from.y];
  const turn = ax * by - ay * bx;
  const share = Math.abs(turn) < 1e-9 ? 0 : ((b.from.x - a.from.x) * by - (b.from.y - a.from.y) * bx) / turn;
  return { x: a.from.x + ax * share, y: a.from.y + ay * share };
}
