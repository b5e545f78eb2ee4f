import { describe, expect, test } from 'vitest';
import { inspectBlobWith } from './inspect-blob-with.ts';
import {
  bytesOf,
  exif,
  frame,
  gif,
  jpeg,
  type OrientationTag,
  png,
  segment,
  tiff,
  webpWith,
} from './testing/build-image.ts';
import { asFile, asStream } from './testing/inspect-bytes.ts';

/** What is said of a picture that is 400 × 300 as stored, alike as a file and as a stream. */
async function orientationOf(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const verdict = await asFile(bytes);
  expect(asStream(bytes, 97)).toEqual(verdict);
  if (!verdict.ok) throw new Error(verdict.detail);
  const { orientation, width } = verdict.image;
  expect(width).toBe(orientation > 4 ? 300 : 400);
  return orientation;
}

const inJpeg = (...payloads: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  jpeg(...payloads.map((payload) => segment(0xe1, payload)), frame(400, 300));
const exifOf = (tags: readonly OrientationTag[], order?: 'II' | 'MM'): Uint8Array<ArrayBuffer> =>
  bytesOf('Exif\0\0', tiff(tags, order));

describe('EXIF of a JPEG counts as browsers count it', () => {
  test.each<[string, number, readonly OrientationTag[]]>([
    ['one SHORT', 6, [{ value: 6 }]],
    ['a LONG', 1, [{ value: 6, type: 4 }]],
    ['a BYTE', 1, [{ value: 6, type: 1 }]],
    ['two SHORTs', 1, [{ value: 6, count: 2 }]],
    ['no SHORT', 1, [{ value: 6, count: 0 }]],
    ['upright, then lying', 1, [{ value: 1 }, { value: 6 }]],
    ['an invalid one, then a valid one', 1, [{ value: 0 }, { value: 6 }]],
    ['a LONG, then a SHORT', 6, [{ value: 3, type: 4 }, { value: 6 }]],
  ])('%s: %i', async (_what, expected, tags) => {
    for (const order of ['II', 'MM'] as const) expect(await orientationOf(inJpeg(exifOf(tags, order)))).toBe(expected);
  });

  test('the first segment that can hold a directory', async () => {
    const six = exifOf([{ value: 6 }]);
    expect(await orientationOf(inJpeg(exifOf([{ value: 1 }]), six))).toBe(1);
    expect(await orientationOf(inJpeg(exifOf([]), six))).toBe(1);
    expect(await orientationOf(inJpeg(bytesOf('Exif\0\0'), six))).toBe(6);
    expect(await orientationOf(inJpeg(bytesOf('http://ns.adobe.com/xap/1.0/\0<x/>'), six))).toBe(6);
  });

  test('whatever the byte behind the first zero, but not another kind of TIFF', async () => {
    expect(await orientationOf(inJpeg(bytesOf('Exif\0\xff', tiff([{ value: 6 }]))))).toBe(6);
    expect(await orientationOf(inJpeg(bytesOf('Exif\0\0', tiff([{ value: 6 }], 'MM', 43))))).toBe(1);
  });
});

describe('EXIF of a PNG', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i before the pixels', async (orientation) => {
    for (const order of ['II', 'MM'] as const)
      expect(await orientationOf(png(400, 300, [['eXIf', tiff([{ value: orientation }], order)]]))).toBe(orientation);
  });

  test('the first of two, behind an animation or a long profile too', async () => {
    const chunks: [string, Uint8Array][] = [
      ['acTL', new Uint8Array(8)],
      ['iCCP', new Uint8Array(100_000)],
      ['eXIf', tiff([{ value: 6 }])],
      ['eXIf', tiff([{ value: 3 }])],
    ];
    expect(await orientationOf(png(400, 300, chunks))).toBe(6);
    expect(await asFile(png(400, 300, chunks))).toMatchObject({ image: { animated: true, width: 300 } });
  });

  test('behind the pixels it says nothing, nor does a profile in a text', async () => {
    const upright = png(400, 300, [['zTXt', bytesOf('Raw profile type exif\0\0', tiff([{ value: 6 }]))]]);
    const behind = png(1, 1, [['eXIf', tiff([{ value: 6 }])]]).subarray(33, -12);
    expect(await orientationOf(bytesOf(upright.subarray(0, -12), behind, upright.subarray(-12)))).toBe(1);
  });
});

describe('EXIF of a WEBP', () => {
  test('behind the pixels, with and without the head of a JPEG segment', async () => {
    const pixels = ['VP8L', new Uint8Array(9_001)] as const;
    for (const head of ['', 'Exif\0\0'])
      expect(await orientationOf(webpWith(400, 300, pixels, ['EXIF', bytesOf(head, tiff([{ value: 6 }], 'II'))]))).toBe(
        6,
      );
    expect(await orientationOf(webpWith(400, 300, pixels))).toBe(1);
  });

  test('without its flag it says nothing', async () => {
    const file = webpWith(400, 300, ['VP8L', new Uint8Array(90)], ['EXIF', tiff([{ value: 6 }])]);
    file[20] = 0;
    expect(await orientationOf(file)).toBe(1);
  });
});

test('whoever can bring a picture under the limits may judge it by limits of its own', async () => {
  const own = { maxBytes: 1_000, maxSidePx: 50_000, maxPixels: 300_000_000, maxGifPixels: 9_000_000 };
  const inspect = (bytes: Uint8Array<ArrayBuffer>) => inspectBlobWith(new Blob([bytes]), () => 'unknown', own);
  expect(await inspect(gif(3_000, 3_000))).toMatchObject({ ok: true });
  expect(await inspect(png(40_000, 7_000))).toMatchObject({ ok: true });
  expect(await inspect(gif(3_000, 3_001))).toMatchObject({ code: 'gif-pixels', params: { limit: 9_000_000 } });
  expect(await inspect(png(50_001, 1))).toMatchObject({ code: 'image-side', params: { limit: 50_000 } });
  expect(await inspect(jpeg(exif(6), segment(0xe2, new Uint8Array(999)), frame(4, 3)))).toMatchObject({
    code: 'image-too-large',
    params: { limit: 1_000 },
  });
});
