import type { Pixels } from '../hints/luminance.ts';

/** Planes of colour, or one of light, 0 to 255, row by row. */
export type Planes = {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Float32Array[];
};

/**
 * Where a picture changes, thinned to one pixel across: places, how much each counts (0 to 1, by what is usual around
 * it), and which way it grows lighter.
 */
export type Edges = {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly weight: Float32Array;
  /** Radians. */
  readonly angle: Float32Array;
};

/** The picture's colours at most `maxSidePx` wide or high: each pixel the mean of those it stands for. */
export function shrink({ data, width, height }: Pixels, maxSidePx: number): Planes {
  const scale = Math.min(1, maxSidePx / Math.max(width, height));
  const [wide, high] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const [red, green, blue] = [
    new Float32Array(wide * high),
    new Float32Array(wide * high),
    new Float32Array(wide * high),
  ];
  const planes = [red, green, blue];
  const counts = new Float32Array(wide * high);
  const columns = Int32Array.from({ length: width }, (_, x) => Math.min(wide - 1, Math.floor((x * wide) / width)));
  for (let y = 0, from = 0; y < height; y++) {
    const row = Math.min(high - 1, Math.floor((y * high) / height)) * wide;
    for (let x = 0; x < width; x++, from += 4) {
      const to = row + (columns[x] ?? 0);
      red[to] = (red[to] ?? 0) + (data[from] ?? 0);
      green[to] = (green[to] ?? 0) + (data[from + 1] ?? 0);
      blue[to] = (blue[to] ?? 0) + (data[from + 2] ?? 0);
      counts[to] = (counts[to] ?? 0) + 1;
    }
  }
  for (const plane of planes)
    for (let at = 0; at < plane.length; at++) plane[at] = (plane[at] ?? 0) / (counts[at] ?? 1);
  return { width: wide, height: high, planes };
}

/** Less of a change a pixel, in 255 of any one colour, is noise. */
const leastChange = 0.8;
/** How far around a place is looked for what is usual there, in pixels. */
const reach = 8;

/** The edges of a picture. */
export function edgesOf(picture: Planes): Edges {
  const { width, height } = picture;
  const { size, across, down } = changesOf(picture);
  const usual = meanAround(size, width, height, reach);
  const at = (index: number): number => size[index] ?? 0;
  const x: number[] = [];
  const y: number[] = [];
  const weight: number[] = [];
  const angle: number[] = [];
  const places: number[] = [];
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const index = row * width + column;
      const change = at(index);
      if (change < leastChange) continue;
      const [dx, dy] = [across[index] ?? 0, down[index] ?? 0];
      const [stepX, stepY] = stepOf(dx, dy);
      const step = stepY * width + stepX;
      const [before, behind] = [at(index - step), at(index + step)];
      if (change < before || change <= behind) continue;
      // Where between the pixels it lies: the top of the parabola through the three.
      const shift = (0.5 * (before - behind)) / Math.min(-1e-6, before - 2 * change + behind);
      x.push(column + shift * stepX);
      y.push(row + shift * stepY);
      weight.push(change / (change + 1.5 * (usual[index] ?? 0) + 2));
      angle.push(Math.atan2(dy, dx));
      places.push(index);
    }
  }
  const edges = {
    width,
    height,
    count: x.length,
    x: Float32Array.from(x),
    y: Float32Array.from(y),
    weight: Float32Array.from(weight),
    angle: Float32Array.from(angle),
  };
  favourChains(edges, places);
  return strongest(edges);
}

/** What counts for next to nothing once its chain is known is grain. */
const leastWeight = 0.08;

/** The same lists, closed up behind what is left out. */
function strongest(edges: Edges): Edges {
  const lists = [edges.x, edges.y, edges.weight, edges.angle];
  let count = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    if ((edges.weight[edge] ?? 0) < leastWeight) continue;
    for (const list of lists) list[count] = list[edge] ?? 0;
    count++;
  }
  return { ...edges, count };
}

/** The nearest of the eight ways to a neighbour. */
function stepOf(dx: number, dy: number): readonly [number, number] {
  const [wide, high] = [Math.abs(dx), Math.abs(dy)];
  const stepX = wide > 0.414 * high ? Math.sign(dx) : 0;
  const stepY = high > 0.414 * wide ? Math.sign(dy) : 0;
  return stepX === 0 && stepY === 0 ? [1, 0] : [stepX, stepY];
}

/** At each pixel the strongest change of the three colours, a pixel (Sobel). */
function changesOf({ width, height, planes }: Planes) {
  const size = new Float32Array(width * height);
  const across = new Float32Array(width * height);
  const down = new Float32Array(width * height);
  for (const plane of planes) {
    for (let y = 1; y < height - 1; y++) {
      for (let at = y * width + 1, end = at + width - 2; at < end; at++) {
        const nw = plane[at - width - 1] ?? 0;
        const n = plane[at - width] ?? 0;
        const ne = plane[at - width + 1] ?? 0;
        const w = plane[at - 1] ?? 0;
        const e = plane[at + 1] ?? 0;
        const sw = plane[at + width - 1] ?? 0;
        const s = plane[at + width] ?? 0;
        const se = plane[at + width + 1] ?? 0;
        const dx = (ne + 2 * e + se - nw - 2 * w - sw) / 8;
        const dy = (sw + 2 * s + se - nw - 2 * n - ne) / 8;
        const squared = dx * dx + dy * dy;
        if (squared <= (size[at] ?? 0)) continue;
        size[at] = squared;
        across[at] = dx;
        down[at] = dy;
      }
    }
  }
  for (let at = 0; at < size.length; at++) size[at] = Math.sqrt(size[at] ?? 0);
  return { size, across, down };
}

/** The mean of each place's surroundings, so far to all sides. */
function meanAround(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += values[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  const means = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius) * stride, Math.min(height, y + radius + 1) * stride];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)];
      const sum =
        (sums[bottom + right] ?? 0) - (sums[bottom + left] ?? 0) - (sums[top + right] ?? 0) + (sums[top + left] ?? 0);
      means[y * width + x] = (sum * stride) / ((bottom - top) * (right - left));
    }
  }
  return means;
}

/** As far as neighbours of one chain may differ, radians. */
const chainTurn = 0.4;
/** A chain of so many pixels is a line's; shorter ones count less, as print and grain are made of them. */
const chainLength = 14;

function favourChains({ width, height, count, weight, angle }: Edges, places: readonly number[]): void {
  const edgeAt = new Int32Array(width * height).fill(-1);
  for (let edge = 0; edge < count; edge++) edgeAt[places[edge] ?? 0] = edge;
  const seen = new Uint8Array(count);
  const around = [1, -1, width, -width, width + 1, width - 1, 1 - width, -width - 1];
  for (let start = 0; start < count; start++) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const chain = [start];
    for (let next = 0; next < chain.length; next++) {
      const edge = chain[next] ?? 0;
      for (const step of around) {
        const other = edgeAt[(places[edge] ?? 0) + step] ?? -1;
        if (other < 0 || seen[other] === 1 || apart(angle[other] ?? 0, angle[edge] ?? 0) > chainTurn) continue;
        seen[other] = 1;
        chain.push(other);
      }
    }
    const share = Math.min(1, chain.length / chainLength);
    for (const edge of chain) weight[edge] = (weight[edge] ?? 0) * share;
  }
}

/** How far two directions differ, radians, 0 to π. */
export function apart(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return turn > Math.PI ? 2 * Math.PI - turn : turn;
}
