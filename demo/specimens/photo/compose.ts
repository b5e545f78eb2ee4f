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
};

/** Multiplies the colours of straight RGBA by its alpha, so that edges can be interpolated without a dark fringe. */
export function premultiply(data: Uint8Array): void {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] ?? 0;
    if (alpha === 255) continue;
    for (let c = i; c < i + 3; c++) data[c] = ((data[c] ?? 0) * alpha) / 255;
  }
}

/** Puts the object on the surface, lights both: packed RGB of the frame. */
export function compose(exposure: Exposure): Uint8Array {
  const { width, height, surface, object, light, shadow, glare, over, balance } = exposure;
  const [h0, h1, h2, h3, h4, h5, h6, h7, h8] = homography(exposure.outline, cornersOf(object.width, object.height));
  const out = new Uint8Array(width * height * 3);
  const source = object.data;
  const lastX = object.width - 1;
  const lastY = object.height - 1;
  const stride = object.width * 4;
  const pixel = new Float64Array(3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const w = h6 * x + h7 * y + h8;
      let u = (h0 * x + h1 * y + h2) / w - 0.5;
      let v = (h3 * x + h4 * y + h5) / w - 0.5;
      const base = at * 3;
      let seen = u > -1 && v > -1 && u < lastX + 1 && v < lastY + 1 && w > 0;
      if (exposure.endless) {
        u = Math.min(lastX, Math.max(0, u));
        v = Math.min(lastY, Math.max(0, v));
        seen = true;
      }
      let clear = 1;
      pixel.fill(0);
      if (seen) {
        const u0 = Math.floor(u);
        const v0 = Math.floor(v);
        const fu = u - u0;
        const fv = v - v0;
        let alpha = 0;
        for (let corner = 0; corner < 4; corner++) {
          const cu = u0 + (corner & 1);
          const cv = v0 + (corner >> 1);
          if (cu < 0 || cv < 0 || cu > lastX || cv > lastY) continue;
          const share = (corner & 1 ? fu : 1 - fu) * (corner >> 1 ? fv : 1 - fv);
          const from = cv * stride + cu * 4;
          pixel[0] = (pixel[0] ?? 0) + share * (source[from] ?? 0);
          pixel[1] = (pixel[1] ?? 0) + share * (source[from + 1] ?? 0);
          pixel[2] = (pixel[2] ?? 0) + share * (source[from + 2] ?? 0);
          alpha += share * (source[from + 3] ?? 0);
        }
        clear = 1 - alpha / 255;
      }
      const dim = (light[at] ?? 0) / fullLight;
      const open = shadow ? 1 - (shadow[at] ?? 0) / 255 : 1;
      const lamp = glare ? (glare[at] ?? 0) : 0;
      const cover = over ? (over[at * 4 + 3] ?? 0) / 255 : 0;
      for (let c = 0; c < 3; c++) {
        let value = (pixel[c] ?? 0) + clear * open * (surface[base + c] ?? 0);
        if (cover > 0 && over) value = value * (1 - cover) + cover * (over[at * 4 + c] ?? 0);
        // Overexposed parts approach white instead of clipping, as a sensor's curve does.
        value = value * dim * (balance[c] ?? 1) + lamp;
        out[base + c] = value > 235 ? 235 + (value - 235) / (1 + (value - 235) / 20) : value;
      }
    }
  }
  return out;
}
