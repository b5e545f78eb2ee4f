import { bytesOf, number } from './bytes.ts';
import { pixelsOf, quarterOf, quarters } from './drawn.ts';

/** How a BMP is written. */
export type BmpForm = {
  readonly bits: 4 | 8 | 16 | 24 | 32;
  /** Length of the header: 12 and 16 are OS/2's, 40 to 124 those of Windows. */
  readonly header?: 12 | 16 | 40 | 52 | 56 | 108 | 124;
  /** Rows from the top. */
  readonly topDown?: boolean;
  /** Runs of one colour in place of rows, for 4 and 8 bits. */
  readonly runs?: boolean;
  /** Masks of red, green, blue and alpha, where bits have other places than usual. */
  readonly masks?: readonly [red: number, green: number, blue: number, alpha?: number];
  readonly alphaAt?: (x: number, y: number) => number;
  readonly size?: { readonly width: number; readonly height: number };
};

/** A BMP of the four quarters in any of the forms that programs write. */
export function flatBmp(form: BmpForm): Buffer {
  const { bits, header = 40, topDown = false, runs = false, masks } = form;
  const { data, width, height, channels } = pixelsOf(1, form.size, form.alphaAt);
  const n = (value: number, size: number): Buffer => number(value, size, 'II');
  const colourAt = (x: number, y: number): readonly number[] => {
    const at = (y * width + x) * channels;
    return [...data.subarray(at, at + channels)];
  };
  const numberOf = (x: number, y: number): number => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = colourAt(x, y);
    if (bits <= 8) return quarterOf(red, green, blue);
    const [r = 0, g = 0, b = 0, a = 0] = masks ?? (bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff]);
    return (placed(red, r) | placed(green, g) | placed(blue, b) | placed(alpha, a)) >>> 0;
  };
  const stride = Math.ceil((width * bits) / 32) * 4;
  const rowOf = (y: number): Buffer => {
    const row = Buffer.alloc(stride);
    for (let x = 0; x < width; x++) {
      const value = numberOf(x, y);
      if (bits === 4) row[x >> 1] = (row[x >> 1] ?? 0) | (x % 2 > 0 ? value : value << 4);
      else row.set(n(value, bits / 8), (x * bits) / 8);
    }
    return row;
  };
  const runsOf = (y: number): Buffer => {
    const pieces: number[] = [];
    for (let x = 0; x < width; ) {
      const value = numberOf(x, y);
      let length = 1;
      while (length < 254 && x + length < width && numberOf(x + length, y) === value) length++;
      pieces.push(length, bits === 4 ? value * 17 : value);
      x += length;
    }
    return Buffer.from([...pieces, 0, y === 0 ? 1 : 0]);
  };
  const order = Array.from({ length: height }, (_, row) => (topDown ? row : height - 1 - row));
  const pixels = Buffer.concat(order.map(runs ? runsOf : rowOf));
  const colours = bits > 8 ? [] : quarters.map(([r, g, b]) => bytesOf(b, g, r, ...(header === 12 ? [] : [0])));
  const palette = bytesOf(...colours, Buffer.alloc(bits > 8 ? 0 : (2 ** bits - 4) * (header === 12 ? 3 : 4)));
  const way = runs ? (bits === 8 ? 1 : 2) : masks ? 3 : 0;
  const sides =
    header === 12 ? bytesOf(n(width, 2), n(height, 2)) : bytesOf(n(width, 4), signed(topDown ? -height : height));
  const head = bytesOf(
    bytesOf(n(header, 4), sides, n(1, 2), n(bits, 2)),
    ...(header < 40 ? [] : [n(way, 4), n(pixels.length, 4), n(2_835, 4), n(2_835, 4), n(0, 4), n(0, 4)]),
    ...(header < 52 ? [] : (masks ?? [0, 0, 0]).map((mask = 0) => n(mask, 4))),
  );
  const behind = header === 40 && masks ? bytesOf(...masks.slice(0, 3).map((mask = 0) => n(mask, 4))) : Buffer.alloc(0);
  const whole = bytesOf(head, Buffer.alloc(header - head.length), behind, palette);
  const start = 14 + whole.length;
  return bytesOf('BM', n(start + pixels.length, 4), n(0, 4), n(start, 4), whole, pixels);
}

/** Eight bits at the place of a mask, as many as it has. */
function placed(value: number, mask: number): number {
  if (mask === 0) return 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const size = 32 - Math.clz32(mask >>> shift);
  return Math.round((value / 255) * (2 ** size - 1)) * 2 ** shift;
}

function signed(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
