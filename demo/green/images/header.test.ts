import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readImageHeader } from './header.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#456' } });

describe('readImageHeader', () => {
  test.each([
    ['png', () => picture(301, 77).png()],
    ['jpeg', () => picture(301, 77).jpeg()],
    ['jpeg', () => picture(301, 77).jpeg({ progressive: true })],
    [
      'jpeg',
      () =>
        picture(301, 77)
          .withExif({ IFD0: { Copyright: 'x'.repeat(60_000) } })
          .jpeg(),
    ],
    ['gif', () => picture(301, 77).gif()],
    ['webp', () => picture(301, 77).webp()],
    ['webp', () => picture(301, 77).webp({ lossless: true })],
    ['webp', () => picture(301, 77).ensureAlpha(0.5).webp()],
  ] as const)('reads %s as the encoder wrote it', async (format, make) => {
    expect(readImageHeader(await make().toBuffer())).toEqual({ format, width: 301, height: 77 });
  });

  test('reads BMP, upside down and of OS/2 too', () => {
    const windows = Buffer.alloc(54);
    windows.write('BM');
    windows.writeUInt32LE(40, 14);
    windows.writeInt32LE(301, 18);
    windows.writeInt32LE(-77, 22);
    expect(readImageHeader(windows)).toEqual({ format: 'bmp', width: 301, height: 77 });
    const os2 = Buffer.alloc(26);
    os2.write('BM');
    os2.writeUInt32LE(12, 14);
    os2.writeUInt16LE(301, 18);
    os2.writeUInt16LE(77, 20);
    expect(readImageHeader(os2)).toEqual({ format: 'bmp', width: 301, height: 77 });
  });

  test('knows nothing of other files, and never throws on a part of one', async () => {
    for (const text of ['', '%PDF-1.7', '<svg/>', 'GIF88a', 'RIFFxxxxWAVE', '\x89PNG\r\n\x1a\n', 'BM']) {
      expect(readImageHeader(Buffer.from(text, 'latin1')), text).toBeUndefined();
    }
    for (const whole of [await picture(9, 9).jpeg().toBuffer(), await picture(9, 9).webp().toBuffer()]) {
      for (let length = 0; length < Math.min(whole.length, 200); length += 1) {
        expect(() => readImageHeader(whole.subarray(0, length))).not.toThrow();
      }
    }
  });
});
