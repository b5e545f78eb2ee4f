import { luminanceOf, type Pixels } from './luminance.ts';

/**
 * Tiles a side. The sharpest ones decide: a card fills part of a photo, and out of focus around it is nobody's fault.
 */
const tiles = 8;
/** A tile with less contrast than this (standard deviation) shows nothing that could be sharp. */
const leastContrast = 10;
const blurredBelow = 0.06;

/**
 * How sharp the sharpest part of a picture is: the energy of its second differences over that of its contrast, in the
 * second-sharpest of the tiles that show anything; about 2 for hard edges, 0.01 for smears. Undefined where no tile
 * shows anything.
 */
export function sharpnessOf(pixels: Pixels): number | undefined {
  const light = luminanceOf(pixels);
  const { width, height } = pixels;
  const found: number[] = [];
  for (let row = 0; row < tiles; row++) {
    for (let column = 0; column < tiles; column++) {
      const tile = {
        left: Math.max(1, Math.floor((column * width) / tiles)),
        right: Math.min(width - 1, Math.floor(((column + 1) * width) / tiles)),
        top: Math.max(1, Math.floor((row * height) / tiles)),
        bottom: Math.min(height - 1, Math.floor(((row + 1) * height) / tiles)),
      };
      const sharpness = tileSharpness(light, width, tile);
      if (sharpness !== undefined) found.push(sharpness);
    }
  }
  return found.sort((a, b) => b - a)[Math.min(1, found.length - 1)];
}

/** Whether nothing in a picture is sharp enough to be read. For pictures of some 640 px a side. */
export function isBlurred(pixels: Pixels): boolean {
  const sharpness = sharpnessOf(pixels);
  return sharpness !== undefined && sharpness < blurredBelow;
}

function tileSharpness(
  light: Uint8Array,
  width: number,
  tile: { left: number; right: number; top: number; bottom: number },
): number | undefined {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let edges = 0;
  for (let y = tile.top; y < tile.bottom; y++) {
    for (let x = tile.left; x < tile.right; x++) {
      const at = y * width + x;
      const value = light[at] ?? 0;
      const second =
        4 * value - (light[at - 1] ?? 0) - (light[at + 1] ?? 0) - (light[at - width] ?? 0) - (light[at + width] ?? 0);
      count += 1;
      sum += value;
      squares += value * value;
      edges += second * second;
    }
  }
  if (count < 16) return undefined;
  const variance = squares / count - (sum / count) ** 2;
  return variance < leastContrast ** 2 ? undefined : edges / count / variance;
}
