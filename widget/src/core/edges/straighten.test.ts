import { expect, test } from 'vitest';
import { grown } from './projection.ts';
import type { Quad } from './quad.ts';
import { straighten, straightSize } from './straighten.ts';

/** A picture whose red tells the column and whose green tells the row, of 256 each. */
function map(left: number, top: number, width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      data[(y * width + x) * 4] = left + x;
      data[(y * width + x) * 4 + 1] = top + y;
    }
  return { data, width, height };
}

/** What `straighten` makes of the map, and how many stripes that took. */
function straight(quad: Quad) {
  const { width, height } = straightSize(quad);
  const data = new Uint8ClampedArray(width * height * 4);
  let stripes = 0;
  const work = straighten(
    quad,
    { width: 256, height: 256 },
    ({ left, top, width: wide, height: high }) => map(left, top, wide, high),
    (stripe, row) => {
      data.set(stripe.data, row * width * 4);
      stripes++;
    },
  );
  while (!work.next().done);
  return {
    width,
    height,
    stripes,
    at: (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 2)],
  };
}

test('an upright rectangle is taken out pixel by pixel', () => {
  const { width, height, at } = straight([
    { x: 20, y: 30 },
    { x: 120, y: 30 },
    { x: 120, y: 90 },
    { x: 20, y: 90 },
  ]);
  expect([width, height]).toEqual([100, 60]);
  expect(at(0, 0)).toEqual([20, 30]);
  expect(at(99, 59)).toEqual([119, 89]);
  expect(at(40, 10)).toEqual([60, 40]);
});

test('what is seen askew becomes a rectangle: its corners, and its middle where the diagonals cross', () => {
  const quad: Quad = [
    { x: 40, y: 40 },
    { x: 200, y: 60 },
    { x: 220, y: 200 },
    { x: 20, y: 160 },
  ];
  const { width, height, at } = straight(quad);
  const near = ([x = 0, y = 0]: readonly number[], to: { x: number; y: number }): number =>
    Math.hypot(x - to.x, y - to.y);
  expect(near(at(0, 0), quad[0])).toBeLessThan(2);
  expect(near(at(width - 1, 0), quad[1])).toBeLessThan(2);
  expect(near(at(width - 1, height - 1), quad[2])).toBeLessThan(2);
  expect(near(at(0, height - 1), quad[3])).toBeLessThan(2);
  const [a, b, c, d] = quad;
  const share =
    ((b.x - a.x) * (b.y - d.y) - (b.y - a.y) * (b.x - d.x)) / ((c.x - a.x) * (b.y - d.y) - (c.y - a.y) * (b.x - d.x));
  const crossing = { x: a.x + (c.x - a.x) * share, y: a.y + (c.y - a.y) * share };
  expect(near(at(Math.round(width / 2), Math.round(height / 2)), crossing)).toBeLessThan(2);
});

test('what lies beyond the rim is the rim', () => {
  const { at } = straight([
    { x: -20, y: -10 },
    { x: 80, y: -10 },
    { x: 80, y: 60 },
    { x: -20, y: 60 },
  ]);
  expect(at(0, 0)).toEqual([0, 0]);
  expect(at(20, 10)).toEqual([0, 0]);
  expect(at(60, 40)).toEqual([40, 30]);
});

test('a quad grows by a share of its sides, as they are seen', () => {
  const [a, , c] = grown(
    [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
      { x: 200, y: 150 },
      { x: 100, y: 150 },
    ],
    0.1,
  );
  expect([a.x, a.y, c.x, c.y].map(Math.round)).toEqual([90, 95, 210, 155]);
});
