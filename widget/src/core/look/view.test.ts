import { expect, test } from 'vitest';
import { dragged, fitted, held, mostOf, moved, type Place, whole, zoomed } from './view.ts';

/** A passport page on a phone held upright: drawn 360 × 250. */
const place: Place = { photo: { width: 3600, height: 2500 }, stage: { width: 360, height: 600 } };
const middle = { x: 0, y: 0 };

test('the whole photo is seen first, as large as the stage allows', () => {
  expect(fitted(place)).toEqual({ width: 360, height: 250 });
  expect(fitted({ ...place, stage: { width: 3000, height: 250 } })).toEqual({ width: 360, height: 250 });
  expect(held({ scale: 0.2, x: 50, y: -50 }, place)).toEqual(whole);
});

test('what lies under the finger stays there', () => {
  const at = { x: 100, y: 40 };
  const view = zoomed({ scale: 4, x: 20, y: 10 }, 1.5, at, place);
  expect(view.scale).toBe(6);
  for (const side of ['x', 'y'] as const) {
    const before = { x: 20, y: 10 }[side];
    expect((at[side] - view[side]) / view.scale).toBeCloseTo((at[side] - before) / 4);
  }
});

test('it grows until every pixel of it is three wide, and a small one four times at least', () => {
  expect(zoomed(whole, 1000, middle, place).scale).toBe(mostOf(place));
  expect(mostOf(place)).toBe(30);
  expect(mostOf({ ...place, photo: { width: 400, height: 250 } })).toBe(4);
});

test('it cannot be pushed off the stage, nor where it fits', () => {
  expect(moved(whole, { x: 500, y: 500 }, place)).toEqual(whole);
  const view = moved({ scale: 4, x: 0, y: 0 }, { x: 5000, y: -5000 }, place);
  expect(view).toEqual({ scale: 4, x: (360 * 4 - 360) / 2, y: -(250 * 4 - 600) / 2 });
});

test('one finger moves, two make it larger about their middle', () => {
  const near = { scale: 4, x: 0, y: 0 };
  expect(dragged(near, [{ x: 0, y: 0 }], [{ x: 30, y: -20 }], place)).toEqual({ scale: 4, x: 30, y: -20 });
  const from = [
    { x: -50, y: 0 },
    { x: 50, y: 0 },
  ];
  const to = [
    { x: -90, y: 0 },
    { x: 110, y: 0 },
  ];
  expect(dragged(near, from, to, place)).toEqual({ scale: 8, x: 10, y: 0 });
  // Two fingers on one spot say nothing about size.
  expect(dragged(near, [middle, middle], to, place).scale).toBe(4);
});
