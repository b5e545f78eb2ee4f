import type { Line } from './lines.ts';
import type { Point } from './quad.ts';

/** Two lines that end where they meet, and which way each goes on from there: 1 to higher places of it, -1 to lower. */
export type Corner = {
  readonly a: Line;
  readonly b: Line;
  readonly wayA: 1 | -1;
  readonly wayB: 1 | -1;
  readonly at: Point;
};

/** A card's corner is rounded, or worn: a side may end this share of its length before it, within these bounds. */
const gapShare = 0.18;
const leastGap = 6;
const mostGap = 34;
/** Corners are seen as right angles within some degrees: the least sine. */
const leastSquare = Math.cos((32 * Math.PI) / 180);

type End = { readonly line: Line; readonly way: 1 | -1; readonly at: number; readonly gap: number };

/** Where lines end at each other. */
export function* cornersOf(lines: readonly Line[]): Generator<undefined, readonly Corner[]> {
  const ends = lines.flatMap((line) =>
    line.runs.flatMap(([from, to]): readonly End[] => {
      const gap = Math.min(mostGap, Math.max(leastGap, gapShare * (to - from)));
      return [
        { line, way: 1, at: from, gap },
        { line, way: -1, at: to, gap },
      ];
    }),
  );
  const corners: Corner[] = [];
  for (const [index, one] of ends.entries()) {
    for (let next = index + 1; next < ends.length; next++) {
      const corner = cornerOf(one, ends[next] ?? one);
      if (corner) corners.push(corner);
    }
    if (index % 16 === 0) yield;
  }
  return corners;
}

function cornerOf(one: End, other: End): Corner | undefined {
  const [a, b] = [one.line, other.line];
  const turn = a.cos * b.sin - a.sin * b.cos;
  if (turn < leastSquare && turn > -leastSquare) return undefined;
  const x = (a.offset * b.sin - b.offset * a.sin) / turn;
  const y = (b.offset * a.cos - a.offset * b.cos) / turn;
  if (Math.abs(y * a.cos - x * a.sin - one.at) > one.gap) return undefined;
  if (Math.abs(y * b.cos - x * b.sin - other.at) > other.gap) return undefined;
  return { a, b, wayA: one.way, wayB: other.way, at: { x, y } };
}
