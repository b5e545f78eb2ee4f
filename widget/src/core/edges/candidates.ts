import type { Corner } from './corners.ts';
import type { Line } from './lines.ts';
import { areaOf, inOrder, type Point, type Quad, ratioOf, sidesOf } from './quad.ts';

/** Four lines that may be a card's sides, and what speaks for it. */
export type Candidate = { readonly quad: Quad; readonly traits: Traits };

/** What tells a card from four other lines; shares from 0 to 1 but where something else is said. */
export type Traits = {
  /** How much of all sides, of the barest one, and of the one before it, is edge. */
  readonly support: number;
  readonly least: number;
  readonly second: number;
  /** How much of the lines goes on as edge behind the corners: a table's edge does, a card's does not. */
  readonly overrun: number;
  /** Sides that differ from most in being lighter, or darker, inside: 0 to 2. */
  readonly mixed: number;
  /** How far the ratio of its sides is from any card's. */
  readonly odd: number;
  /** How far opposite sides are from parallel: the sine of their angle. */
  readonly skew: number;
  /** Its share of the picture, as a logarithm. */
  readonly size: number;
};

/** Opposite sides seen in perspective are parallel within this sine. */
const mostSkew = Math.sin((20 * Math.PI) / 180);
/** A card's side is at least this share of the picture's longer one, a card that share of it. */
const leastSide = 0.1;
const leastArea = 0.02;
/** A card's side is an edge over at least this share of its length. */
const leastSupport = 0.3;
/** So far beyond the picture's rim, as a share of its longer side, a corner may lie. */
const outside = 0.02;
/** Long sides over short ones: from a household register's page to an ID-1 card, seen askew. */
const leastRatio = 1.3;
const mostRatio = 1.68;
/** A ratio farther off is no card's. */
const mostOdd = 0.25;
/** A card's corners are rounded: so much of a side, at either end, need not be on its line. */
const rounded = 0.06;

/** All that may be cards: what lies between two corners that face each other. */
export function* candidatesOf(
  corners: readonly Corner[],
  width: number,
  height: number,
): Generator<undefined, readonly Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const [index, one] of corners.entries()) {
    for (let next = index + 1; next < corners.length; next++) {
      const other = corners[next] ?? one;
      // Each faces the other across the card: along its own sides the other one lies ahead.
      if (!isAhead(one, other.at) || !isAhead(other, one.at)) continue;
      const isTurned = sineOf(one.a, other.a) > mostSkew;
      const [c, d] = isTurned ? [other.b, other.a] : [other.a, other.b];
      if (sineOf(one.a, c) > mostSkew || sineOf(one.b, d) > mostSkew) continue;
      const candidate = candidateOf([one.a, one.b, c, d], width, height);
      if (candidate) found.set(candidate.quad.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(), candidate);
    }
    if (index % 8 === 0) yield;
  }
  return [...found.values()];
}

function isAhead({ a, b, wayA, wayB, at }: Corner, point: Point): boolean {
  const [dx, dy] = [point.x - at.x, point.y - at.y];
  return wayA * (dy * a.cos - dx * a.sin) > 8 && wayB * (dy * b.cos - dx * b.sin) > 8;
}

/** The quad within four lines, the first and third facing each other, as the second and fourth do. */
function candidateOf(
  [left, top, right, bottom]: readonly [Line, Line, Line, Line],
  width: number,
  height: number,
): Candidate | undefined {
  const [side, slack] = [Math.max(width, height), outside * Math.max(width, height)];
  const corners: Quad = [crossing(left, top), crossing(top, right), crossing(right, bottom), crossing(bottom, left)];
  for (const { x, y } of corners)
    if (Math.abs(x) > width / 2 + slack || Math.abs(y) > height / 2 + slack) return undefined;
  const lengths = sidesOf(corners);
  if (Math.min(...lengths) < leastSide * side || areaOf(corners) < leastArea * width * height) return undefined;
  const ratio = ratioOf(corners);
  const odd = Math.max(0, leastRatio - ratio, ratio - mostRatio);
  if (odd > mostOdd) return undefined;
  const middle = meanOf(corners);
  const supports: number[] = [];
  let [overrun, lighter] = [0, 0];
  for (const [index, line] of [top, right, bottom, left].entries()) {
    const [from, to] = ends(line, corners[index] ?? middle, corners[(index + 1) % 4] ?? middle);
    const length = to - from;
    const support = coverage(line, line.covered, from + rounded * length, to - rounded * length);
    if (support < leastSupport) return undefined;
    supports.push(support);
    const [gap, reach] = [Math.max(2, 0.03 * length), Math.max(6, 0.15 * length)];
    overrun += coverage(line, line.oneWay, from - gap - reach, from - gap);
    overrun += coverage(line, line.oneWay, to + gap, to + gap + reach);
    if (middle.x * line.cos + middle.y * line.sin > line.offset) lighter++;
  }
  const [least = 0, second = 0, third = 0, most = 0] = supports.sort((one, other) => one - other);
  // From the middle of the picture, and of its pixels, to its upper left corner.
  const shift = ({ x, y }: Point): Point => ({ x: x + width / 2 + 0.5, y: y + height / 2 + 0.5 });
  const [p, q, r, s] = corners;
  return {
    quad: inOrder([shift(p), shift(q), shift(r), shift(s)]),
    traits: {
      support: (least + second + third + most) / 4,
      least,
      second,
      overrun: overrun / 8,
      mixed: Math.min(lighter, 4 - lighter),
      odd,
      skew: Math.max(sineOf(left, right), sineOf(top, bottom)),
      size: Math.log(areaOf(corners) / (width * height)),
    },
  };
}

/** The sine of the angle between two lines. */
function sineOf(a: Line, b: Line): number {
  return Math.abs(a.cos * b.sin - a.sin * b.cos);
}

function crossing(a: Line, b: Line): Point {
  const turn = a.cos * b.sin - a.sin * b.cos;
  return {
    x: (a.offset * b.sin - b.offset * a.sin) / turn,
    y: (b.offset * a.cos - a.offset * b.cos) / turn,
  };
}

/** Where two points of a line lie on it, the lower place first. */
function ends({ cos, sin }: Line, a: Point, b: Point): readonly [number, number] {
  const [one, other] = [a.y * cos - a.x * sin, b.y * cos - b.x * sin];
  return one < other ? [one, other] : [other, one];
}

/** The share of a stretch of a line that is edge. */
function coverage({ reach }: Line, covered: Float32Array, from: number, to: number): number {
  const place = (at: number): number => Math.min(2 * reach, Math.max(0, Math.round(at) + reach));
  const [first, last] = [place(from), place(to)];
  return last > first ? ((covered[last] ?? 0) - (covered[first] ?? 0)) / (last - first) : 0;
}

function meanOf([a, b, c, d]: Quad): Point {
  return { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 };
}
