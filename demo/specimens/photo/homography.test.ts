import { describe, expect, test } from 'vitest';
import { cornersOf, homography, project, viewed } from './homography.ts';

describe('homography', () => {
  test('carries the four corners onto the four given', () => {
    const to = [
      { x: 12, y: 7 },
      { x: 480, y: 40 },
      { x: 455, y: 300 },
      { x: 30, y: 280 },
    ];
    const map = homography(cornersOf(400, 250), to);
    for (const [i, corner] of cornersOf(400, 250).entries()) {
      const found = project(map, corner);
      expect(found.x).toBeCloseTo(to[i]?.x ?? Number.NaN, 6);
      expect(found.y).toBeCloseTo(to[i]?.y ?? Number.NaN, 6);
    }
  });

  test('undoes itself when the sides are exchanged', () => {
    const quad = [
      { x: 3, y: 9 },
      { x: 210, y: 0 },
      { x: 190, y: 140 },
      { x: 15, y: 155 },
    ];
    const there = homography(cornersOf(200, 100), quad);
    const back = homography(quad, cornersOf(200, 100));
    const point = project(back, project(there, { x: 61, y: 37 }));
    expect(point.x).toBeCloseTo(61, 6);
    expect(point.y).toBeCloseTo(37, 6);
  });
});

describe('viewed', () => {
  test('turns in the plane without changing sizes', () => {
    const [a, b] = viewed(200, 100, { roll: 90, pitch: 0, yaw: 0 });
    expect(a?.x).toBeCloseTo(50);
    expect(a?.y).toBeCloseTo(-100);
    expect(b?.y).toBeCloseTo(100);
  });

  test('makes the far edge shorter when it leans', () => {
    const [a, b, c, d] = viewed(200, 100, { roll: 0, pitch: 20, yaw: 0 }).map(({ x }) => x);
    expect((b ?? 0) - (a ?? 0)).not.toBeCloseTo((c ?? 0) - (d ?? 0), 0);
  });
});
