import { describe, expect, test } from 'vitest';
import { compose, homography, project, type Quad, type Raster, warp } from './raster.ts';

const unit: Quad = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];
const slanted: Quad = [
  { x: 10, y: 5 },
  { x: 90, y: 20 },
  { x: 80, y: 70 },
  { x: 5, y: 60 },
];

describe('homography', () => {
  test('carries each corner to its fellow, and back', () => {
    const there = homography(unit, slanted);
    const back = homography(slanted, unit);
    unit.forEach((corner, i) => {
      const at = project(there, corner);
      expect(at.x).toBeCloseTo(slanted[i]?.x ?? NaN, 6);
      expect(at.y).toBeCloseTo(slanted[i]?.y ?? NaN, 6);
    });
    const middle = project(compose(back, there), { x: 0.3, y: 0.7 });
    expect(middle.x).toBeCloseTo(0.3, 6);
    expect(middle.y).toBeCloseTo(0.7, 6);
  });
});

describe('warp', () => {
  test('turns a picture by 180° and repeats the edge outside', () => {
    const picture: Raster = { width: 2, height: 1, data: Uint8Array.from([10, 20, 30, 200, 210, 220]) };
    const turned = warp(picture, [-1, 0, 1, 0, -1, 0, 0, 0, 1], 3, 1);
    expect([...turned.data]).toEqual([200, 210, 220, 10, 20, 30, 10, 20, 30]);
  });
});
