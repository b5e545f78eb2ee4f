/**
 * One block's coefficients but its mean, where the turned picture has them. Only one is read or written at a time: it
 * is used again and again.
 */
export type Block = {
  /**
   * By zigzag place: the bits that a scan has for the value, times 16, plus how many they are. Only where `taken` tells
   * so.
   */
  readonly entries: Int32Array;
  /** Which places are taken: two times 32 bits, the first place highest. */
  readonly taken: Int32Array;
};

/** The bit of the first place; shifted by a place it is that place's (by the rest of 32: JavaScript's own rule). */
export const firstPlace = 1 << 31;

export function emptyBlock(): Block {
  return { entries: new Int32Array(64), taken: new Int32Array(2) };
}

/** Sets a value that is not zero. */
export function put({ entries, taken }: Block, place: number, value: number): void {
  const sign = value >> 31;
  const size = 32 - Math.clz32((value ^ sign) - sign);
  entries[place] = (((value + sign) & ((1 << size) - 1)) << 4) | size;
  const half = place >> 5;
  taken[half] = (taken[half] ?? 0) | (firstPlace >>> place);
}

/** Writes every value, times 64 plus its place, to `words` from `start` on, by place; gives where they end. */
export function list({ entries, taken }: Block, words: Int32Array, start: number): number {
  let at = start;
  for (let half = 0; half < 2; half++)
    for (let left = taken[half] ?? 0; left !== 0; ) {
      const place = half * 32 + Math.clz32(left);
      left ^= firstPlace >>> place;
      const entry = entries[place] ?? 0;
      const size = entry & 15;
      const bits = entry >> 4;
      words[at++] = (bits >> (size - 1) > 0 ? bits : bits - (1 << size) + 1) * 64 + place;
    }
  return at;
}

/**
 * Writes the block as a scan has it, without its mean, to `words` from `start` on; gives how many bits it has. At most
 * 52 words.
 */
export function pack({ entries, taken }: Block, codes: Int32Array, words: Int32Array, start: number): number {
  let at = start;
  let bits = 0;
  let room = 32;
  let next = 1;
  for (let half = 0; half < 2; half++)
    for (let left = taken[half] ?? 0; left !== 0; ) {
      const lead = Math.clz32(left);
      const zeros = half * 32 + lead - next;
      let entry = 0;
      let symbol = 0xf0;
      if (zeros > 15) next += 16;
      else {
        entry = entries[next + zeros] ?? 0;
        symbol = zeros * 16 + (entry & 15);
        next += zeros + 1;
        left ^= firstPlace >>> lead;
      }
      const code = codes[symbol] ?? 0;
      const size = entry & 15;
      const written = ((code >> 5) << size) | (entry >> 4);
      room -= (code & 31) + size;
      if (room >= 0) bits |= written << room;
      else {
        words[at++] = bits | (written >>> -room);
        room += 32;
        bits = written << room;
      }
    }
  if (next < 64) {
    // The end of the block.
    const code = codes[0] ?? 0;
    room -= code & 31;
    if (room >= 0) bits |= (code >> 5) << room;
    else {
      words[at++] = bits | ((code >> 5) >>> -room);
      room += 32;
      bits = (code >> 5) << room;
    }
  }
  words[at] = bits;
  return (at - start) * 32 + 32 - room;
}
