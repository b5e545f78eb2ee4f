import type { Raster } from './raster.ts';

/**
 * Decodes an uncompressed Windows bitmap (1, 4, 8, 16, 24, 32 bits a pixel, top-down too), which sharp's own binary
 * cannot. `undefined` for anything else: compressed, OS/2 variants, cut short. Of a picture longer than `maxSide` only
 * every second, third … pixel is taken, so that a small file of many pixels takes little memory.
 */
export function decodeBmp(bytes: Uint8Array, maxPixels: number, maxSide = Infinity): Raster | undefined {
  if (bytes.length < 54 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint32(10, true);
  const header = view.getUint32(14, true);
  if (header < 40) return undefined;
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (width <= 0 || height === 0 || width * height > maxPixels) return undefined;
  if (![1, 4, 8, 16, 24, 32].includes(bits) || !(compression === 0 || (compression === 3 && bits >= 16)))
    return undefined;
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (start + stride * height > bytes.length) return undefined;
  const palette = 14 + header;
  const masks =
    compression === 3 && palette + 12 <= bytes.length
      ? [0, 4, 8].map((at) => view.getUint32(54 + at, true))
      : undefined;
  const step = Math.max(1, Math.ceil(Math.max(width, height) / maxSide));
  const size = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const data = new Uint8Array(size.width * size.height * 3);
  for (let y = 0; y < height; y += step) {
    const row = start + (signedHeight > 0 ? height - 1 - y : y) * stride;
    for (let x = 0; x < width; x += step) {
      const o = ((y / step) * size.width + x / step) * 3;
      if (bits <= 8) {
        const byte = bytes[row + ((x * bits) >> 3)] ?? 0;
        const index = (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
        const p = palette + index * 4;
        data[o] = bytes[p + 2] ?? 0;
        data[o + 1] = bytes[p + 1] ?? 0;
        data[o + 2] = bytes[p] ?? 0;
      } else if (bits === 24 || (bits === 32 && masks === undefined)) {
        const p = row + (x * bits) / 8;
        data[o] = bytes[p + 2] ?? 0;
        data[o + 1] = bytes[p + 1] ?? 0;
        data[o + 2] = bytes[p] ?? 0;
      } else {
        const value = bits === 16 ? view.getUint16(row + x * 2, true) : view.getUint32(row + x * 4, true);
        const [red, green, blue] = masks ?? [0x7c00, 0x03e0, 0x001f];
        data[o] = channel(value, red ?? 0);
        data[o + 1] = channel(value, green ?? 0);
        data[o + 2] = channel(value, blue ?? 0);
      }
    }
  }
  return { data, ...size };
}

function channel(value: number, mask: number): number {
  if (mask === 0) return 0;
  const low = 31 - Math.clz32(mask & -mask);
  return (((value & mask) >>> low) * 255) / (mask >>> low);
}
