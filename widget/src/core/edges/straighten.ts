import type { Pixels } from '../hints/luminance.ts';
import type { Size } from '../prepare/size.ts';
import { type Projection, placeOf, projectionOnto } from './projection.ts';
import { type Quad, sidesOf } from './quad.ts';

/** So many pixels are made in a step: some milliseconds. */
const stepPixels = 200_000;

/** A part of a picture, in whole pixels. */
type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** How large a quad is once it is straight: no side shorter than it is seen. */
export function straightSize(quad: Quad): Size {
  const [top, right, bottom, left] = sidesOf(quad);
  return {
    width: Math.max(1, Math.round(Math.max(top, bottom))),
    height: Math.max(1, Math.round(Math.max(left, right))),
  };
}

/**
 * Takes a quad out of a picture and makes it a rectangle, a stripe at each step: `read` gives a part of the picture
 * within its `size`, `write` takes a stripe of the result, from this row on.
 */
export function* straighten(
  quad: Quad,
  size: Size,
  read: (box: Box) => Pixels,
  write: (
    stripe: { readonly data: Uint8ClampedArray<ArrayBuffer>; readonly width: number; readonly height: number },
    row: number,
  ) => void,
): Generator<undefined, undefined> {
  const { width, height } = straightSize(quad);
  const onto = projectionOnto(quad, width, height);
  const rows = Math.max(1, Math.floor(stepPixels / width));
  for (let row = 0; row < height; row += rows) {
    const high = Math.min(rows, height - row);
    const box = boxAround(onto, { top: row, width, height: high }, size);
    write({ data: stripeOf(onto, row, width, high, read(box), box), width, height: high }, row);
    yield;
  }
}

/** What of the picture a stripe is made of. */
function boxAround(onto: Projection, { top, width, height }: Size & { readonly top: number }, size: Size): Box {
  const corners = [0, width].flatMap((x) => [top, top + height].map((y) => placeOf(onto, x, y)));
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const left = within(Math.floor(Math.min(...xs)) - 1, size.width - 1);
  const first = within(Math.floor(Math.min(...ys)) - 1, size.height - 1);
  return {
    left,
    top: first,
    width: within(Math.ceil(Math.max(...xs)) + 2, size.width) - left || 1,
    height: within(Math.ceil(Math.max(...ys)) + 2, size.height) - first || 1,
  };
}

/** Each pixel mixed of the four around its place in the picture; the picture's rim goes on outside. */
function stripeOf(
  [m0, m1, m2, m3, m4, m5, m6, m7, m8]: Projection,
  top: number,
  width: number,
  height: number,
  { data, width: wide, height: high }: Pixels,
  box: Box,
): Uint8ClampedArray<ArrayBuffer> {
  const stripe = new Uint8ClampedArray(width * height * 4);
  const [right, bottom] = [wide > 1 ? 4 : 0, high > 1 ? wide * 4 : 0];
  for (let row = 0, to = 0; row < height; row++) {
    const v = top + row + 0.5;
    for (let column = 0; column < width; column++, to += 4) {
      const u = column + 0.5;
      const depth = m6 * u + m7 * v + m8;
      const x = within((m0 * u + m1 * v + m2) / depth - 0.5 - box.left, wide - 1);
      const y = within((m3 * u + m4 * v + m5) / depth - 0.5 - box.top, high - 1);
      const [x0, y0] = [Math.min(Math.floor(x), Math.max(0, wide - 2)), Math.min(Math.floor(y), Math.max(0, high - 2))];
      const [fx, fy] = [x - x0, y - y0];
      const at = (y0 * wide + x0) * 4;
      for (let colour = 0; colour < 3; colour++) {
        const place = at + colour;
        const above = (data[place] ?? 0) * (1 - fx) + (data[place + right] ?? 0) * fx;
        const below = (data[place + bottom] ?? 0) * (1 - fx) + (data[place + bottom + right] ?? 0) * fx;
        stripe[to + colour] = above * (1 - fy) + below * fy;
      }
      stripe[to + 3] = 255;
    }
  }
  return stripe;
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
