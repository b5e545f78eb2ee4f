import { describe, expect, test } from 'vitest';
import type { Pixels } from '../hints/luminance.ts';
import { findCards, searchCards } from './find-cards.ts';
import { inSlices } from './in-slices.ts';
import { overlapOf, type Point, type Quad } from './quad.ts';

type Colour = readonly [number, number, number];

/** A picture drawn pixel by pixel, each the mean of four places within it: edges as soft as a lens makes them. */
function picture(width: number, height: number, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      for (const dy of [0.25, 0.75])
        for (const dx of [0.25, 0.75])
          for (const [c, value] of colourAt(x + dx, y + dy).entries()) sum[c] = (sum[c] ?? 0) + value;
      for (const [c, value] of sum.entries()) data[(y * width + x) * 4 + c] = value / 4;
    }
  return { data, width, height };
}

/** A number from 0 to 1 that looks like chance, for a place. */
function chance(x: number, y: number): number {
  const mixed = Math.sin(Math.floor(x) * 127.1 + Math.floor(y) * 311.7) * 43_758.5453;
  return mixed - Math.floor(mixed);
}

/** A card of some print, where a place is given in shares of its sides. */
function print(u: number, v: number): Colour {
  if (u > 0.66 && u < 0.92 && v > 0.15 && v < 0.7) return [150, 160, 175];
  const isPrint =
    u > 0.08 && u < 0.6 && v > 0.12 && v < 0.9 && (v * 9) % 1 < 0.45 && chance(u * 31 + v * 9, v * 9) < 0.7;
  return isPrint ? [50, 50, 60] : [222, 228, 234];
}

/** The place in a parallelogram, in shares of its sides. */
function shareOf({ x, y }: Point, [a, b, , d]: Quad): readonly [number, number] {
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, d.x - a.x, d.y - a.y];
  const whole = ux * vy - uy * vx;
  return [((x - a.x) * vy - (y - a.y) * vx) / whole, ((y - a.y) * ux - (x - a.x) * uy) / whole];
}

/** A card's corners: the middle, its width, and its turn in degrees. */
function cardAt(x: number, y: number, width: number, degrees: number, ratio = 1.585): Quad {
  const turn = (degrees * Math.PI) / 180;
  const corner = (across: number, down: number): Point => {
    const [dx, dy] = [(across * width) / 2, (down * width) / ratio / 2];
    return { x: x + dx * Math.cos(turn) - dy * Math.sin(turn), y: y + dx * Math.sin(turn) + dy * Math.cos(turn) };
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

function desk(x: number, y: number): Colour {
  const value = 96 + 24 * Math.sin(y / 9 + Math.sin(x / 60)) + 16 * chance(x, y);
  return [value, value * 0.8, value * 0.6];
}

function scene(cards: readonly Quad[], ground = desk, width = 800, height = 600): Pixels {
  return picture(width, height, (x, y) => {
    for (const card of cards) {
      const [u, v] = shareOf({ x, y }, card);
      if (u >= 0 && u <= 1 && v >= 0 && v <= 1) return print(u, v);
    }
    return ground(x, y);
  });
}

/** How far the worst corner is off. */
function worst(found: Quad | undefined, card: Quad): number {
  return Math.max(...card.map(({ x, y }) => Math.min(...(found ?? []).map((p) => Math.hypot(p.x - x, p.y - y)))));
}

describe('one card', () => {
  test.each([
    ['lying straight', cardAt(400, 300, 560, 0)],
    ['askew', cardAt(410, 290, 520, 11)],
    ['on its side', cardAt(400, 300, 470, 86)],
    ['upside down', cardAt(380, 320, 540, 184)],
    ['an eighth of a turn off', cardAt(400, 300, 430, 45)],
    ['small', cardAt(300, 340, 170, -7)],
    ['a passport', cardAt(400, 300, 540, 3, 125 / 88)],
  ])('%s: all four corners within a pixel or two', (_, card) => {
    const [found, ...others] = findCards(scene([card]));
    expect(worst(found, card)).toBeLessThan(2);
    expect(others).toEqual([]);
  });

  test('in perspective: the lines of its sides, not their mean, are found', () => {
    const corners: Quad = [
      { x: 150, y: 130 },
      { x: 640, y: 90 },
      { x: 700, y: 470 },
      { x: 110, y: 430 },
    ];
    const isInside = (x: number, y: number): boolean =>
      corners.every((from, index) => {
        const to = corners[(index + 1) % 4] ?? from;
        return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) >= 0;
      });
    const photo = picture(800, 600, (x, y) => (isInside(x, y) ? [215, 220, 228] : desk(x, y)));
    expect(worst(findCards(photo)[0], corners)).toBeLessThan(2);
  });

  test('held by a thumb over one edge, and cut short by a rounded corner', () => {
    const card = cardAt(400, 300, 540, 4);
    const isThumb = (x: number, y: number): boolean => Math.abs(x - 420) < 55 && y > 440;
    const clean = scene([card]);
    const photo = picture(800, 600, (x, y) => {
      if (isThumb(x, y)) return [205, 150, 120];
      const at = (Math.min(599, Math.floor(y)) * 800 + Math.min(799, Math.floor(x))) * 4;
      return [clean.data[at] ?? 0, clean.data[at + 1] ?? 0, clean.data[at + 2] ?? 0];
    });
    expect(worst(findCards(photo)[0], card)).toBeLessThan(3);
  });

  test('white on a table that is nearly as white', () => {
    const card = cardAt(400, 300, 500, -5);
    const found = findCards(scene([card], () => [206, 207, 205]));
    expect(worst(found[0], card)).toBeLessThan(2);
  });

  test('the corners run clockwise, from the one nearest to the top left', () => {
    for (const degrees of [40, 180, 270]) {
      const [found] = findCards(scene([cardAt(400, 300, 420, degrees)]));
      const [a, b, c] = found ?? [];
      if (!a || !b || !c) throw new Error('nothing found');
      expect((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)).toBeGreaterThan(0);
      expect(Math.min(...(found ?? []).map(({ x, y }) => x + y))).toBe(a.x + a.y);
    }
  });
});

test('two cards in one picture are two', () => {
  const [left, right] = [cardAt(210, 290, 330, 5), cardAt(590, 310, 330, -8)];
  const found = findCards(scene([left, right]));
  expect(found).toHaveLength(2);
  for (const card of [left, right]) expect(Math.min(...found.map((quad) => worst(quad, card)))).toBeLessThan(2);
});

test('on a ruled sheet, askew, it is the card that is found and not the sheet', () => {
  const sheet = (x: number, y: number): Colour => {
    if (x < 50 || x > 760 || y < 30 || y > 575) return [96, 74, 60];
    return y % 22 < 2 ? [158, 184, 214] : [250, 249, 243];
  };
  const card = cardAt(400, 300, 380, -9);
  const [found, ...others] = findCards(scene([card], sheet));
  expect(worst(found, card)).toBeLessThan(3);
  expect(others).toEqual([]);
});

test('a frame that is printed all around, hardly inside the card, is not its edge', () => {
  const card = cardAt(400, 300, 560, 5);
  const framed = (x: number, y: number): Colour => {
    const [u, v] = shareOf({ x, y }, card);
    if (u < 0 || u > 1 || v < 0 || v > 1) return [205, 203, 198];
    const rim = Math.min(Math.min(u, 1 - u) * 560, (Math.min(v, 1 - v) * 560) / 1.585);
    return rim > 12 && rim < 16 ? [150, 30, 25] : [238, 234, 222];
  };
  expect(worst(findCards(picture(800, 600, framed))[0], card)).toBeLessThan(4);
});

test('no card: an empty desk, noise, a flat colour, stripes, next to no pixels', () => {
  const empty = (colourAt: (x: number, y: number) => Colour) => findCards(picture(400, 300, colourAt));
  expect(empty(desk)).toEqual([]);
  expect(empty((x, y) => [255 * chance(x, y), 90, 200 * chance(y, x)])).toEqual([]);
  expect(empty(() => [128, 128, 128])).toEqual([]);
  expect(empty((x) => (x % 40 < 20 ? [30, 40, 90] : [220, 210, 190]))).toEqual([]);
  expect(findCards(picture(2, 1, () => [0, 0, 0]))).toEqual([]);
});

test('in slices the same is found, with pauses between', async () => {
  const photo = scene([cardAt(400, 300, 520, 6)]);
  let pauses = 0;
  const found = await inSlices(
    searchCards(photo),
    async () => {
      pauses++;
    },
    0,
  );
  expect(found).toEqual(findCards(photo));
  expect(pauses).toBeGreaterThan(20);
});

test('how much two quads share', () => {
  const square = (x: number): Quad => [
    { x, y: 0 },
    { x: x + 10, y: 0 },
    { x: x + 10, y: 10 },
    { x, y: 10 },
  ];
  expect(overlapOf(square(0), square(5))).toBeCloseTo(0.5);
  expect(overlapOf(square(0), square(0))).toBeCloseTo(1);
  expect(overlapOf(square(0), square(20))).toBe(0);
});
