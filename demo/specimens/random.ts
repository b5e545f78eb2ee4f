/** A small seeded source of numbers: the same seed gives the same sequence on every machine and Node version. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [min, max]. */
  int(min: number, max: number): number;
  /** A number in [min, max). */
  between(min: number, max: number): number;
  /** One element of a list that must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** True with the probability given. */
  chance(probability: number): boolean;
  /** A normally distributed number, mean 0 and deviation 1. */
  gaussian(): number;
  /** A string of decimal digits. */
  digits(count: number): string;
  /** A string over an alphabet. */
  letters(count: number, alphabet: string): string;
};

function hash(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}

/** Makes a {@link Random} from any text (the sfc32 generator, seeded through a 32-bit string hash). */
export function createRandom(seed: string): Random {
  const word = hash(seed);
  let a = word();
  let b = word();
  let c = word();
  let counter = word();
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  };
  // The first values still show the seed's structure; throwing them away is what the generator's author advises.
  for (let i = 0; i < 12; i++) next();

  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => {
    const [value] = list.slice(Math.floor(next() * list.length));
    if (value === undefined) throw new RangeError('pick needs a list that is not empty');
    return value;
  };
  const letters = (count: number, alphabet: string): string => {
    let out = '';
    for (let i = 0; i < count; i++) out += alphabet.charAt(Math.floor(next() * alphabet.length));
    return out;
  };
  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    pick,
    chance: (probability) => next() < probability,
    gaussian: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    digits: (count) => letters(count, '0123456789'),
    letters,
  };
}
