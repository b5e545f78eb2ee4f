import type { Cell } from './rows.ts';

/**
 * Where something stands on the levelled page: from `x0` to `x1`, its middle at `y`, letters `height` high, over
 * `depth` more than one line.
 */
export type Extent = {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly height: number;
  readonly depth: number;
};

/** Where cells stand. */
export function extentOf(cells: readonly Cell[]): Extent {
  const height = Math.max(1, ...cells.map((cell) => cell.line.height));
  const ys = cells.map((cell) => cell.line.y);
  const xs = cells.map((cell) => cell.x);
  const top = Math.min(...ys);
  const low = Math.max(...ys);
  return {
    x0: Math.min(...xs) - height * 0.4,
    x1: Math.max(...xs) + height * 0.4,
    y: (top + low) / 2,
    height,
    depth: low - top,
  };
}
