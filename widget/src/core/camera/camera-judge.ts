/** A grey picture: `width × height` bytes, row by row. */
export type Grey = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** What one picture of the live camera tells. */
export type FrameVerdict = { readonly sharp: boolean; readonly still: boolean; readonly card: boolean };

/**
 * Variance of the Laplacian under which a picture 400 px wide counts as blurred. Measured on pictures of all card
 * types, 900 px wide before: in focus 1,168 and more, blurred by 2 px 187–626 (still read), by 4 px 18–56.
 * Over the whole picture, not by its sharpest tiles as the advice on a photo is (`hints/sharpness.ts`): that must not
 * nag, so one sharp spot excuses the rest; this one lets go the shutter, and a sharp table beside a blurred card must
 * not.
 */
const sharpEnough = 120;
/** Mean change of a pixel between two looks, of 255, above which something moves. */
const stillEnough = 5;
/** Mean step across a card's edge, of 255. */
const edgeEnough = 12;

/** Grey from RGBA (ITU-R BT.601). */
export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height);
  for (let index = 0; index < pixels.length; index++) {
    const at = index * 4;
    pixels[index] = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, pixels };
}

/**
 * Judges a picture of the frame and a tenth of its size around it: sharp, hardly moved since the last, and a card's
 * edges near at least three sides of the frame (a fourth may be hidden by a thumb).
 */
export function judgeFrame(before: Grey | undefined, now: Grey): FrameVerdict {
  return {
    sharp: laplacianVariance(now) >= sharpEnough,
    still: before !== undefined && meanChange(before, now) <= stillEnough,
    card: edgesNearFrame(now) >= 3,
  };
}

/** Says "now" once this many verdicts in a row were good. */
export function createTrigger(needed: number): (verdict: FrameVerdict) => 'wait' | 'hold' | 'now' {
  let row = 0;
  return ({ sharp, still, card }) => {
    row = sharp && still && card ? row + 1 : 0;
    return row >= needed ? 'now' : row > 0 ? 'hold' : 'wait';
  };
}

function laplacianVariance({ width, height, pixels }: Grey): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const value =
        4 * (pixels[at] ?? 0) -
        (pixels[at - 1] ?? 0) -
        (pixels[at + 1] ?? 0) -
        (pixels[at - width] ?? 0) -
        (pixels[at + width] ?? 0);
      sum += value;
      squares += value * value;
      count++;
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

function meanChange(before: Grey, now: Grey): number {
  if (before.pixels.length !== now.pixels.length || now.pixels.length === 0) return 255;
  let sum = 0;
  for (let index = 0; index < now.pixels.length; index++)
    sum += Math.abs((before.pixels[index] ?? 0) - (now.pixels[index] ?? 0));
  return sum / now.pixels.length;
}

/** How many of the four sides have a straight edge in the outer fifth of the picture. */
function edgesNearFrame(grey: Grey): number {
  const { width, height, pixels } = grey;
  const at = (x: number, y: number): number => pixels[y * width + x] ?? 0;
  const column = (x: number): number => meanOf(height, 0.25, (y) => at(x + 1, y) - at(x - 1, y));
  const row = (y: number): number => meanOf(width, 0.25, (x) => at(x, y + 1) - at(x, y - 1));
  const bandX = Math.round(width * 0.2);
  const bandY = Math.round(height * 0.2);
  const strongest = (from: number, to: number, line: (position: number) => number): number => {
    let best = 0;
    for (let position = from; position < to; position++) best = Math.max(best, line(position));
    return best;
  };
  return [
    strongest(1, bandX, column),
    strongest(width - bandX, width - 1, column),
    strongest(1, bandY, row),
    strongest(height - bandY, height - 1, row),
  ].filter((step) => step >= edgeEnough).length;
}

/** The mean step along a line, its ends left out; steps of one direction only add up, so that texture cancels out. */
function meanOf(length: number, margin: number, step: (position: number) => number): number {
  const from = Math.round(length * margin);
  const to = length - from;
  let sum = 0;
  for (let position = from; position < to; position++) sum += step(position);
  return to > from ? Math.abs(sum) / (to - from) : 0;
}
