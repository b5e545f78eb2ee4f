import { areaOf, distance, type Quad, sidesOf } from '../edges/quad.ts';
import type { Size } from '../prepare/size.ts';
import type { Area } from './camera-stream.ts';

/** A card that takes less of what is looked at than this is too far away. */
const nearFrom = 1 / 3;
/** Between two looks a corner of a card that is held still moves less than this share of its mean side. */
const steadyWithin = 0.025;

/** What the outline of a card tells: whether the card is near enough, and has hardly moved since the last look. */
export type OutlineVerdict = { readonly near: boolean; readonly steady: boolean };

/** Judges the outline found in a look at the live picture; undefined where no card was found. */
export function judgeOutline(
  before: Quad | undefined,
  now: Quad | undefined,
  { width, height }: Size,
): OutlineVerdict | undefined {
  if (!now) return undefined;
  const side = sidesOf(now).reduce((sum, length) => sum + length, 0) / 4;
  const moved = before ? Math.max(...now.map((corner, at) => distance(corner, before[at] ?? corner))) : side;
  return { near: areaOf(now) >= nearFrom * width * height, steady: moved < steadyWithin * side };
}

/** The corners of a look at part of a video, in the video's own pixels. */
export function inVideo([a, b, c, d]: Quad, look: Size, area: Area): Quad {
  const scale = area.width / look.width;
  const one = ({ x, y }: { readonly x: number; readonly y: number }) => ({
    x: area.x + x * scale,
    y: area.y + y * scale,
  });
  return [one(a), one(b), one(c), one(d)];
}
