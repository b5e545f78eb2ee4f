const initial = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
const p0 = (word: number): number => word ^ rotate(word, 9) ^ rotate(word, 17);
const p1 = (word: number): number => word ^ rotate(word, 15) ^ rotate(word, 23);

/**
 * SM3 (GB/T 32905-2016), 32 bytes. Own code because OpenSSL builds without SM3 exist and then `createHash('sm3')`
 * throws at the first notification instead of at start.
 */
export function sm3(message: Uint8Array): Buffer {
  const state = new Int32Array(initial);
  const blocks = padded(message);
  const words = new Int32Array(68);
  for (let offset = 0; offset < blocks.length; offset += 64) compress(state, words, blocks, offset);
  const digest = Buffer.alloc(32);
  state.forEach((word, index) => {
    digest.writeInt32BE(word, index * 4);
  });
  return digest;
}

/** The message, a 1 bit, zeros, and the length in bits as 64 bits: a whole number of 64-byte blocks. */
function padded(message: Uint8Array): Buffer {
  const blocks = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  blocks.set(message);
  blocks[message.length] = 0x80;
  blocks.writeBigUInt64BE(BigInt(message.length) * 8n, blocks.length - 8);
  return blocks;
}

function compress(state: Int32Array, w: Int32Array, blocks: Buffer, offset: number): void {
  const at = (words: Int32Array, index: number): number => words[index] ?? 0;
  for (let j = 0; j < 16; j += 1) w[j] = blocks.readInt32BE(offset + j * 4);
  for (let j = 16; j < 68; j += 1) {
    w[j] = p1(at(w, j - 16) ^ at(w, j - 9) ^ rotate(at(w, j - 3), 15)) ^ rotate(at(w, j - 13), 7) ^ at(w, j - 6);
  }
  let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => at(state, index)) as EightWords;
  for (let j = 0; j < 64; j += 1) {
    const early = j < 16;
    const ss1 = rotate((rotate(a, 12) + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (at(w, j) ^ at(w, j + 4))) | 0;
    const tt2 = (gg + h + ss1 + at(w, j)) | 0;
    [d, c, b, a] = [c, rotate(b, 9), a, tt1];
    [h, g, f, e] = [g, rotate(f, 19), e, p0(tt2)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = at(state, index) ^ word;
  });
}

type EightWords = [number, number, number, number, number, number, number, number];
