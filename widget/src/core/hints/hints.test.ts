import { describe, expect, test } from 'vitest';
import { judgeLight } from './judge-light.ts';
import { luminanceOf, type Pixels } from './luminance.ts';
import { isBlurred, sharpnessOf } from './sharpness.ts';

/** A grey picture from a function of place. */
function picture(width: number, height: number, light: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      data.fill(light(x, y), at, at + 3);
      data[at + 3] = 255;
    }
  }
  return { data, width, height };
}

/** Something like print on a card on a desk. */
function card(x: number, y: number): number {
  const isCard = x > 60 && x < 580 && y > 40 && y < 380;
  const isPrint = isCard && x % 12 < 8 && y % 20 < 9 && (x * 7 + y * 13) % 5 < 3;
  return isPrint ? 40 : isCard ? 205 : 110;
}

/** A picture where each point is the mean of nine, `radius` apart: a lens out of focus. */
function smeared({ data, width, height }: Pixels, radius: number): Pixels {
  const at = (x: number, y: number): number => {
    const column = Math.min(width - 1, Math.max(0, x));
    return data[(Math.min(height - 1, Math.max(0, y)) * width + column) * 4] ?? 0;
  };
  const steps = [-radius, 0, radius];
  return picture(width, height, (x, y) => {
    let sum = 0;
    for (const dy of steps) for (const dx of steps) sum += at(x + dx, y + dy);
    return sum / 9;
  });
}

test('luminance weighs the colours, and what is transparent lies on white', () => {
  const data = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0];
  expect([...luminanceOf({ data, width: 4, height: 1 })]).toEqual([76, 150, 29, 255]);
});

describe('sharpness', () => {
  test('falls steadily with smearing; print in focus is fine, smeared print is not', () => {
    let photo = picture(240, 160, card);
    expect(isBlurred(photo)).toBe(false);
    const values = [sharpnessOf(photo) ?? 0];
    for (const radius of [1, 2, 3]) {
      photo = smeared(photo, radius);
      values.push(sharpnessOf(photo) ?? 0);
    }
    expect(values[0]).toBeGreaterThan(1);
    expect([...values].sort((a, b) => b - a)).toEqual(values);
    expect(isBlurred(photo)).toBe(true);
  });

  test('a smeared background behind a sharp card does not count', () => {
    const desk = (x: number, y: number): number => 100 + 60 * Math.sin(x / 25) * Math.sin(y / 25);
    const light = (x: number, y: number): number =>
      x > 200 && x < 440 && y > 130 && y < 300 ? card(x, y) : desk(x, y);
    expect(isBlurred(picture(640, 427, light))).toBe(false);
  });

  test('a picture that shows nothing is not called blurred', () => {
    expect(sharpnessOf(picture(640, 427, () => 128))).toBeUndefined();
    expect(isBlurred(picture(640, 427, () => 128))).toBe(false);
    expect(isBlurred(picture(3, 2, () => 128))).toBe(false);
  });
});

describe('light', () => {
  const lamp =
    (cx: number, cy: number, radius: number, below: (x: number, y: number) => number) =>
    (x: number, y: number): number =>
      Math.min(255, below(x, y) + 300 * Math.exp(-((Math.hypot(x - cx, y - cy) / radius) ** 2)));
  const grey = (): number => 140;

  test('an ordinary photo has no hint, a dark one has', () => {
    expect(judgeLight(picture(200, 133, card))).toEqual([]);
    expect(judgeLight(picture(200, 133, (x, y) => card(x, y) / 3))).toEqual(['dark']);
  });

  test('a mirrored lamp is glare wherever it lies', () => {
    for (const [x, y] of [
      [100, 60],
      [30, 30],
      [170, 110],
    ] as const)
      expect(judgeLight(picture(200, 133, lamp(x, y, 18, grey)))).toEqual(['glare']);
  });

  test('bright paper in warm light is no lamp, a white lamp on it is', () => {
    const warm = (light: (x: number, y: number) => number): Pixels => {
      const plain = picture(200, 133, light);
      // The blue of the light falls short by an eighth.
      const data = Array.from(plain.data, (value, at) => (at % 4 === 2 ? value * 0.875 : value));
      return { ...plain, data };
    };
    const slope = (x: number): number => Math.min(255, 200 + x / 3);
    expect(judgeLight(warm(slope))).toEqual([]);
    const mirrored = lamp(60, 60, 18, () => 140);
    expect(judgeLight(picture(200, 133, (x, y) => Math.max(slope(x) - 30, mirrored(x, y))))).toEqual(['glare']);
  });

  test('a glint hides nothing, white paper is no lamp', () => {
    expect(judgeLight(picture(200, 133, lamp(100, 60, 3, grey)))).toEqual([]);
    const paper = (x: number, y: number): number => (x > 60 && x < 140 && y > 30 && y < 90 ? 255 : 110);
    expect(judgeLight(picture(200, 133, paper))).toEqual([]);
    const scan = (x: number, y: number): number => (y % 12 < 3 && x % 7 < 4 ? 30 : 255);
    expect(judgeLight(picture(200, 133, scan))).toEqual([]);
    expect(judgeLight(picture(200, 133, () => 255))).toEqual([]);
  });
});
