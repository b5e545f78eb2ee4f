import { describe, expect, test } from 'vitest';
import { decodeBmp } from './bmp.ts';

/** A bitmap of one row of pixels with the given bits a pixel. */
function bmp(bits: number, width: number, height: number, palette: number[], pixels: number[]): Uint8Array {
  const start = 54 + palette.length;
  const bytes = new Uint8Array(start + pixels.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  bytes.set(palette, 54);
  bytes.set(pixels, start);
  return bytes;
}

describe('decodeBmp', () => {
  test('reads 24 bits, bottom row first', () => {
    const picture = decodeBmp(bmp(24, 1, 2, [], [1, 2, 3, 0, 4, 5, 6, 0]), 100);
    expect([...(picture?.data ?? [])]).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test('reads a palette of 1 bit and a top-down picture', () => {
    const picture = decodeBmp(bmp(1, 2, -1, [0, 0, 0, 0, 9, 8, 7, 0], [0b01000000, 0, 0, 0]), 100);
    expect([...(picture?.data ?? [])]).toEqual([0, 0, 0, 7, 8, 9]);
  });

  test('takes every second pixel of a picture twice too long', () => {
    const picture = decodeBmp(bmp(24, 3, 1, [], [1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0]), 100, 2);
    expect(picture).toMatchObject({ width: 2, height: 1 });
    expect([...(picture?.data ?? [])]).toEqual([1, 1, 1, 3, 3, 3]);
  });

  test('refuses what is cut short, too large or no bitmap', () => {
    const good = bmp(24, 1, 2, [], [1, 2, 3, 0, 4, 5, 6, 0]);
    expect(decodeBmp(good.subarray(0, good.length - 1), 100)).toBeUndefined();
    expect(decodeBmp(good, 1)).toBeUndefined();
    expect(decodeBmp(new Uint8Array(100), 100)).toBeUndefined();
  });
});
