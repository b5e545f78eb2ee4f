import type { Life } from '../../base/life.ts';
import { joined } from '../bytes.ts';
import { cleanProfile } from '../icc.ts';

/** No device's colours take more; what grows beyond is no profile. */
const mostProfileBytes = 16 * 1024 * 1024;

/**
 * The colour profile's chunk with the colours alone; none where it holds no profile. As it is where the browser cannot
 * unpack it.
 */
export async function profileChunk(
  chunk: Uint8Array<ArrayBuffer>,
  life: Life,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  if (typeof DecompressionStream !== 'function') return [chunk];
  const packed = chunk.subarray(chunk.indexOf(0, 8) + 2, -4);
  try {
    const clean = cleanProfile(joined(await life.race(through(packed, new DecompressionStream('deflate')))));
    if (!clean) return [];
    const data = joined([
      // iCCP, a name that says nothing, deflated.
      Uint8Array.of(0x69, 0x43, 0x43, 0x50, 0x69, 0x63, 0x63, 0, 0),
      ...(await life.race(through(clean, new CompressionStream('deflate')))),
    ]);
    const numbers = new DataView(new ArrayBuffer(8));
    numbers.setUint32(0, data.length - 4);
    numbers.setUint32(4, crc32(data));
    return [joined([new Uint8Array(numbers.buffer, 0, 4), data, new Uint8Array(numbers.buffer, 4)])];
  } catch {
    life.check();
    return [];
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  pair: ReadableWritablePair<Uint8Array, BufferSource>,
): Promise<readonly Uint8Array[]> {
  const reader = new Blob([bytes]).stream().pipeThrough(pair).getReader();
  const pieces: Uint8Array[] = [];
  for (let left = mostProfileBytes; left > 0; ) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    pieces.push(value);
    left -= value.length;
  }
  await reader.cancel();
  throw new Error('no profile is so long');
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
