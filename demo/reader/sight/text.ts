import type { Point, Quad } from './raster.ts';
import type { Glyph } from './recognise.ts';

/** A character with its place on the levelled page. */
export type Mark = Glyph & { /** Centre, in page pixels. */ readonly x: number };

/** One line of text, upright; x and y in pixels of the levelled page, whose text lines run exactly level. */
export type Line = {
  readonly text: string;
  readonly score: number;
  readonly marks: readonly Mark[];
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly height: number;
  /** The corners in the page's picture, for reading it again. */
  readonly quad: Quad;
};

/** The least box around points. */
export function bounds(points: readonly Point[]): { x0: number; y0: number; x1: number; y1: number } {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (const { x, y } of points) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  return { x0, y0, x1, y1 };
}

/** The value below which `share` of the weight lies; 0 without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
