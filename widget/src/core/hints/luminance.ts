/** Pixels as a canvas gives them: four bytes each, red, green, blue, alpha. */
export type Pixels = {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
};

/** The luminance of each pixel, 0 to 255 (ITU-R BT.601); what is transparent lies on white. */
export function luminanceOf({ data, width, height }: Pixels): Uint8Array {
  const light = new Uint8Array(width * height);
  for (let index = 0, at = 0; index < light.length; index++, at += 4) {
    const colour = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    const alpha = (data[at + 3] ?? 255) / 255;
    light[index] = Math.round(colour * alpha + 255 * (1 - alpha));
  }
  return light;
}
