/** An RGB picture, three bytes a pixel, rows from the top. */
export type Raster = { readonly data: Uint8Array; readonly width: number; readonly height: number };

export type Point = { readonly x: number; readonly y: number };

/** Four corners in reading order: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Nine coefficients of a projective map, row by row, the last one 1. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** The map that carries each point of `from` to its fellow in `to`. */
export function homography(from: Quad, to: Quad): Homography {
  const rows: number[][] = [];
  for (let i = 0; i < 4; i++) {
    const p = from[i] ?? from[0];
    const q = to[i] ?? to[0];
    rows.push([p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x, q.x]);
    rows.push([0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y, q.y]);
  }
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0] = solve(rows);
  return [a, b, c, d, e, f, g, h, 1];
}

/** Gauss elimination with pivots over an augmented matrix of n rows and n + 1 columns; zeros where it is singular. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) {
      if (Math.abs(rows[r]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = r;
    }
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top;
    const lead = top[column] ?? 0;
    if (Math.abs(lead) < 1e-12) return new Array<number>(n).fill(0);
    for (let r = 0; r < n; r++) {
      const row = rows[r];
      if (r === column || row === undefined) continue;
      const factor = (row[column] ?? 0) / lead;
      if (factor === 0) continue;
      for (let c = column; c <= n; c++) row[c] = (row[c] ?? 0) - factor * (top[c] ?? 0);
    }
  }
  return rows.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}

/** Where a homography carries a point. */
export function project(map: Homography, p: Point): Point {
  const w = map[6] * p.x + map[7] * p.y + map[8];
  return { x: (map[0] * p.x + map[1] * p.y + map[2]) / w, y: (map[3] * p.x + map[4] * p.y + map[5]) / w };
}

/** The second map after the first. */
export function compose(second: Homography, first: Homography): Homography {
  const at = (r: number, c: number) =>
    (second[r * 3] ?? 0) * (first[c] ?? 0) +
    (second[r * 3 + 1] ?? 0) * (first[c + 3] ?? 0) +
    (second[r * 3 + 2] ?? 0) * (first[c + 6] ?? 0);
  const w = at(2, 2) || 1;
  return [
    at(0, 0) / w,
    at(0, 1) / w,
    at(0, 2) / w,
    at(1, 0) / w,
    at(1, 1) / w,
    at(1, 2) / w,
    at(2, 0) / w,
    at(2, 1) / w,
    1,
  ];
}

/**
 * A new picture of `width` × `height`, each pixel taken from `source` where `map` (target → source) says, bilinear.
 * What lies outside repeats the nearest edge pixel, so no false edge arises.
 */
export function warp(source: Raster, map: Homography, width: number, height: number): Raster {
  const out = new Uint8Array(width * height * 3);
  const { data } = source;
  const maxX = source.width - 1;
  const maxY = source.height - 1;
  const stride = source.width * 3;
  const [a, b, c, d, e, f, g, h, k] = map;
  let o = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const w = g * x + h * y + k;
      let sx = (a * x + b * y + c) / w;
      let sy = (d * x + e * y + f) / w;
      sx = sx < 0 ? 0 : Math.min(sx, maxX);
      sy = sy < 0 ? 0 : Math.min(sy, maxY);
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const right = x0 < maxX ? 3 : 0;
      const down = y0 < maxY ? stride : 0;
      const i = y0 * stride + x0 * 3;
      const w00 = (1 - fx) * (1 - fy);
      const w10 = fx * (1 - fy);
      const w01 = (1 - fx) * fy;
      const w11 = fx * fy;
      for (let n = 0; n < 3; n++) {
        const p = i + n;
        out[o++] =
          (data[p] ?? 0) * w00 +
          (data[p + right] ?? 0) * w10 +
          (data[p + down] ?? 0) * w01 +
          (data[p + down + right] ?? 0) * w11 +
          0.5;
      }
    }
  }
  return { data: out, width, height };
}

/** Catmull–Rom weights of the four neighbours of a place `t` between the second and third. */
function cubic(t: number): readonly [number, number, number, number] {
  const t2 = t * t;
  const t3 = t2 * t;
  return [(-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2];
}

/** As `warp`, but cubic: keeps strokes sharp where a small picture is enlarged. Four times the work. */
export function enlarge(source: Raster, map: Homography, width: number, height: number): Raster {
  const out = new Uint8ClampedArray(width * height * 3);
  const { data } = source;
  const maxX = source.width - 1;
  const maxY = source.height - 1;
  const stride = source.width * 3;
  let o = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const { x: px, y: py } = project(map, { x, y });
      const x0 = Math.floor(px);
      const y0 = Math.floor(py);
      const wx = cubic(px - x0);
      const wy = cubic(py - y0);
      let r = 0;
      let g = 0;
      let b = 0;
      for (let j = 0; j < 4; j++) {
        const row = Math.max(0, Math.min(maxY, y0 + j - 1)) * stride;
        for (let i = 0; i < 4; i++) {
          const p = row + Math.max(0, Math.min(maxX, x0 + i - 1)) * 3;
          const w = (wx[i] ?? 0) * (wy[j] ?? 0);
          r += (data[p] ?? 0) * w;
          g += (data[p + 1] ?? 0) * w;
          b += (data[p + 2] ?? 0) * w;
        }
      }
      out[o++] = r;
      out[o++] = g;
      out[o++] = b;
    }
  }
  return { data: new Uint8Array(out.buffer), width, height };
}

/** Half the size, each pixel the mean of four. */
export function halve(source: Raster): Raster {
  const width = Math.max(1, source.width >> 1);
  const height = Math.max(1, source.height >> 1);
  const out = new Uint8Array(width * height * 3);
  const { data } = source;
  const stride = source.width * 3;
  const right = source.width > 1 ? 3 : 0;
  const down = source.height > 1 ? stride : 0;
  let o = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * 2 * stride + x * 6;
      for (let n = 0; n < 3; n++) {
        const p = i + n;
        out[o++] =
          ((data[p] ?? 0) + (data[p + right] ?? 0) + (data[p + down] ?? 0) + (data[p + down + right] ?? 0) + 2) >> 2;
      }
    }
  }
  return { data: out, width, height };
}

/** A picture and its halves, made when first asked for: shrinking through them does not lose thin strokes. */
export type Pyramid = { readonly base: Raster; at(level: number): Raster };

export function createPyramid(base: Raster): Pyramid {
  const levels = [base];
  return {
    base,
    at(level) {
      while (levels.length <= level) levels.push(halve(levels[levels.length - 1] ?? base));
      return levels[level] ?? base;
    },
  };
}

/** The part of a picture inside `quad`, straightened to `width` × `height`. */
export function cut(pyramid: Pyramid, quad: Quad, width: number, height: number): Raster {
  const sourceHeight = Math.max(1, (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2);
  const level = Math.max(0, Math.min(4, Math.floor(Math.log2(sourceHeight / height))));
  const scale = 1 / 2 ** level;
  // A pixel's value stands for its centre, so corners move by half a pixel in either grid.
  const corner = (p: Point): Point => ({ x: p.x * scale - 0.5, y: p.y * scale - 0.5 });
  const target: Quad = [
    { x: -0.5, y: -0.5 },
    { x: width - 0.5, y: -0.5 },
    { x: width - 0.5, y: height - 0.5 },
    { x: -0.5, y: height - 0.5 },
  ];
  const source: Quad = [corner(quad[0]), corner(quad[1]), corner(quad[2]), corner(quad[3])];
  const map = homography(target, source);
  return sourceHeight < 0.7 * height
    ? enlarge(pyramid.base, map, width, height)
    : warp(pyramid.at(level), map, width, height);
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
