import { describe, expect, test } from 'vitest';
import { createTrigger, type Grey, greyOf, judgeFrame } from './camera-judge.ts';

const width = 400;
const height = 252;

/** A picture from a function of place. */
function picture(shade: (x: number, y: number) => number): Grey {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels[y * width + x] = shade(x, y);
  return { width, height, pixels };
}

/** A light card with print on a dark desk, moved by `dx`; its edges lie where the frame's are. */
const card = (dx = 0, desk = 60, hidden: 'none' | 'right' = 'none') =>
  picture((x, y) => {
    const inside = x - dx >= 34 && (hidden === 'right' || x - dx < 366) && y >= 22 && y < 230;
    if (!inside) return desk;
    return y % 12 < 3 && (x - dx) % 7 < 4 ? 40 : 215;
  });

/** The mean of a pixel's neighbourhood: a picture out of focus. */
function blurred(grey: Grey, radius: number): Grey {
  return picture((x, y) => {
    let sum = 0;
    let count = 0;
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++) {
        const value = grey.pixels[(y + dy) * width + x + dx];
        if (value === undefined || x + dx < 0 || x + dx >= width) continue;
        sum += value;
        count++;
      }
    return sum / count;
  });
}

describe('a picture of the live camera', () => {
  test('of a card lying still in the frame is good', () => {
    expect(judgeFrame(card(), card())).toEqual({ sharp: true, still: true, card: true });
  });

  test('is not still without one before it, nor when the card moves', () => {
    expect(judgeFrame(undefined, card()).still).toBe(false);
    expect(judgeFrame(card(0), card(3)).still).toBe(false);
  });

  test('out of focus is not sharp', () => {
    expect(judgeFrame(card(), blurred(card(), 4)).sharp).toBe(false);
  });

  test('shows a card with one edge under a thumb', () => {
    expect(judgeFrame(card(), card(0, 60, 'right')).card).toBe(true);
  });

  test('of an empty desk, of one edge only, or of texture alone shows no card', () => {
    const desk = picture(() => 90);
    const stripes = picture((x) => (x % 8 < 4 ? 40 : 200));
    const checks = picture((x, y) => (((x >> 2) + (y >> 2)) % 2 === 0 ? 60 : 180));
    const half = picture((x) => (x < 24 ? 40 : 200));
    for (const scene of [desk, checks, half]) expect(judgeFrame(scene, scene).card).toBe(false);
    expect(judgeFrame(stripes, stripes).card).toBe(false);
  });
});

test('the trigger wants several good pictures in a row', () => {
  const trigger = createTrigger(3);
  const good = { sharp: true, still: true, card: true };
  expect([good, good, { ...good, still: false }, good, good, good].map(trigger)).toEqual([
    'hold',
    'hold',
    'wait',
    'hold',
    'hold',
    'now',
  ]);
});

test('grey weighs green most', () => {
  const { pixels } = greyOf(new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]), 3, 1);
  const [red = 0, green = 0, blue = 0] = pixels;
  expect(green).toBeGreaterThan(red);
  expect(red).toBeGreaterThan(blue);
});
