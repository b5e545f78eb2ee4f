/** SM3, the Chinese hash standard (GB/T 32905-2016), for callbacks that ask for it. */
const initial = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

type State = [number, number, number, number, number, number, number, number];

const rotate = (word: number, bits: number) => (word << (bits & 31)) | (word >>> ((32 - bits) & 31));
const p0 = (word: number) => word ^ rotate(word, 9) ^ rotate(word, 17);
const p1 = (word: number) => word ^ rotate(word, 15) ^ rotate(word, 23);

/** The message, a one bit, zeros, and the length in bits, to a multiple of 64 bytes. */
function pad(message: Uint8Array): DataView {
  const length = Math.ceil((message.byteLength + 9) / 64) * 64;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.byteLength] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(length - 8, BigInt(message.byteLength) * 8n);
  return view;
}

function expand(view: DataView, block: number): number[] {
  const words = Array.from({ length: 16 }, (_, index) => view.getUint32(block + index * 4));
  const word = (index: number) => words[index] ?? 0;
  for (let index = 16; index < 68; index += 1) {
    const mixed = p1(word(index - 16) ^ word(index - 9) ^ rotate(word(index - 3), 15));
    words.push((mixed ^ rotate(word(index - 13), 7) ^ word(index - 6)) >>> 0);
  }
  return words;
}

function compress(state: State, words: readonly number[]): State {
  let [a, b, c, d, e, f, g, h] = state;
  for (let round = 0; round < 64; round += 1) {
    const early = round < 16;
    const constant = early ? 0x79cc4519 : 0x7a879d8a;
    const ss1 = rotate((rotate(a, 12) + e + rotate(constant, round)) | 0, 7);
    const ss2 = ss1 ^ rotate(a, 12);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const word = words[round] ?? 0;
    const tt1 = (ff + d + ss2 + (word ^ (words[round + 4] ?? 0))) | 0;
    const tt2 = (gg + h + ss1 + word) | 0;
    d = c;
    c = rotate(b, 9);
    b = a;
    a = tt1;
    h = g;
    g = rotate(f, 19);
    f = e;
    e = p0(tt2);
  }
  const [a0, b0, c0, d0, e0, f0, g0, h0] = state;
  return [a ^ a0, b ^ b0, c ^ c0, d ^ d0, e ^ e0, f ^ f0, g ^ g0, h ^ h0];
}

/** The digest in lower-case hex. */
export function sm3(message: Uint8Array): string {
  const view = pad(message);
  let state: State = [...initial];
  for (let block = 0; block < view.byteLength; block += 64) state = compress(state, expand(view, block));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
