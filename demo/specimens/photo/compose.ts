import { cornersOf, homography, type Point } from './homography.ts';
import { fullLight } from './light.ts';

/** Packed RGBA, colours multiplied by alpha. */
export type Layer = { width: number; height: number; data: Uint8Array };

/** What goes into one exposure; all maps are of the frame's size. */
export type Exposure = {
  width: number;
  height: number;
  /** RGB of the surface. */
  surface: Uint8Array;
  object: Layer;
  /** Where the object's corners lie in the frame, clockwise from its top left. */
  outline: readonly Point[];
  /** RGBA laid over the object: fingers. */
  over?: Uint8Array;
  shadow?: Uint8Array;
  light: Uint8Array;
  glare?: Uint8Array | undefined;
  /** Gain of red, green and blue. */
  balance: readonly [number, number, number];
  /** Outside the object, its nearest edge goes on (for scenes, which fill the frame). */
  endless: boolean;
  /** How far the middle of the object's width is raised or sunk against its ends, in its own pixels. */
  bend: number;
};

/** Multiplies the colours of straight RGBA by its alpha, so that edges can be interpolated without a dark fringe. */
export function premultiply(data: Uint8Array): void {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] ?? 0;
    if (alpha === 255) continue;
    for (let c = i; c < i + 3; c++) data[c] = ((data[c] ?? 0) * alpha) / 255;
  }
}

/** Overexposed parts approach white instead of clipping, as a sensor's curve does. */
const shoulder = (value: number): number => (value > 235 ? 235 + (value - 235) / (1 + (value - 235) / 20) : value);

/** A layer with a clear rim one pixel wide, so that interpolation at its edges needs no test. */
function rimmed({ width, height, data }: Layer, endless: boolean): Layer {
  const wide = width + 2;
  const out = new Uint8Array(wide * (height + 2) * 4);
  for (let y = 0; y < height; y++) {
    const from = y * width * 4;
    const row = data.subarray(from, from + width * 4);
    const to = ((y + 1) * wide + 1) * 4;
    out.set(row, to);
    if (endless) {
      out.set(row.subarray(0, 4), to - 4);
      out.set(row.subarray(row.length - 4), to + row.length);
    }
  }
  if (endless) {
    out.copyWithin(0, wide * 4, wide * 8);
    out.copyWithin(wide * (height + 1) * 4, wide * height * 4, wide * (height + 1) * 4);
  }
  return { width: wide, height: height + 2, data: out };
}

/** Puts the object on the surface, lights both: packed RGB of the frame. */
export function compose(exposure: Exposure): Uint8Array {
  const { width, height, surface, light, shadow, glare, over, balance, endless, bend } = exposure;
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = homography(
    exposure.outline,
    cornersOf(exposure.object.width, exposure.object.height),
  );
  const { data: source, width: wide, height: high } = rimmed(exposure.object, endless);
  const mostX = wide - 1.001;
  const mostY = high - 1.001;
  const stride = wide * 4;
  const [gainR, gainG, gainB] = balance;
  const out = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const w = h6 * x + h7 * y + h8;
      // Half a pixel from corner to centre, one pixel for the rim.
      let u = (h0 * x + h1 * y + h2) / w + 0.5;
      const across = (2 * u) / wide - 1;
      let v = (h3 * x + h4 * y + h5) / w + 0.5 + bend * (across * across - 0.5);
      if (endless) {
        u = u < 0 ? 0 : Math.min(u, mostX);
        v = v < 0 ? 0 : Math.min(v, mostY);
      }
      let r = 0;
      let g = 0;
      let b = 0;
      let clear = 1;
      if (u >= 0 && v >= 0 && u <= mostX && v <= mostY) {
        const u0 = u | 0;
        const v0 = v | 0;
        const fu = u - u0;
        const fv = v - v0;
        const i = v0 * stride + u0 * 4;
        const j = i + stride;
        const a0 = (1 - fu) * (1 - fv);
        const a1 = fu * (1 - fv);
        const a2 = (1 - fu) * fv;
        const a3 = fu * fv;
        r = a0 * (source[i] ?? 0) + a1 * (source[i + 4] ?? 0) + a2 * (source[j] ?? 0) + a3 * (source[j + 4] ?? 0);
        g =
          a0 * (source[i + 1] ?? 0) + a1 * (source[i + 5] ?? 0) + a2 * (source[j + 1] ?? 0) + a3 * (source[j + 5] ?? 0);
        b =
          a0 * (source[i + 2] ?? 0) + a1 * (source[i + 6] ?? 0) + a2 * (source[j + 2] ?? 0) + a3 * (source[j + 6] ?? 0);
        clear =
          1 -
          (a0 * (source[i + 3] ?? 0) +
            a1 * (source[i + 7] ?? 0) +
            a2 * (source[j + 3] ?? 0) +
            a3 * (source[j + 7] ?? 0)) /
            255;
      }
      const base = at * 3;
      if (clear > 0) {
        const open = clear * (shadow ? 1 - (shadow[at] ?? 0) / 255 : 1);
        r += open * (surface[base] ?? 0);
        g += open * (surface[base + 1] ?? 0);
        b += open * (surface[base + 2] ?? 0);
      }
      const cover = over ? (over[at * 4 + 3] ?? 0) / 255 : 0;
      if (over && cover > 0) {
        r += cover * ((over[at * 4] ?? 0) - r);
        g += cover * ((over[at * 4 + 1] ?? 0) - g);
        b += cover * ((over[at * 4 + 2] ?? 0) - b);
      }
      const dim = (light[at] ?? 0) / fullLight;
      const lamp = glare ? (glare[at] ?? 0) : 0;
      out[base] = shoulder(r * dim * gainR + lamp);
      out[base + 1] = shoulder(g * dim * gainG + lamp);
      out[base + 2] = shoulder(b * dim * gainB + lamp);
    }
  }
  return out;
}
