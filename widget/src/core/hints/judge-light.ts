import { darkestOf, luminanceOf, type Pixels } from './luminance.ts';

/** Something a person can do better: hold still, turn away from the lamp, find light, come closer. */
export type Hint = 'blur' | 'glare' | 'dark' | 'small';

/** Even the brightest twentieth of the picture is darker than this. */
const darkBelow = 100;
/** All three colours are at their end where a lamp is mirrored; bright paper in warm light has one that is not. */
const dazzlingFrom = 250;
/** Share of the picture one dazzling spot covers: less hides nothing, more is white paper. */
const spotFrom = 0.004;
const spotTo = 0.25;
/** A lamp's reflection fades out; the edge of white paper, and print on it, does not. */
const fadingFrom = 195;

/** Whether a photo is too dark, or a lamp is mirrored in it. For pictures of some 200 px a side. */
export function judgeLight(pixels: Pixels): readonly Hint[] {
  const light = luminanceOf(pixels);
  if (brightest(light, 0.05) < darkBelow) return ['dark'];
  return hasGlare(light, darkestOf(pixels), pixels.width, pixels.height) ? ['glare'] : [];
}

/** The luminance that only this share of the pixels exceeds. */
function brightest(light: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (const value of light) counts[value] = (counts[value] ?? 0) + 1;
  let left = light.length * share;
  for (let value = 255; value > 0; value--) {
    left -= counts[value] ?? 0;
    if (left < 0) return value;
  }
  return 0;
}

/** Whether some connected dazzling spot is of the size of a reflection and fades into its surroundings. */
function hasGlare(light: Uint8Array, darkest: Uint8Array, width: number, height: number): boolean {
  const spot = new Uint8Array(light.length);
  for (let start = 0; start < light.length; start++) {
    if (spot[start] !== 0 || (darkest[start] ?? 0) < dazzlingFrom) continue;
    const inside = [start];
    spot[start] = 1;
    let ringLight = 0;
    let ringLength = 0;
    for (let next = 0; next < inside.length; next++) {
      const at = inside[next] ?? 0;
      const x = at % width;
      const y = (at - x) / width;
      for (const [dx, dy] of around) {
        const neighbour = at + dy * width + dx;
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height || spot[neighbour] === 1) continue;
        if ((darkest[neighbour] ?? 0) >= dazzlingFrom) {
          spot[neighbour] = 1;
          inside.push(neighbour);
          continue;
        }
        // Two pixels out: the first one mixes both sides of even the hardest edge.
        const outside = neighbour + dy * width + dx;
        if (x + 2 * dx < 0 || x + 2 * dx >= width || y + 2 * dy < 0 || y + 2 * dy >= height) continue;
        ringLight += light[outside] ?? 0;
        ringLength += 1;
      }
    }
    const share = inside.length / light.length;
    if (share >= spotFrom && share <= spotTo && ringLength > 0 && ringLight / ringLength >= fadingFrom) return true;
  }
  return false;
}

const around = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;
