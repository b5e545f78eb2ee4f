/**
 * Baseline JPEGs of any sampling, written from coefficients: what no canvas writes. Their codes are as simple as can
 * be: all symbols of the means have 4 bits, all others 8.
 */

export type JpegShape = {
  readonly width: number;
  readonly height: number;
  /** `[across, down]` for each colour. */
  readonly sampling: readonly (readonly [across: number, down: number])[];
  /** Units between restarts. */
  readonly restartInterval?: number;
};

/** Symbols that can occur; the last 8-bit code stays free, as the standard asks. */
const meanSymbols = Array.from({ length: 12 }, (_, size) => size);
const otherSymbols = [0, 0xf0, ...Array.from({ length: 160 }, (_, at) => Math.floor(at / 10) * 16 + (at % 10) + 1)];

/** A picture with soft shapes and some hard edges, the same for each seed. */
export function jpegOf(shape: JpegShape, seed = 1): Uint8Array<ArrayBuffer> {
  const { width, height, sampling, restartInterval = 0 } = shape;
  const random = randomFrom(seed);
  const [across, down] = [0, 1].map((side) => Math.max(...sampling.map((factors) => factors[side] ?? 1)));
  const single = sampling.length === 1;
  const unitsAcross = Math.ceil(width / (8 * (single ? 1 : (across ?? 1))));
  const unitsDown = Math.ceil(height / (8 * (single ? 1 : (down ?? 1))));
  const bytes: number[] = [0xff, 0xd8];
  const segment = (marker: number, ...body: number[]): void => {
    bytes.push(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body);
  };
  // Larger steps for higher frequencies, other ones across than down: a table that is not turned is seen.
  const divisors = (first: number): number[] =>
    Array.from({ length: 64 }, (_, place) => first + (place % 5) + Math.floor(place / 4));
  segment(0xdb, 0, ...divisors(6));
  segment(0xdb, 1, ...divisors(9));
  const word = (value: number): number[] => [value >> 8, value & 255];
  const frame = sampling.flatMap(([x, y], index) => [index + 1, x * 16 + y, index > 0 ? 1 : 0]);
  segment(0xc0, 8, ...word(height), ...word(width), sampling.length, ...frame);
  const counts = (length: number, count: number): number[] =>
    Array.from({ length: 16 }, (_, index) => (index === length - 1 ? count : 0));
  segment(0xc4, 0, ...counts(4, 12), ...meanSymbols, 0x10, ...counts(8, 162), ...otherSymbols);
  if (restartInterval > 0) segment(0xdd, ...word(restartInterval));
  segment(0xda, sampling.length, ...sampling.flatMap((_, index) => [index + 1, 0]), 0, 63, 0);

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
  const value = (run: number, amount: number, symbols: readonly number[], length: number): void => {
    const size = 32 - Math.clz32(Math.abs(amount));
    put(symbols.indexOf(run * 16 + size), length);
    put(amount < 0 ? amount + (1 << size) - 1 : amount, size);
  };
  const fill = (): void => {
    while (count > 0) put(1, 1);
  };
  const befores = sampling.map(() => 0);
  for (let unit = 0; unit < unitsAcross * unitsDown; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      fill();
      bytes.push(0xff, 0xd0 + ((unit / restartInterval - 1) % 8));
      befores.fill(0);
    }
    for (const [index, [x, y]] of sampling.entries())
      for (let block = 0; block < (single ? 1 : x * y); block++) {
        const mean = Math.round(60 * Math.sin(unit / 7 + index) * Math.cos(unit / unitsAcross / 3) + 20 * random());
        value(0, mean - (befores[index] ?? 0), meanSymbols, 4);
        befores[index] = mean;
        let zeros = 0;
        for (let place = 1; place < 64; place++) {
          const amount = random() < 4 / (place + 8) ? Math.round(((random() - 0.5) * 60) / (place + 2)) : 0;
          if (amount === 0) zeros++;
          else {
            for (; zeros > 15; zeros -= 16) put(otherSymbols.indexOf(0xf0), 8);
            value(zeros, amount, otherSymbols, 8);
            zeros = 0;
          }
        }
        if (zeros > 0) put(otherSymbols.indexOf(0), 8);
      }
  }
  fill();
  bytes.push(0xff, 0xd9);
  return Uint8Array.from(bytes);
}

/** Numbers from 0 to 1, the same for each seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
