import type { Life } from '../../base/life.ts';
import { pause } from '../../base/pause.ts';

/** So long the page waits at most before it may react again. */
const sliceMs = 20;

/**
 * Whether every pixel of a PNG with an alpha channel is opaque, as in most screenshots: told from the channel alone,
 * since PNG's filters leave channels apart, and without decoding. `header` is IHDR's data, `pixels` the data of the
 * IDAT chunks. False where it cannot be told.
 */
export async function isAlphaFull(
  header: Uint8Array<ArrayBuffer>,
  pixels: readonly Uint8Array<ArrayBuffer>[],
  life: Life,
): Promise<boolean> {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colourType, , , interlace = 0] = header.subarray(8);
  const sampleBytes = depth / 8;
  const pixelBytes = sampleBytes * (colourType === 6 ? 4 : 2);
  // Rows of an interlaced picture have seven lengths.
  if (typeof DecompressionStream !== 'function' || interlace > 0) return false;
  const row = new Uint8Array(1 + width * pixelBytes);
  let filled = 0;
  let rows = 0;
  const reader = new Blob([...pixels]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let since = performance.now();
  try {
    for (;;) {
      const { done, value } = await life.race(reader.read());
      if (done) return false;
      for (let at = 0; at < value.length; ) {
        const taken = value.subarray(at, at + row.length - filled);
        row.set(taken, filled);
        at += taken.length;
        filled += taken.length;
        if (filled < row.length) break;
        if (!isRowFull(row, rows > 0 ? 255 : 0, sampleBytes, pixelBytes)) return false;
        filled = 0;
        rows += 1;
        if (rows === height) return true;
      }
      if (performance.now() - since > sliceMs) {
        await life.race(pause());
        since = performance.now();
      }
    }
  } catch {
    life.check();
    return false;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/**
 * Whether a filtered row (§9.2) has an alpha of 255 throughout. With full pixels on the left and `above` there is one
 * way to write that.
 */
function isRowFull(row: Uint8Array, above: number, sampleBytes: number, pixelBytes: number): boolean {
  const filter = row[0] ?? 0;
  const first = 255 - ([0, 0, above, above >> 1, above][filter] ?? -1);
  const others = 255 - ([0, 255, above, (255 + above) >> 1, 255][filter] ?? -1);
  for (let byte = 0; byte < sampleBytes; byte++) {
    let at = 1 + pixelBytes - sampleBytes + byte;
    if (row[at] !== first) return false;
    for (at += pixelBytes; at < row.length; at += pixelBytes) if (row[at] !== others) return false;
  }
  return true;
}
