import type { Point, Quad } from './quad.ts';

/** Where a place of a straight picture lies in the one it is seen askew in: nine numbers, row by row. */
export type Projection = readonly [number, number, number, number, number, number, number, number, number];

/** The projection that carries a rectangle of this size onto a quad, its top left onto the first corner (Heckbert). */
export function projectionOnto([a, b, c, d]: Quad, width: number, height: number): Projection {
  const [dx1, dx2, sumX] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, sumY] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const whole = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(sumX * dy2 - dx2 * sumY) / whole, (dx1 * sumY - sumX * dy1) / whole];
  return [
    (b.x - a.x + g * b.x) / width,
    (d.x - a.x + h * d.x) / height,
    a.x,
    (b.y - a.y + g * b.y) / width,
    (d.y - a.y + h * d.y) / height,
    a.y,
    g / width,
    h / height,
    1,
  ];
}

/** Where a place of the straight picture is seen. */
export function placeOf([m0, m1, m2, m3, m4, m5, m6, m7, m8]: Projection, x: number, y: number): Point {
  const depth = m6 * x + m7 * y + m8;
  return { x: (m0 * x + m1 * y + m2) / depth, y: (m3 * x + m4 * y + m5) / depth };
}

/** A quad with so much of its sides added all around, as it is seen. */
export function grown(quad: Quad, share: number): Quad {
  const onto = projectionOnto(quad, 1, 1);
  const [low, high] = [-share, 1 + share];
  return [placeOf(onto, low, low), placeOf(onto, high, low), placeOf(onto, high, high), placeOf(onto, low, high)];
}
