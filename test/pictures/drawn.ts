import sharp, { type Sharp } from 'sharp';

type Colour = readonly [red: number, green: number, blue: number];

/**
 * The colours of the quarters of every picture, clockwise from the top left as a person sees it: they tell how it lies.
 */
export const quarters: readonly [Colour, Colour, Colour, Colour] = [
  [220, 30, 30],
  [30, 160, 30],
  [240, 220, 40],
  [30, 60, 220],
];
/** Which of the quarters has this colour. */
export function quarterOf(red: number, green: number, blue: number): number {
  return quarters.findIndex(([r, g, b]) => r === red && g === green && b === blue);
}

const upright = { width: 320, height: 240 };

/**
 * Where a pixel of the upright picture is stored, by TIFF orientation; `w` and `h` are the stored picture's last column
 * and row.
 */
const places: Readonly<Record<number, (x: number, y: number, w: number, h: number) => readonly [number, number]>> = {
  1: (x, y) => [x, y],
  2: (x, y, w) => [w - x, y],
  3: (x, y, w, h) => [w - x, h - y],
  4: (x, y, _w, h) => [x, h - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [y, h - x],
  7: (x, y, w, h) => [w - y, h - x],
  8: (x, y, w) => [w - y, x],
};

/**
 * The pixels of the picture as a camera stores it that was held so. `alphaAt` gives the alpha of a pixel of the upright
 * picture.
 */
export function pixelsOf(
  orientation = 1,
  size = upright,
  alphaAt?: (x: number, y: number) => number,
): { readonly data: Buffer; readonly width: number; readonly height: number; readonly channels: 3 | 4 } {
  const channels = alphaAt ? 4 : 3;
  const [width, height] = orientation > 4 ? [size.height, size.width] : [size.width, size.height];
  const data = Buffer.alloc(width * height * channels);
  const place = places[orientation];
  if (!place) throw new Error('no such orientation');
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const right = x >= size.width / 2;
      const below = y >= size.height / 2;
      const colour = quarters[below ? (right ? 2 : 3) : right ? 1 : 0];
      const [storedX, storedY] = place(x, y, width - 1, height - 1);
      const at = (storedY * width + storedX) * channels;
      data.set(colour, at);
      if (alphaAt) data[at + 3] = alphaAt(x, y);
    }
  return { data, width, height, channels };
}

/** The same for sharp, which encodes it. */
export function drawn(...args: Parameters<typeof pixelsOf>): Sharp {
  const { data, ...raw } = pixelsOf(...args);
  return sharp(data, { raw });
}

/** A hole in the middle of the picture, through which one sees. */
export function hole(x: number, y: number): number {
  return Math.abs(x - upright.width / 2) < 40 && Math.abs(y - upright.height / 2) < 40 ? 0 : 255;
}

/** The colours of the four quarters and of the middle of a file, as a person sees it. */
export async function seen(file: Buffer): Promise<{ readonly quarters: readonly Colour[]; readonly middle: Colour }> {
  const { data, info } = await sharp(file).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): Colour => {
    const place = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
    const [red = 0, green = red, blue = red] = data.subarray(place, place + Math.min(3, info.channels));
    return [red, green, blue];
  };
  const spots = [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.9, 0.9],
    [0.1, 0.9],
  ] as const;
  return { quarters: spots.map(([x, y]) => at(x, y)), middle: at(0.5, 0.5) };
}
