/** Width and height in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** The size scaled down so that no side is longer than `maxSidePx`; never up, never under a pixel. */
export function fitWithin({ width, height }: Size, maxSidePx: number): Size {
  const scale = Math.min(1, maxSidePx / Math.max(width, height));
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}
