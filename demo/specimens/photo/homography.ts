/** A point in pixels. */
export type Point = { x: number; y: number };

/** Nine numbers, row by row, that map one plane onto another. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** The four corners of a picture, clockwise from the top left. */
export const cornersOf = (width: number, height: number): readonly Point[] => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];

/** The mapping that carries four points onto four others (no three of them in line). */
export function homography(from: readonly Point[], to: readonly Point[]): Homography {
  const rows: number[][] = [];
  for (const [i, a] of from.entries()) {
    const b = to[i] ?? { x: 0, y: 0 };
    rows.push([a.x, a.y, 1, 0, 0, 0, -b.x * a.x, -b.x * a.y, b.x]);
    rows.push([0, 0, 0, a.x, a.y, 1, -b.y * a.x, -b.y * a.y, b.y]);
  }
  const [h0 = 0, h1 = 0, h2 = 0, h3 = 0, h4 = 0, h5 = 0, h6 = 0, h7 = 0] = solve(rows);
  return [h0, h1, h2, h3, h4, h5, h6, h7, 1];
}

/** Solves a linear system given as rows of coefficients and right-hand side, by elimination with pivots. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  const at = (r: number, c: number): number => rows[r]?.[c] ?? 0;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) if (Math.abs(at(r, column)) > Math.abs(at(pivot, column))) pivot = r;
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top.map((value) => value / (top[column] ?? 1));
    for (let r = 0; r < n; r++) {
      const factor = at(r, column);
      if (r !== column && factor !== 0) rows[r] = (rows[r] ?? []).map((value, c) => value - factor * at(column, c));
    }
  }
  return rows.map((row) => row[n] ?? 0);
}

/** Where a point lands. */
export function project(h: Homography, { x, y }: Point): Point {
  const w = h[6] * x + h[7] * y + h[8];
  return { x: (h[0] * x + h[1] * y + h[2]) / w, y: (h[3] * x + h[4] * y + h[5]) / w };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Where a rectangle's corners appear when it is turned in space and seen through a lens: `roll` in the picture's plane,
 * `pitch` and `yaw` out of it, all in degrees. Centred on the origin.
 */
export function viewed(
  width: number,
  height: number,
  turn: { roll: number; pitch: number; yaw: number },
): readonly Point[] {
  const roll = radians(turn.roll);
  const pitch = radians(turn.pitch);
  const yaw = radians(turn.yaw);
  // About the distance a phone is held at, in units of the object's own size.
  const distance = 2.4 * Math.max(width, height);
  return cornersOf(width, height).map((corner) => {
    const x0 = corner.x - width / 2;
    const y0 = corner.y - height / 2;
    const y1 = y0 * Math.cos(pitch);
    const z1 = y0 * Math.sin(pitch);
    const x2 = x0 * Math.cos(yaw) + z1 * Math.sin(yaw);
    const z2 = z1 * Math.cos(yaw) - x0 * Math.sin(yaw);
    const scale = distance / (distance + z2);
    const x3 = x2 * scale;
    const y3 = y1 * scale;
    return { x: x3 * Math.cos(roll) - y3 * Math.sin(roll), y: x3 * Math.sin(roll) + y3 * Math.cos(roll) };
  });
}
