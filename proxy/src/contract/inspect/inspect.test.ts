import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import type { Inspection } from './inspection.ts';
import { be, bmp, bytesOf, exif, frame, gif, jpeg, le, png, segment, webp } from './testing/build-image.ts';
import { asFile, asStream } from './testing/inspect-bytes.ts';

async function image(bytes: Uint8Array<ArrayBuffer>) {
  const verdict = await asFile(bytes);
  if (!verdict.ok) throw new Error(`refused: ${verdict.code}: ${verdict.detail}`);
  return verdict.image;
}

async function refusal(bytes: Uint8Array<ArrayBuffer>) {
  const verdict = await asFile(bytes);
  if (verdict.ok) throw new Error(`accepted as ${verdict.image.format}`);
  return verdict;
}

describe('the five formats', () => {
  test('PNG', async () => {
    expect(await image(png(640, 480))).toEqual({
      format: 'png',
      width: 640,
      height: 480,
      orientation: 1,
      bytes: png(640, 480).length,
      frames: 1,
      moreFrames: false,
      animated: false,
    });
  });

  test('an animated PNG tells its frames before the pixels', async () => {
    const animated = png(640, 480, [
      ['tEXt', bytesOf('Comment\0fictional')],
      ['acTL', bytesOf(be(7, 4), be(0, 4))],
    ]);
    expect(await image(animated)).toMatchObject({ frames: 7, animated: true });
  });

  test.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xca, 0xcf])('JPEG with frame marker %i', async (sof) => {
    expect(await image(jpeg(frame(4000, 3000, sof)))).toMatchObject({ format: 'jpeg', width: 4000, height: 3000 });
  });

  test.each([0xc4, 0xc8, 0xcc])('JPEG marker %i is no frame', async (marker) => {
    expect(await image(jpeg(frame(1, 2, marker), frame(400, 300)))).toMatchObject({ width: 400, height: 300 });
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('EXIF orientation %i in both byte orders', async (orientation) => {
    for (const order of ['II', 'MM'] as const) {
      const seen = await image(jpeg(exif(orientation, order), frame(400, 300)));
      const [width, height] = orientation > 4 ? [300, 400] : [400, 300];
      expect(seen).toMatchObject({ orientation, width, height });
    }
  });

  test('EXIF behind the frame header counts too, XMP before it does not hide it', async () => {
    const xmp = segment(0xe1, bytesOf('http://ns.adobe.com/xap/1.0/\0<x/>'));
    expect(await image(jpeg(xmp, frame(400, 300), exif(6)))).toMatchObject({ orientation: 6, width: 300 });
  });

  test.each([0, 9, 257])('an orientation of %i is none', async (orientation) => {
    expect(await image(jpeg(exif(orientation), frame(400, 300)))).toMatchObject({ orientation: 1, width: 400 });
  });

  test('over a megabyte of application segments before the frame is walked, fill bytes and stray bytes too', async () => {
    const large = Array.from({ length: 20 }, () => segment(0xe2, new Uint8Array(65_533)));
    const file = jpeg(...large, bytesOf(0xff, 0xff, 0xff), new Uint8Array(40), frame(4000, 3000));
    expect(file.length).toBeGreaterThan(1_300_000);
    expect(await image(file)).toMatchObject({ width: 4000, height: 3000 });
  });

  test('GIF with its frames', async () => {
    expect(await image(gif(300, 400))).toMatchObject({ format: 'gif', frames: 1, animated: false, moreFrames: false });
    expect(await image(gif(300, 400, { frames: 12 }))).toMatchObject({ frames: 12, animated: true, moreFrames: false });
    expect(await image(gif(300, 400, { frames: 30_000 }))).toMatchObject({ animated: true, moreFrames: true });
    expect(await image(gif(300, 400, { loops: true }))).toMatchObject({ frames: 1, animated: true });
  });

  test('a GIF is as wide as a first frame that reaches beyond its screen', async () => {
    expect(await image(gif(10, 400, { frameWidth: 500 }))).toMatchObject({ width: 500, height: 400 });
  });

  test.each([12, 16, 40, 52, 56, 64, 108, 124])('BMP with a header of %i bytes', async (headerLength) => {
    expect(await image(bmp(300, 400, headerLength))).toMatchObject({ format: 'bmp', width: 300, height: 400 });
  });

  test('a top-down BMP has a negative height', async () => {
    expect(await image(bmp(300, -400))).toMatchObject({ width: 300, height: 400 });
  });

  test.each(['lossy', 'lossless', 'extended', 'animated'] as const)('WEBP, %s', async (kind) => {
    expect(await image(webp(1_000, 16_000, kind))).toMatchObject({
      format: 'webp',
      width: 1_000,
      height: 16_000,
      animated: kind === 'animated',
    });
  });
});

describe('limits', () => {
  test('each limit is kept exactly', async () => {
    const { maxSidePx, maxPixels, maxGifPixels } = limits;
    expect(await image(png(maxSidePx, 300))).toMatchObject({ width: maxSidePx });
    expect(await refusal(png(maxSidePx + 1, 300))).toMatchObject({
      code: 'image-side',
      params: { limit: maxSidePx, actual: maxSidePx + 1 },
    });
    expect(await image(png(25_000, 10_000))).toMatchObject({ width: 25_000 });
    expect(await refusal(png(25_000, 10_001))).toMatchObject({
      code: 'image-pixels',
      params: { limit: maxPixels, actual: 250_025_000 },
    });
    expect(await image(gif(2_048, 2_048))).toMatchObject({ width: 2_048 });
    expect(await refusal(gif(2_049, 2_048))).toMatchObject({ code: 'gif-pixels', params: { limit: maxGifPixels } });
  });

  test('sides that a JavaScript bit operation would wrap are still too long', async () => {
    expect(await refusal(png(0xffffffff, 0xffffffff))).toMatchObject({ code: 'image-side' });
    expect(await refusal(bmp(10, -0x80000000))).toMatchObject({ code: 'image-side' });
  });

  test('20 MB pass, a byte more does not', async () => {
    const file = new Uint8Array(limits.maxBytes + 1);
    file.set(png(640, 480));
    expect(await image(file.subarray(0, limits.maxBytes).slice())).toMatchObject({ bytes: limits.maxBytes });
    expect(await refusal(file)).toMatchObject({
      code: 'image-too-large',
      params: { limit: limits.maxBytes, actual: limits.maxBytes + 1 },
    });
    expect(asStream(file, 65_536)).toMatchObject({ code: 'image-too-large' });
  });

  test('under 256 pixels on a side is a warning, animation too', async () => {
    const warnings = async (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> => {
      const verdict: Inspection = await asFile(bytes);
      return verdict.ok && verdict.warnings;
    };
    expect(await warnings(png(256, 256))).toEqual([]);
    expect(await warnings(png(255, 4_000))).toEqual(['small']);
    expect(await warnings(gif(255, 255, { frames: 2 }))).toEqual(['small', 'animated']);
  });

  test('every refusal says in words what was wrong and what to do', async () => {
    for (const file of [png(30_001, 1), png(30_000, 30_000), gif(9_000, 9_000), new Uint8Array(), bytesOf('%PDF-1.7')])
      expect((await refusal(file)).detail).toMatch(/^The .+\. Send another photo, as JPEG, PNG, BMP, GIF or WEBP\.$/);
  });
});

describe('other files are named', () => {
  const ftyp = (...brands: string[]) =>
    bytesOf(be(8 + 4 * (brands.length + 1), 4), 'ftyp', brands[0] ?? '', be(0, 4), ...brands.slice(1));
  const zip = (...names: string[]) =>
    bytesOf(
      ...names.flatMap((name) => [bytesOf('PK\x03\x04', new Uint8Array(22), le(name.length, 2), le(0, 2), name)]),
    );
  const files: readonly (readonly [string, string, Uint8Array<ArrayBuffer>])[] = [
    ['heic', 'an iPhone photo', ftyp('heic', 'mif1', 'heic')],
    ['heic', 'a HEIF with a general brand', ftyp('mif1', 'mif1', 'heic')],
    ['avif', 'AVIF', ftyp('avif', 'mif1')],
    ['avif', 'AVIF with a general brand', ftyp('mif1', 'avif', 'miaf')],
    ['video', 'QuickTime', ftyp('qt  ', 'qt  ')],
    ['video', 'MP4', ftyp('isom', 'iso2', 'avc1', 'mp41')],
    ['video', 'WebM', bytesOf(0x1a, 0x45, 0xdf, 0xa3, 'webm')],
    ['raw', 'Canon', ftyp('crx ', 'crx ', 'isom')],
    ['tiff', 'TIFF, Intel', bytesOf('II*\0', le(8, 4))],
    ['tiff', 'TIFF, Motorola', bytesOf('MM\0*', be(8, 4))],
    ['jxl', 'JPEG XL', bytesOf(0xff, 0x0a, 1, 2, 3)],
    ['pdf', 'PDF', bytesOf('%PDF-1.7\n')],
    ['pdf', 'PDF behind a preamble', bytesOf('\n\n  %PDF-1.4\n')],
    ['svg', 'SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'svg',
      'SVG with a declaration, a comment and a byte order mark',
      bytesOf('\xef\xbb\xbf<?xml version="1.0"?><!-- x --><svg/>'),
    ],
    ['html', 'HTML', bytesOf('\n<!DOCTYPE html><title>x</title>')],
    ['xml', 'XML', bytesOf('<?xml version="1.0"?><note/>')],
    ['word', 'Word', zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml')],
    ['excel', 'Excel', zip('[Content_Types].xml', 'xl/workbook.xml')],
    ['document', 'Word before 2007', bytesOf(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
    ['archive', 'ZIP', zip('photos/1.jpg')],
    ['text', 'text', bytesOf('BMW and other cars, a list')],
    ['text', 'a data URL', bytesOf('data:image/png;base64,iVBORw0KGgo=')],
    ['unknown', 'noise', bytesOf(0, 1, 2, 3, 4, 5, 6, 7, 8)],
  ];

  test.each(files)('%s: %s', async (format, _what, bytes) => {
    expect(await refusal(bytes.slice())).toMatchObject({ code: 'image-format', params: { format } });
    expect(asStream(bytes, 3)).toMatchObject({ code: 'image-format', params: { format } });
  });

  test('an empty file', async () => {
    expect(await refusal(new Uint8Array())).toMatchObject({ code: 'body-empty' });
    expect(asStream(new Uint8Array(), 1)).toMatchObject({ code: 'body-empty' });
  });
});

describe('broken headers', () => {
  const whole = [
    png(640, 480),
    jpeg(exif(6), frame(640, 480)),
    gif(640, 480),
    bmp(640, 480),
    bmp(640, 480, 12),
    webp(640, 480, 'lossy'),
    webp(640, 480, 'lossless'),
    webp(640, 480, 'extended'),
  ];

  test('a file cut anywhere is refused or judged by what is there, alike as a file and as a stream', async () => {
    for (const file of whole) {
      const complete = await image(file.slice());
      for (let length = 1; length < file.length; length++) {
        const cut = file.slice(0, length);
        const verdict = await asFile(cut);
        expect(asStream(cut, 7)).toEqual(verdict);
        if (verdict.ok) expect(verdict.image).toMatchObject({ width: complete.width, height: complete.height });
        else expect(['image-unreadable', 'image-format']).toContain(verdict.code);
      }
      expect(await refusal(file.slice(0, 20))).toMatchObject({ code: 'image-unreadable' });
    }
  });

  test.each([
    ['a side of 0', png(0, 480)],
    ['no IHDR first', bytesOf('\x89PNG\r\n\x1a\n', be(4, 4), 'CgBI', new Uint8Array(40))],
    ['a scan before the frame', bytesOf(0xff, 0xd8, 0xff, 0xda, be(12, 2), new Uint8Array(30))],
    ['a segment shorter than its length field', bytesOf(0xff, 0xd8, 0xff, 0xe0, be(1, 2), new Uint8Array(30))],
    ['nothing but segments', jpeg(...Array.from({ length: 3_000 }, () => segment(0xe0, new Uint8Array())))],
    ['a GIF without a frame', gif(640, 480, { frames: 0 })],
    ['a bitmap width of -1', bmp(-1, 480)],
    ['an unknown WEBP chunk', bytesOf('RIFF', le(40, 4), 'WEBPABCD', new Uint8Array(40))],
  ])('%s', async (_what, bytes) => {
    expect(await refusal(bytes.slice())).toMatchObject({ code: 'image-unreadable' });
  });
});
