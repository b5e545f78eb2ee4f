/** How the bits of a scan are read with one of its tables. */
export type Decoder = {
  /** By the next 11 bits: a whole symbol with its value, as `symbolIn` gives it; 0 where that takes more bits. */
  readonly short: Int32Array;
  /** By the next 16 bits: length of the code times 256 plus its symbol; 0 for no code. */
  readonly codes: Uint16Array;
  /** The length of each symbol's code, 0 for none. */
  readonly lengths: Uint8Array;
};

/** How many places the end of a block leads on, whatever the place. */
export const endOfBlock = 64;
/** What is no symbol leads further than any. */
export const noCode = 65 << 5;

const shortBits = 11;
const longest = 16;

const all = Array.from({ length: 256 }, (_, symbol) => symbol);
/**
 * Every symbol a picture of 8-bit samples can have: sizes of differences of means; runs of zeros and sizes of the other
 * coefficients.
 */
const symbolsOf = {
  means: all.slice(0, 12),
  others: all.filter((symbol) => (symbol % 16 < 11 && symbol % 16 > 0) || symbol === 0 || symbol === 0xf0),
};
export type Kind = keyof typeof symbolsOf;

/** Reads a table of a `DHT` segment; undefined where it has symbols that cannot be, or more codes than there are. */
export function decoderOf(kind: Kind, counts: Uint8Array, symbols: Uint8Array): Decoder | undefined {
  const codes = new Uint16Array(1 << longest);
  const lengths = new Uint8Array(256);
  let at = 0;
  let next = 0;
  for (const [index, count] of counts.entries())
    for (let left = count; left > 0; left--) {
      const symbol = symbols[next++] ?? 255;
      const end = at + (1 << (longest - 1 - index));
      if (end > codes.length || !symbolsOf[kind].includes(symbol)) return undefined;
      codes.fill((index + 1) * 256 + symbol, at, end);
      lengths[symbol] = index + 1;
      at = end;
    }
  const short = new Int32Array(1 << shortBits).map((_, bits) => {
    const symbol = symbolIn(codes[bits << (longest - shortBits)] ?? 0, bits << (32 - shortBits));
    return (symbol & 31) > shortBits ? 0 : symbol;
  });
  return { short, codes, lengths };
}

/**
 * The symbol at the beginning of 32 bits, by its entry in `codes`: its length with the value's bits; by how many places
 * it leads on, times 32; how many bits its value has, times 4,096; and the value's bits, times 65,536. `noCode` where
 * there is none.
 */
export function symbolIn(entry: number, bits: number): number {
  if (entry === 0) return noCode;
  const length = entry >> 8;
  const size = entry & 15;
  const run = (entry & 255) >> 4;
  const value = size > 0 ? (bits << length) >>> (32 - size) : 0;
  const places = (entry & 255) > 0 ? run + 1 : endOfBlock;
  return (value << 16) | (size << 12) | (places << 5) | (length + size);
}

/** A code for every symbol that can be, and the table as a segment holds it: 16 counts by length, then the symbols. */
export type Coding = {
  /** By symbol: the code times 32 plus its length. */
  readonly codes: Int32Array;
  readonly table: readonly number[];
};

/**
 * Codes as long as the picture had them, and others for the symbols it had none for (T.81, K.2): turned, it has nearly
 * the same ones as often. None has ones alone.
 */
export function codingLike(kind: Kind, had: Uint8Array): Coding {
  const symbols = symbolsOf[kind];
  const lengths = new Uint8Array(257);
  // Weighs nothing, so that its code is the longest and last: the one of ones alone, which then is nobody's.
  const groups: [weight: number, ...symbols: number[]][] = [[0, 256]];
  // Powers of two with at most 2 ** 13 between them: no code becomes longer than 16 bits.
  for (const symbol of symbols) groups.push([1 << (13 - Math.min(had[symbol] || 13, 13)), symbol]);
  for (;;) {
    groups.sort(([a], [b]) => b - a);
    const [one, other] = [groups.pop(), groups.pop()];
    if (!one || !other) break;
    const [weight, ...some] = one;
    const [more, ...others] = other;
    some.push(...others);
    for (const symbol of some) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
    groups.push([weight + more, ...some]);
  }
  const codes = new Int32Array(256);
  const table: number[] = new Array(longest).fill(0);
  let code = 0;
  for (let length = 1; length <= longest; length++, code *= 2)
    for (const symbol of symbols)
      if (lengths[symbol] === length) {
        codes[symbol] = code++ * 32 + length;
        table[length - 1] = (table[length - 1] ?? 0) + 1;
        table.push(symbol);
      }
  return { codes, table };
}
