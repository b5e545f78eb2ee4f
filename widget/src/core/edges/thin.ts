import type { Planes } from './gradient.ts';

/** So far beyond its rim a picture is seen in a mirror: what comes from farther does not get inside. */
const rim = 8;

/**
 * A picture without its thin lines of up to four pixels, dark or light (a grey closing, then an opening): print, ruled
 * paper, the gaps between keys go, and what is wide keeps its edges.
 */
export function* withoutThin({ width, height, planes }: Planes): Generator<undefined, Planes> {
  const [wide, high] = [width + 2 * rim, height + 2 * rim];
  const [values, pairs] = [new Float32Array(wide * high), new Float32Array(wide * high)];
  const spread = (): void => {
    for (const step of [1, wide]) mostOfFive(values, pairs, step);
  };
  const turnOver = (): void => {
    for (let at = 0; at < values.length; at++) values[at] = -(values[at] ?? 0);
  };
  const columns = Int32Array.from({ length: wide }, (_, x) => mirrored(x - rim, width));
  const kept: Float32Array[] = [];
  for (const plane of planes) {
    for (let y = 0, at = 0; y < high; y++) {
      const row = mirrored(y - rim, height) * width;
      for (let x = 0; x < wide; x++) values[at++] = plane[row + (columns[x] ?? 0)] ?? 0;
    }
    spread();
    turnOver();
    spread();
    spread();
    turnOver();
    spread();
    const result = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      const from = (y + rim) * wide + rim;
      result.set(values.subarray(from, from + width), y * width);
    }
    kept.push(result);
    yield;
  }
  return { width, height, planes: kept };
}

/** Each place gets the most of the five of which it is the middle one, `step` apart. */
function mostOfFive(values: Float32Array, pairs: Float32Array, step: number): void {
  for (let at = 0; at < values.length - step; at++) pairs[at] = Math.max(values[at] ?? 0, values[at + step] ?? 0);
  for (let at = 2 * step; at < values.length - 2 * step; at++) {
    const inner = Math.max(pairs[at - 2 * step] ?? 0, pairs[at] ?? 0);
    values[at] = Math.max(inner, pairs[at + step] ?? 0);
  }
}

/** A place of a line of so many, seen in a mirror where it is beyond its ends. */
function mirrored(place: number, count: number): number {
  const inside = place < 0 ? -place : place >= count ? 2 * (count - 1) - place : place;
  return Math.min(count - 1, Math.max(0, inside));
}
