import type { Found } from './detect.ts';
import { corners } from './level.ts';
import { compose, type Homography, type Pyramid, project, type Raster, warp } from './raster.ts';
import { bounds, quantile } from './text.ts';

const firstLook = 960;

/** The detector's look: fine enough for a full page, larger than life for a small crop. */
export function lookSize(picture: Raster): number {
  const long = Math.max(picture.width, picture.height);
  return Math.max(320, Math.min(firstLook, long * 2));
}

/** Four parts of a photo, overlapping by a fifth; none of a photo too small to hide anything. */
export function quarters(photo: Raster): Raster[] {
  if (Math.max(photo.width, photo.height) < 700) return [];
  const width = Math.round(photo.width * 0.6);
  const height = Math.round(photo.height * 0.6);
  return [0, photo.height - height].flatMap((y) =>
    [0, photo.width - width].map((x) => piece(photo, x, y, width, height)),
  );
}

function piece(photo: Raster, x: number, y: number, width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * photo.width + x) * 3;
    data.set(photo.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { data, width, height };
}

/** A close crop (a plate cut out of a photo) gets a margin: text touching the border is not found. */
export function framed(photo: Raster): Raster {
  const short = Math.min(photo.width, photo.height);
  if (short >= 240) return photo;
  const scale = Math.max(1, Math.min(4, 160 / short));
  const margin = Math.round(short * scale * 0.3);
  const map: Homography = [1 / scale, 0, -margin / scale, 0, 1 / scale, -margin / scale, 0, 0, 1];
  return warp(photo, map, Math.round(photo.width * scale) + 2 * margin, Math.round(photo.height * scale) + 2 * margin);
}

export type Straight = {
  readonly width: number;
  readonly height: number;
  /** From the straight page to the photo. */
  readonly toSource: Homography;
  readonly look: Raster;
  readonly found?: readonly Found[];
};

/** Turns the picture so that text runs level, cut to where text is and enlarged where it is small. */
export function straighten(pyramid: Pyramid, seen: readonly Found[], angle: number): Straight {
  const source = pyramid.base;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const turn: Homography = [cos, sin, 0, -sin, cos, 0, 0, 0, 1];
  const thickness = quantile(
    seen.map((rect) => rect.thickness),
    0.5,
  );
  const area = bounds(seen.flatMap((rect) => corners(rect).map((p) => project(turn, p))));
  const frame = bounds(
    [
      { x: 0, y: 0 },
      { x: source.width, y: 0 },
      { x: source.width, y: source.height },
      { x: 0, y: source.height },
    ].map((p) => project(turn, p)),
  );
  const margin = thickness * 1.5 + 0.06 * (area.x1 - area.x0);
  const x0 = Math.max(frame.x0, area.x0 - margin);
  const y0 = Math.max(frame.y0, area.y0 - margin);
  const width = Math.min(frame.x1, area.x1 + margin) - x0;
  const height = Math.min(frame.y1, area.y1 + margin) - y0;
  const long = Math.max(width, height);
  // Small print decides how closely to look: its boxes should be about 24 pixels high to the detector.
  const small = quantile(
    seen.map((rect) => rect.thickness),
    0.3,
  );
  const lookAt = Math.round(Math.max(480, Math.min(1280, (long * 24) / Math.max(small, 1))));
  const before = lookSize(source) / Math.max(source.width, source.height);
  // A few degrees are levelled by arithmetic alone: no second look is needed.
  const level = Math.abs(angle) < 0.08;
  if (level && lookAt / long < before * 1.3) {
    const same: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    return { width: source.width, height: source.height, toSource: same, look: source, found: seen };
  }
  const scale = lookAt / long;
  const toSource: Homography = [
    cos / scale,
    -sin / scale,
    cos * x0 - sin * y0,
    sin / scale,
    cos / scale,
    sin * x0 + cos * y0,
    0,
    0,
    1,
  ];
  const size = { width: Math.max(32, Math.round(width * scale)), height: Math.max(32, Math.round(height * scale)) };
  const depth = Math.max(0, Math.min(4, Math.floor(Math.log2(1 / scale))));
  const part = 1 / 2 ** depth;
  const look = warp(pyramid.at(depth), compose([part, 0, 0, 0, part, 0, 0, 0, 1], toSource), size.width, size.height);
  return { ...size, toSource, look };
}
