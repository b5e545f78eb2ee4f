import type { Point } from './raster.ts';

/** A rectangle at any angle: `angle` in radians is that of its longer side, in (−π/2, π/2]. */
export type TiltedRect = {
  readonly cx: number;
  readonly cy: number;
  readonly length: number;
  readonly thickness: number;
  readonly angle: number;
};

/** The convex hull, counter-clockwise (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const half = (list: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of list) {
      for (;;) {
        const b = chain[chain.length - 1];
        const a = chain[chain.length - 2];
        if (a === undefined || b === undefined || (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** The rectangle of least area around a set of points: one of its sides lies on a side of the hull. */
export function smallestRect(points: readonly Point[]): TiltedRect | undefined {
  const hull = convexHull(points);
  let best: { area: number; rect: TiltedRect } | undefined;
  for (let i = 0; i < hull.length; i++) {
    const a = hull[i];
    const b = hull[(i + 1) % hull.length];
    if (a === undefined || b === undefined) continue;
    const long = Math.hypot(b.x - a.x, b.y - a.y);
    if (long === 0) continue;
    const ux = (b.x - a.x) / long;
    const uy = (b.y - a.y) / long;
    let minU = Infinity;
    let maxU = -Infinity;
    let minV = Infinity;
    let maxV = -Infinity;
    for (const p of hull) {
      const u = p.x * ux + p.y * uy;
      const v = p.y * ux - p.x * uy;
      if (u < minU) minU = u;
      if (u > maxU) maxU = u;
      if (v < minV) minV = v;
      if (v > maxV) maxV = v;
    }
    const area = (maxU - minU) * (maxV - minV);
    if (best !== undefined && area >= best.area) continue;
    const u = (minU + maxU) / 2;
    const v = (minV + maxV) / 2;
    const along = maxU - minU >= maxV - minV;
    best = {
      area,
      rect: {
        cx: u * ux - v * uy,
        cy: u * uy + v * ux,
        length: along ? maxU - minU : maxV - minV,
        thickness: along ? maxV - minV : maxU - minU,
        angle: halfTurn(along ? Math.atan2(uy, ux) : Math.atan2(ux, -uy)),
      },
    };
  }
  return best?.rect;
}

/** An angle brought into (−π/2, π/2]. */
export function halfTurn(angle: number): number {
  let a = angle % Math.PI;
  if (a <= -Math.PI / 2) a += Math.PI;
  if (a > Math.PI / 2) a -= Math.PI;
  return a;
}
