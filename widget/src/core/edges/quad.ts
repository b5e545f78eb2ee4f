/** A place in a picture, in its pixels. */
export type Point = { readonly x: number; readonly y: number };

/**
 * Four corners in the picture's pixels, clockwise as a person sees them, the first where the picture's own top left is
 * nearest: which way up the card's print stands, its edges do not tell.
 */
export type Quad = readonly [Point, Point, Point, Point];

/** From one point to another. */
export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** What a quad covers, in square pixels. */
export function areaOf(corners: readonly Point[]): number {
  return Math.abs(signedArea(corners));
}

/** The lengths of the sides, each behind the corner of the same place in the list. */
export function sidesOf([a, b, c, d]: Quad): readonly [number, number, number, number] {
  return [distance(a, b), distance(b, c), distance(c, d), distance(d, a)];
}

/** The longer sides' mean length over the shorter ones'. */
export function ratioOf(quad: Quad): number {
  const [top, right, bottom, left] = sidesOf(quad);
  const [wide, high] = [top + bottom, right + left];
  return Math.max(wide, high) / Math.max(1e-6, Math.min(wide, high));
}

/** All of it as many times as large. */
export function scaled([a, b, c, d]: Quad, factor: number): Quad {
  const one = ({ x, y }: Point): Point => ({ x: x * factor, y: y * factor });
  return [one(a), one(b), one(c), one(d)];
}

/** The corners in the order every quad has; see {@link Quad}. */
export function inOrder(corners: Quad): Quad {
  const [a, b, c, d] = signedArea(corners) < 0 ? ([...corners].reverse() as unknown as Quad) : corners;
  const turns: readonly Quad[] = [
    [a, b, c, d],
    [b, c, d, a],
    [c, d, a, b],
    [d, a, b, c],
  ];
  return turns.reduce((best, turn) => (turn[0].x + turn[0].y < best[0].x + best[0].y ? turn : best));
}

/** The share of the smaller of two quads that lies in the other one. */
export function overlapOf(a: Quad, b: Quad): number {
  // Sutherland and Hodgman: one quad cut along the sides of the other.
  let left: readonly Point[] = a;
  for (const [index, from] of b.entries()) {
    const to = b[(index + 1) % 4] ?? from;
    left = cut(left, from, to);
  }
  return areaOf(left) / Math.max(1e-6, Math.min(areaOf(a), areaOf(b)));
}

function cut(corners: readonly Point[], from: Point, to: Point): readonly Point[] {
  const side = (p: Point): number => (to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x);
  return corners.flatMap((point, index) => {
    const next = corners[(index + 1) % corners.length] ?? point;
    const [here, there] = [side(point), side(next)];
    const share = here / (here - there);
    const between = { x: point.x + (next.x - point.x) * share, y: point.y + (next.y - point.y) * share };
    return [...(here >= 0 ? [point] : []), ...(here >= 0 !== there >= 0 ? [between] : [])];
  });
}

/** Positive where the corners run clockwise as a person sees them. */
function signedArea(corners: readonly Point[]): number {
  let sum = 0;
  for (const [index, { x, y }] of corners.entries()) {
    const next = corners[(index + 1) % corners.length] ?? { x, y };
    sum += x * next.y - next.x * y;
  }
  return sum / 2;
}
