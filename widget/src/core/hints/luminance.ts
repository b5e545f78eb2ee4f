/** Pixels as a canvas gives them: four bytes each, red, green, blue, alpha. */
export type Pixels = {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
};

/** The luminance of each pixel, 0 to 255 (ITU-R BT.601); what is transparent lies on white. */
export function luminanceOf(pixels: Pixels): Uint8Array {
  return eachPixel(pixels, (red, green, blue) => 0.299 * red + 0.587 * green + 0.114 * blue);
}

/** The least of each pixel's three colours, 0 to 255; what is transparent lies on white. */
export function darkestOf(pixels: Pixels): Uint8Array {
  return eachPixel(pixels, Math.min);
}

function eachPixel(
  { data, width, height }: Pixels,
  measure: (red: number, green: number, blue: number) => number,
): Uint8Array {
  const values = new Uint8Array(width * height);
  for (let index = 0, at = 0; index < values.length; index++, at += 4) {
    const alpha = (data[at + 3] ?? 255) / 255;
    const value = measure(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    values[index] = Math.round(value * alpha + 255 * (1 - alpha));
  }
  return values;
}
