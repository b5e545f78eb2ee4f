import { halfTurn, type TiltedRect } from './hull.ts';
import type { Homography, Point, Quad } from './raster.ts';

/**
 * The direction most text runs in, in radians within (−π/2, π/2]; long lines weigh more. `undefined` without any line.
 */
export function textAngle(rects: readonly TiltedRect[]): number | undefined {
  const lines = rects.filter((rect) => rect.length > 1.8 * rect.thickness);
  if (lines.length === 0) return undefined;
  let best = { support: 0, angle: 0 };
  for (const candidate of lines) {
    const support = lines.reduce((sum, rect) => sum + weight(rect) * closeness(rect.angle - candidate.angle), 0);
    if (support > best.support) best = { support, angle: candidate.angle };
  }
  let sum = 0;
  let total = 0;
  for (const rect of lines) {
    const off = halfTurn(rect.angle - best.angle);
    if (Math.abs(off) > 0.12) continue;
    sum += off * weight(rect);
    total += weight(rect);
  }
  return halfTurn(best.angle + sum / Math.max(total, 1e-9));
}

function weight(rect: TiltedRect): number {
  return rect.length * Math.min(6, rect.length / rect.thickness);
}

function closeness(angle: number): number {
  const off = Math.abs(halfTurn(angle));
  return off < 0.12 ? 1 - off / 0.12 : 0;
}

/**
 * The map that makes nearly level text lines of a photographed page exactly level, also where perspective lets them
 * converge: all lines pass through one vanishing point, so slope = m − k·(y − slope·x) about the page's centre, fitted
 * over all lines.
 */
export function levelling(rects: readonly TiltedRect[], centre: Point): Homography {
  const lines = rects
    .filter((rect) => rect.length > 4 * rect.thickness && Math.abs(rect.angle) < 0.35)
    .map((rect) => ({
      slope: Math.tan(rect.angle),
      x: rect.cx - centre.x,
      y: rect.cy - centre.y,
      weight: rect.length,
    }));
  let m = 0;
  let k = 0;
  let kept = lines;
  for (let round = 0; round < 3 && kept.length > 0; round++) {
    let s = 0;
    let st = 0;
    let stt = 0;
    let sm = 0;
    let smt = 0;
    for (const line of kept) {
      const t = line.y - line.slope * line.x;
      s += line.weight;
      st += line.weight * t;
      stt += line.weight * t * t;
      sm += line.weight * line.slope;
      smt += line.weight * line.slope * t;
    }
    // A ridge keeps the fit from inventing perspective out of a few lines.
    const ridge = s * (centre.y * 0.08) ** 2;
    const det = s * (stt + ridge) - st * st;
    k = det === 0 || kept.length < 4 ? 0 : -(s * smt - st * sm) / det;
    m = (sm + k * st) / s;
    const error = (line: (typeof lines)[number]) => Math.abs(line.slope - (m - k * (line.y - line.slope * line.x)));
    const limit = Math.max(0.01, 2.5 * (kept.map(error).sort((a, b) => a - b)[kept.length >> 1] ?? 0));
    kept = lines.filter((line) => error(line) <= limit);
  }
  const limit = 0.35 / Math.max(centre.x, 1);
  k = Math.max(-limit, Math.min(limit, k));
  const { x, y } = centre;
  // About the centre: x′ = (x + m·y)/(1 − k·x), y′ = (y − m·x)/(1 − k·x); then back to page coordinates.
  const a = [1, m, 0, -m, 1, 0, -k, 0, 1] as const;
  const w = a[8] - a[6] * x;
  return [
    (a[0] + x * a[6]) / w,
    a[1] / w,
    (-a[0] * x - a[1] * y + x * w) / w,
    (a[3] + y * a[6]) / w,
    a[4] / w,
    (-a[3] * x - a[4] * y + y * w) / w,
    a[6] / w,
    0,
    1,
  ];
}

/** The corners of a rectangle whose text runs along its longer side, from left to right. */
export function corners(rect: TiltedRect, along: number = rect.length, across: number = rect.thickness): Quad {
  const ux = (Math.cos(rect.angle) * along) / 2;
  const uy = (Math.sin(rect.angle) * along) / 2;
  const vx = (-Math.sin(rect.angle) * across) / 2;
  const vy = (Math.cos(rect.angle) * across) / 2;
  return [
    { x: rect.cx - ux - vx, y: rect.cy - uy - vy },
    { x: rect.cx + ux - vx, y: rect.cy + uy - vy },
    { x: rect.cx + ux + vx, y: rect.cy + uy + vy },
    { x: rect.cx - ux + vx, y: rect.cy - uy + vy },
  ];
}
