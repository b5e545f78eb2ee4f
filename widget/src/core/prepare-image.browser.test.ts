import { afterEach, describe, expect, test, vi } from 'vitest';
import { ScanError } from './base/scan-error.ts';
import { stripJpeg } from './prepare/strip-jpeg.ts';
import { prepareImage } from './prepare-image.ts';
import {
  blackPngOf,
  bmpOf,
  bytesOfBlob,
  cardsOnDesk,
  corners,
  cornersOf,
  exifSegment,
  gifOf,
  markersOf,
  noiseOf,
  pictureOf,
  pixelsOf,
  segment,
  text,
  webp,
  withChunk,
  withSegments,
} from './testing/pictures.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

function file(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): File {
  return new File([bytes], name, { type, lastModified: 1_000 });
}

async function errorOf(promise: Promise<unknown>): Promise<ScanError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ScanError)) throw new Error(`no ScanError: ${String(error)}`);
  return error;
}

function near(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): boolean {
  return actual.flat().every((value, index) => Math.abs(value - (expected.flat()[index] ?? -1)) <= 12);
}

/**
 * Where the top left corner of an upright picture lies in the stored one, for each orientation; the way round in the
 * same order.
 */
const turned: Readonly<Record<number, readonly number[]>> = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [2, 3, 0, 1],
  4: [3, 2, 1, 0],
  5: [0, 3, 2, 1],
  6: [3, 0, 1, 2],
  7: [2, 1, 0, 3],
  8: [1, 2, 3, 0],
};

describe('a picture that is fine', () => {
  test('a JPEG without metadata is the very same file', async () => {
    const original = file(await pictureOf(640, 400, 'image/jpeg'), 'card.jpg', 'image/jpeg');
    const { file: prepared, changed, notes, width, height } = await prepareImage(original);
    expect(prepared).toBe(original);
    expect({ changed, notes, width, height }).toEqual({ changed: false, notes: [], width: 640, height: 400 });
  });

  test('a PNG too, and neither is decoded', async () => {
    const decode = vi.fn();
    const original = file(await pictureOf(640, 400, 'image/png'), 'card.png', 'image/png');
    vi.stubGlobal('createImageBitmap', decode);
    expect((await prepareImage(original)).file).toBe(original);
    expect(decode).not.toHaveBeenCalled();
  });

  test('metadata is cut out of a JPEG without touching a pixel: EXIF with its place, XMP, thumbnail, comment, a film behind the end', async () => {
    const plain = await pictureOf(640, 400, 'image/jpeg');
    const full = withSegments(
      plain,
      exifSegment(1),
      segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>place</x:xmpmeta>')),
      segment(0xe0, text('JFXX\0thumbnail')),
      segment(0xe2, text('MPF\0second picture')),
      segment(0xe2, text('ICC_PROFILE\0\x01\x01')),
      segment(0xed, text('Photoshop 3.0\0caption')),
      segment(0xfe, text('a comment')),
    );
    const original = file(new Uint8Array([...full, ...text('\0\0\0\x18ftypmp42 film')]), 'PXL_2026.jpeg', 'image/jpeg');
    const { file: prepared, changed, notes } = await prepareImage(original);
    expect({ changed, notes, name: prepared.name, type: prepared.type }).toEqual({
      changed: true,
      notes: ['stripped'],
      name: 'PXL_2026.jpg',
      type: 'image/jpeg',
    });
    const bytes = await bytesOfBlob(prepared);
    const { markers, trailing } = markersOf(bytes);
    expect(new Set(markers.filter((marker) => marker >= 0xe1 || marker === 0xfe))).toEqual(new Set([0xe2]));
    expect(trailing).toBe(0);
    const latin1 = String.fromCharCode(...bytes);
    for (const gone of ['Exif', 'FICTIONALCAM', 'xmpmeta', 'JFXX', 'MPF', 'Photoshop', 'a comment', 'film'])
      expect(latin1).not.toContain(gone);
    expect(latin1).toContain('ICC_PROFILE');
    const [seen, stored] = [await pixelsOf(prepared), await pixelsOf(new Blob([plain]))];
    expect(seen.data.length).toBe(stored.data.length);
    expect(seen.data.every((value, index) => value === stored.data[index])).toBe(true);
  });

  test('a JPEG on its side is turned without being decoded, and holds no metadata', async () => {
    const stored = withSegments(await pictureOf(640, 400, 'image/jpeg'), exifSegment(6));
    const decode = vi.fn();
    vi.stubGlobal('createImageBitmap', decode);
    const { file: prepared, notes, width, height } = await prepareImage(file(stored, 'photo.jpeg', 'image/jpeg'));
    vi.unstubAllGlobals();
    expect(decode).not.toHaveBeenCalled();
    expect({ notes, width, height, name: prepared.name }).toEqual({
      notes: ['turned'],
      width: 400,
      height: 640,
      name: 'photo.jpg',
    });
    expect(markersOf(await bytesOfBlob(prepared)).markers).not.toContain(0xe1);
    expect(await cornersOf(prepared)).toSatisfy((found: readonly (readonly number[])[]) =>
      near(
        found,
        [3, 0, 1, 2].map((index) => corners[index] ?? []),
      ),
    );
  });

  test('texts are cut out of a PNG', async () => {
    const plain = await pictureOf(640, 400, 'image/png');
    const original = file(withChunk(plain, 'tEXt', 'Author\0Fictional Person'), 'card.png', 'image/png');
    const { file: prepared, notes } = await prepareImage(original);
    expect(notes).toEqual(['stripped']);
    expect(await bytesOfBlob(prepared)).toEqual(plain);
  });

  test('a wrong name and type are put right, the bytes stay', async () => {
    const bytes = await pictureOf(640, 400, 'image/jpeg');
    const { file: prepared } = await prepareImage(file(bytes, 'card.heic', 'image/heic'));
    expect({ name: prepared.name, type: prepared.type, lastModified: prepared.lastModified }).toEqual({
      name: 'card.jpg',
      type: 'image/jpeg',
      lastModified: 1_000,
    });
    expect(await bytesOfBlob(prepared)).toEqual(bytes);
  });
});

describe('a picture that is not', () => {
  test.each([2, 3, 4, 5, 6, 7, 8])('orientation %i is turned upright, and its place is gone', async (orientation) => {
    const stored = withSegments(await pictureOf(480, 320, 'image/jpeg', 0.95), exifSegment(orientation));
    const { file: prepared, width, height, notes } = await prepareImage(file(stored, 'photo.jpg', 'image/jpeg'));
    expect({ width, height }).toEqual(orientation > 4 ? { width: 320, height: 480 } : { width: 480, height: 320 });
    expect(notes).toEqual(['turned']);
    const expected = (turned[orientation] ?? []).map((index) => corners[index] ?? []);
    const seen = await cornersOf(prepared);
    expect(near(seen, expected), JSON.stringify({ seen, expected })).toBe(true);
    const bytes = await bytesOfBlob(prepared);
    expect(markersOf(bytes).markers.filter((marker) => marker === 0xe1)).toEqual([]);
    expect(String.fromCharCode(...bytes)).not.toContain('FICTIONALCAM');
  });

  test.each([2, 3, 4, 5, 6, 7, 8])('orientation %i is turned and shrunk at once', async (orientation) => {
    const stored = withSegments(await pictureOf(480, 320, 'image/jpeg', 0.95), exifSegment(orientation));
    const { file: prepared, width } = await prepareImage(file(stored, 'photo.jpg', 'image/jpeg'), { maxSidePx: 240 });
    expect(width).toBe(orientation > 4 ? 160 : 240);
    const expected = (turned[orientation] ?? []).map((index) => corners[index] ?? []);
    const seen = await cornersOf(prepared);
    expect(near(seen, expected), JSON.stringify({ seen, expected })).toBe(true);
  });

  test('is shrunk to the longest side, proportions kept', async () => {
    const {
      file: prepared,
      notes,
      ...size
    } = await prepareImage(file(await pictureOf(3_000, 1_000, 'image/jpeg'), 'photo.jpg', 'image/jpeg'), {
      maxSidePx: 1_500,
    });
    expect(size).toMatchObject({ width: 1_500, height: 500 });
    expect(notes).toEqual(['shrunk']);
    expect(near(await cornersOf(prepared), corners)).toBe(true);
  });

  test.each([
    ['BMP', async () => bmpOf(300, 200), 'scan.bmp', ['converted']],
    ['WEBP', async () => webp(), 'scan.webp', ['converted']],
  ] as const)('%s becomes JPEG', async (_format, make, name, notes) => {
    const prepared = await prepareImage(file(await make(), name, ''));
    expect(prepared).toMatchObject({ width: 300, height: 200, notes });
    expect({ name: prepared.file.name, type: prepared.file.type }).toEqual({ name: 'scan.jpg', type: 'image/jpeg' });
    expect(near(await cornersOf(prepared.file), corners)).toBe(true);
  });

  test('of an animation the first frame is taken, and that is said', async () => {
    const gif = gifOf(300, 280, [
      [220, 30, 30],
      [30, 60, 220],
    ]);
    const { file: prepared, notes } = await prepareImage(file(gif, 'a.gif', 'image/gif'));
    expect(notes).toEqual(['first-frame', 'converted']);
    expect(near(await cornersOf(prepared), Array(4).fill([220, 30, 30]))).toBe(true);
  });

  test('what is transparent lies on white', async () => {
    const canvas = new OffscreenCanvas(300, 300);
    canvas.getContext('2d')?.fillRect(140, 140, 20, 20);
    const png = await canvas.convertToBlob({ type: 'image/png' });
    const { file: prepared } = await prepareImage(png, { maxSidePx: 280 });
    expect(near(await cornersOf(prepared), Array(4).fill([255, 255, 255]))).toBe(true);
  });

  test('a PNG without an alpha channel stays as dark as it is, unless one of its colours is see-through', async () => {
    for (const [transparent, light] of [
      [false, 0],
      [true, 255],
    ] as const) {
      const { file: prepared } = await prepareImage(new Blob([await blackPngOf(400, 300, transparent)]), {
        maxSidePx: 280,
      });
      expect(near(await cornersOf(prepared), Array(4).fill([light, light, light]))).toBe(true);
    }
  });

  test('meets a byte target by quality, then by size', async () => {
    const original = file(await noiseOf(1_600, 1_200, 'image/jpeg'), 'photo.jpg', 'image/jpeg');
    const byQuality = await prepareImage(original, { maxBytes: 1_300_000 });
    expect(byQuality.file.size).toBeLessThanOrEqual(1_300_000);
    expect(byQuality).toMatchObject({ width: 1_600, notes: ['compressed'] });
    const bySize = await prepareImage(original, { maxBytes: 400_000 });
    expect(bySize.file.size).toBeLessThanOrEqual(400_000);
    expect(bySize.width).toBeLessThan(1_600);
    expect(bySize.notes).toContain('compressed');
  });

  test('a target out of reach is an error with its figures', async () => {
    const original = file(await noiseOf(1_600, 1_200, 'image/jpeg'), 'photo.jpg', 'image/jpeg');
    const error = await errorOf(prepareImage(original, { maxBytes: 50_000 }));
    expect(error).toMatchObject({ code: 'byte-target', retry: 'photo', params: { limit: 50_000 } });
    expect(Number(error.params.actual)).toBeGreaterThan(50_000);
  });
});

describe('a JPEG on its side that is not as it should be', () => {
  const stored = async () => withSegments(await pictureOf(640, 400, 'image/jpeg'), exifSegment(6));
  const upright = [3, 0, 1, 2].map((index) => corners[index] ?? []);

  test.each<[string, (jpeg: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>]>([
    ['without its end', (jpeg) => jpeg.slice(0, -2)],
    ['cut within its scan', (jpeg) => jpeg.slice(0, -40)],
    [
      'with bytes between two segments',
      (jpeg) => {
        const scan = jpeg.findLastIndex((byte, at) => byte === 0xff && jpeg[at + 1] === 0xda);
        return Uint8Array.of(...jpeg.subarray(0, scan), 0, 0, ...jpeg.subarray(scan));
      },
    ],
  ])('%s is shown upright as far as the browser decodes it, and without its metadata', async (_, change) => {
    const asDataUrl = vi.spyOn(FileReader.prototype, 'readAsDataURL');
    const { file: prepared, notes } = await prepareImage(file(change(await stored()), 'photo.jpg', 'image/jpeg'));
    expect(notes).toEqual(['turned']);
    // What the library does with a file that the browser refuses; a page's policy may forbid it.
    expect(asDataUrl).not.toHaveBeenCalled();
    asDataUrl.mockRestore();
    expect(markersOf(await bytesOfBlob(prepared)).markers).not.toContain(0xe1);
    // Turned, the rows that may be missing are on the left.
    expect(near((await cornersOf(prepared)).slice(1, 3), upright.slice(1, 3))).toBe(true);
  });

  test('with bytes that fill the space before each marker is turned without being decoded', async () => {
    const jpeg = await stored();
    const decode = vi.fn();
    vi.stubGlobal('createImageBitmap', decode);
    // Each part ends with the next one's 0xFF.
    const parts = (stripJpeg(jpeg) ?? []).slice(1, -1).flatMap((part) => [...part, 0xff]);
    const filled = Uint8Array.of(0xff, 0xd8, 0xff, ...exifSegment(6), 0xff, 0xff, ...parts, 0xd9);
    const { notes, width } = await prepareImage(file(filled, 'photo.jpg', 'image/jpeg'));
    vi.unstubAllGlobals();
    expect(decode).not.toHaveBeenCalled();
    expect({ notes, width }).toEqual({ notes: ['turned'], width: 400 });
  });
});

describe('what cannot be prepared', () => {
  test('a picture over the limits is refused without ever being decoded', async () => {
    const decode = vi.fn();
    vi.stubGlobal('createImageBitmap', decode);
    const bomb = await pictureOf(400, 300, 'image/png');
    new DataView(bomb.buffer).setUint32(16, 20_000);
    new DataView(bomb.buffer).setUint32(20, 20_000);
    expect(await errorOf(prepareImage(file(bomb, 'bomb.png', 'image/png')))).toMatchObject({
      code: 'image-pixels',
      params: { limit: 250_000_000, actual: 400_000_000 },
    });
    expect(decode).not.toHaveBeenCalled();
  });

  test('a file whose pixels are damaged', async () => {
    const png = await pictureOf(640, 400, 'image/png');
    // From the type of the first chunk with pixels on: Firefox shows what is left of one that is only damaged inside.
    png.fill(0x55, 37, png.length - 20);
    expect(await errorOf(prepareImage(file(png, 'a.png', 'image/png'), { maxSidePx: 300 }))).toMatchObject({
      code: 'prepare-failed',
      retry: 'photo',
    });
  });

  test('a decoder that hangs is given up after the time-out', async () => {
    vi.stubGlobal('createImageBitmap', () => new Promise(() => undefined));
    const original = file(bmpOf(300, 200), 'scan.bmp', 'image/bmp');
    expect((await errorOf(prepareImage(original, { timeoutMs: 50 }))).code).toBe('timeout');
  });

  test('abort counts before, while decoding and while encoding; a bitmap that comes too late is freed', async () => {
    const original = file(bmpOf(300, 200), 'scan.bmp', 'image/bmp');
    expect((await errorOf(prepareImage(original, { signal: AbortSignal.abort() }))).code).toBe('aborted');

    const bitmap = await createImageBitmap(original);
    const close = vi.spyOn(bitmap, 'close');
    const decoding = new AbortController();
    let hand: (bitmap: ImageBitmap) => void = () => undefined;
    vi.stubGlobal('createImageBitmap', () => {
      queueMicrotask(() => decoding.abort());
      return new Promise<ImageBitmap>((resolve) => {
        hand = resolve;
      });
    });
    expect((await errorOf(prepareImage(original, { signal: decoding.signal }))).code).toBe('aborted');
    hand(bitmap);
    await expect.poll(() => close.mock.calls.length).toBe(1);
    vi.unstubAllGlobals();

    const encoding = new AbortController();
    const encode = vi.spyOn(OffscreenCanvas.prototype, 'convertToBlob').mockImplementation(() => {
      queueMicrotask(() => encoding.abort());
      return new Promise(() => undefined);
    });
    expect((await errorOf(prepareImage(original, { signal: encoding.signal }))).code).toBe('aborted');
    encode.mockRestore();
  });
});

describe.each([
  'OffscreenCanvas',
  // Here the library does it, loaded only then.
  'createImageBitmap',
])('browsers without %s', (missing) => {
  test('get the same, without a worker', async () => {
    const worker = vi.fn();
    vi.stubGlobal('Worker', worker);
    const stored = withSegments(await pictureOf(2_000, 1_000, 'image/jpeg', 0.95), exifSegment(6));
    vi.stubGlobal(missing, undefined);
    const {
      file: prepared,
      width,
      height,
      notes,
    } = await prepareImage(file(stored, 'photo.jpg', 'image/jpeg'), {
      maxSidePx: 1_200,
    });
    vi.unstubAllGlobals();
    expect({ width, height, notes }).toEqual({ width: 600, height: 1_200, notes: ['turned', 'shrunk'] });
    expect(prepared).toBeInstanceOf(File);
    expect({ name: prepared.name, type: prepared.type }).toEqual({ name: 'photo.jpg', type: 'image/jpeg' });
    expect(
      near(
        await cornersOf(prepared),
        [3, 0, 1, 2].map((index) => corners[index] ?? []),
      ),
    ).toBe(true);
    const bytes = await bytesOfBlob(prepared);
    expect(markersOf(bytes).markers).not.toContain(0xe1);
    expect(worker).not.toHaveBeenCalled();
  });

  test('abort and time-out count there too', async () => {
    const original = file(await pictureOf(2_000, 1_000, 'image/png'), 'photo.png', 'image/png');
    vi.stubGlobal(missing, undefined);
    const controller = new AbortController();
    const prepared = errorOf(prepareImage(original, { maxSidePx: 300, signal: controller.signal }));
    queueMicrotask(() => controller.abort());
    expect((await prepared).code).toBe('aborted');
    expect((await errorOf(prepareImage(original, { maxSidePx: 300, timeoutMs: 1 }))).code).toBe('timeout');
  });
});

test('in a worker, which knows no element of a page, a photo is prepared as well', async () => {
  const original = file(await pictureOf(640, 400, 'image/png'), 'photo.png', 'image/png');
  vi.stubGlobal('HTMLCanvasElement', undefined);
  const prepared = await prepareImage(original, { maxSidePx: 300 });
  vi.unstubAllGlobals();
  expect(prepared).toMatchObject({ width: 300, height: 188, notes: ['shrunk', 'converted'] });
});

describe('cropped to the card', () => {
  const desk = { width: 2_000, height: 1_500 };
  const photoOf = async (...cards: Parameters<typeof cardsOnDesk>[1]): Promise<File> =>
    new File([await cardsOnDesk(desk, cards)], 'desk.jpg', { type: 'image/jpeg' });

  test('the card alone, straight and the same way up, no larger than it is in the photo', async () => {
    const photo = await photoOf({ x: 1_050, y: 720, width: 1_000, degrees: 9 });
    const { file: card, width, height, notes, changed } = await prepareImage(photo, { crop: 'card' });
    expect({ notes, changed, name: card.name }).toEqual({ notes: ['cropped'], changed: true, name: 'desk.jpg' });
    // With a fiftieth of its sides all around.
    expect(Math.abs(width - 1_040)).toBeLessThan(12);
    expect(Math.abs(height - 656)).toBeLessThan(12);
    const pixels = await pixelsOf(card);
    const at = (x: number, y: number) => {
      const from = (Math.round(y * height) * width + Math.round(x * width)) * 4;
      return [...pixels.data.slice(from, from + 3)];
    };
    expect(near([at(0.08, 0.1), at(0.92, 0.1), at(0.92, 0.9), at(0.08, 0.9)], corners)).toBe(true);
  });

  test.each([
    [
      'of two cards both are sent',
      [
        { x: 560, y: 700, width: 760, degrees: 3 },
        { x: 1_450, y: 760, width: 760, degrees: -4 },
      ],
    ],
    ['where there is none, all is sent', []],
  ])('%s', async (_, cards) => {
    const photo = await photoOf(...cards);
    expect((await prepareImage(photo, { crop: 'card' })).file).toBe(photo);
  });

  test('a card that fills the photo is left as it is', async () => {
    const scan = await cardsOnDesk({ width: 1_600, height: 1_010 }, [{ x: 800, y: 505, width: 1_540, degrees: 0 }]);
    const photo = new File([scan], 'scan.jpg', { type: 'image/jpeg' });
    expect((await prepareImage(photo, { crop: 'card' })).file).toBe(photo);
  });

  test('not unless asked for', async () => {
    const photo = await photoOf({ x: 1_050, y: 720, width: 1_000, degrees: 9 });
    expect((await prepareImage(photo)).file).toBe(photo);
  });

  test('a photo on its side is turned first, and shrunk to the longest side asked for', async () => {
    const plain = await bytesOfBlob(await cardsOnDesk(desk, [{ x: 1_000, y: 760, width: 1_100, degrees: 4 }]));
    const turned = file(withSegments(plain, exifSegment(6)), 'desk.jpg', 'image/jpeg');
    const { width, height, notes } = await prepareImage(turned, { crop: 'card', maxSidePx: 1_000 });
    expect(notes).toEqual(['turned', 'shrunk', 'cropped']);
    expect(height).toBeGreaterThan(width);
    expect(Math.abs(height - 572)).toBeLessThan(12);
  });
});
