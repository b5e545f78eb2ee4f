import { bytesOf, number, segment } from './bytes.ts';
import { pixelsOf } from './drawn.ts';

/** How a JPEG is written: all that encoders differ in, for pictures whose blocks have one colour each. */
export type JpegForm = {
  readonly orientation?: number;
  readonly size?: { readonly width: number; readonly height: number };
  /** What the samples mean; `ycc` unless told. The last two are written the way Adobe does, inverted. */
  readonly model?: 'ycc' | 'rgb' | 'grey' | 'cmyk' | 'ycck';
  /** `[across, down]` of each colour; all alike unless told. */
  readonly sampling?: readonly (readonly [across: number, down: number])[];
  /** Second byte of the frame's marker: `0xc0` baseline, `0xc1` extended, `0xc2` progressive. */
  readonly frame?: 0xc0 | 0xc1 | 0xc2;
  /** A scan for each colour in place of one for all. */
  readonly apart?: boolean;
  /** Units between restarts. */
  readonly restarts?: number;
  readonly ids?: readonly number[];
  /** Steps of 16 bits, which are for extended frames. */
  readonly wideSteps?: boolean;
  /** The height stands behind the first scan only. */
  readonly lateHeight?: boolean;
  /** Segments behind the first two bytes. */
  readonly segments?: readonly Uint8Array[];
};

/** Sizes of a mean's difference; each has a code of four bits. */
const sizes = Array.from({ length: 12 }, (_, size) => size);

/** A JPEG of the four quarters, of means alone. */
export function flatJpeg(form: JpegForm = {}): Buffer {
  const { orientation, size, model = 'ycc', frame = 0xc0, apart = false, restarts = 0, wideSteps = false } = form;
  const { data, width, height, channels } = pixelsOf(orientation, size);
  const count = { ycc: 3, rgb: 3, grey: 1, cmyk: 4, ycck: 4 }[model];
  const sampling = form.sampling ?? Array.from({ length: count }, () => [1, 1] as const);
  const ids = form.ids ?? sampling.map((_, index) => index + 1);
  const [most, deepest] = [0, 1].map((side) => Math.max(...sampling.map((factors) => factors[side] ?? 1)));
  const [across, down] = count === 1 ? [1, 1] : [most ?? 1, deepest ?? 1];
  const unitsAcross = Math.ceil(width / (8 * across));
  const unitsDown = Math.ceil(height / (8 * down));
  const meanAt = (colour: number, column: number, row: number): number => {
    const [finerAcross, finerDown] = count === 1 ? [1, 1] : (sampling[colour] ?? [1, 1]);
    const [blockWidth, blockHeight] = [(8 * across) / finerAcross, (8 * down) / finerDown];
    const x = Math.min(width - 1, Math.floor((column + 0.5) * blockWidth));
    const y = Math.min(height - 1, Math.floor((row + 0.5) * blockHeight));
    const at = (y * width + x) * channels;
    const sample = samplesOf(model, data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)[colour] ?? 0;
    return Math.max(-1_024, Math.min(1_023, Math.round((sample - 128) * 8)));
  };
  const writeScan = (colours: readonly number[]): Buffer => {
    const writer = bitWriter();
    const before = sampling.map(() => 0);
    const single = colours.length === 1;
    const own = (count > 1 && single && sampling[colours[0] ?? 0]) || [1, 1];
    // One colour alone is not padded to whole units.
    const [columns, rows] = single
      ? [Math.ceil((width * own[0]) / (8 * across)), Math.ceil((height * own[1]) / (8 * down))]
      : [unitsAcross, unitsDown];
    for (let unit = 0; unit < columns * rows; unit++) {
      if (restarts > 0 && unit > 0 && unit % restarts === 0) {
        writer.restart(unit / restarts - 1);
        before.fill(0);
      }
      for (const colour of colours) {
        const [x, y] = single ? [1, 1] : (sampling[colour] ?? [1, 1]);
        for (let block = 0; block < x * y; block++) {
          const column = (unit % columns) * x + (block % x);
          const mean = meanAt(colour, column, Math.floor(unit / columns) * y + Math.floor(block / x));
          writer.mean(mean - (before[colour] ?? 0));
          before[colour] = mean;
          // The end of the block; a progressive scan of means has none.
          if (frame !== 0xc2) writer.put(0, 1);
        }
      }
    }
    const last = frame === 0xc2 ? 0 : 63;
    const head = [colours.length, ...colours.flatMap((colour) => [ids[colour] ?? 0, 0]), 0, last, 0];
    return bytesOf(segment(0xda, Uint8Array.from(head)), writer.end());
  };
  const all = sampling.map((_, index) => index);
  const scans = apart ? all.map((colour) => writeScan([colour])) : [writeScan(all)];
  if (form.lateHeight) scans.splice(1, 0, segment(0xdc, number(height, 2)));
  const steps = bytesOf(wideSteps ? 0x10 : 0, ...Array.from({ length: 64 }, () => number(1, wideSteps ? 2 : 1)));
  const frameHead = bytesOf(8, number(form.lateHeight ? 0 : height, 2), number(width, 2), count);
  return bytesOf(
    '\xff\xd8',
    ...(form.segments ?? []),
    segment(0xdb, steps),
    segment(frame, frameHead, ...sampling.map(([x, y], index) => Uint8Array.of(ids[index] ?? 0, x * 16 + y, 0))),
    segment(0xc4, Uint8Array.from([0, ...countsOf(4, 12), ...sizes, 0x10, ...countsOf(1, 1), 0])),
    ...(restarts > 0 ? [segment(0xdd, number(restarts, 2))] : []),
    ...scans,
    '\xff\xd9',
  );
}

/** What Adobe's programs say of the samples: 0 as they are, 1 YCC, 2 YCCK. */
export function adobe(transform: 0 | 1 | 2): Buffer {
  return segment(0xee, 'Adobe', Uint8Array.of(0, 100, 0, 0, 0, 0, transform));
}

function samplesOf(model: JpegForm['model'], red: number, green: number, blue: number): readonly number[] {
  // Inverted ink is light.
  if (model === 'cmyk') return [red, green, blue, 255];
  if (model === 'rgb') return [red, green, blue];
  // Of YCCK the ink is turned over once more.
  if (model === 'ycck') return [...samplesOf('ycc', 255 - red, 255 - green, 255 - blue), 255];
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  return model === 'grey' ? [light] : [light, 128 + 0.564 * (blue - light), 128 + 0.713 * (red - light)];
}

function countsOf(length: number, count: number): readonly number[] {
  return Array.from({ length: 16 }, (_, index) => (index === length - 1 ? count : 0));
}

function bitWriter() {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit--) {
      held = held * 2 + ((value >> bit) & 1);
      if (++count < 8) continue;
      bytes.push(...(held === 255 ? [255, 0] : [held]));
      [held, count] = [0, 0];
    }
  };
  const fill = (): void => {
    while (count > 0) put(1, 1);
  };
  return {
    put,
    mean(difference: number): void {
      const size = 32 - Math.clz32(Math.abs(difference));
      put(size, 4);
      put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
    },
    restart(index: number): void {
      fill();
      bytes.push(0xff, 0xd0 + (index % 8));
    },
    end(): Buffer {
      fill();
      return Buffer.from(bytes);
    },
  };
}
