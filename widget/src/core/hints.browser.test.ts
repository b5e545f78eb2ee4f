import { afterEach, describe, expect, test, vi } from 'vitest';
import { hintsOf } from './hints.ts';
import { pictureOf } from './testing/pictures.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A card with print on a desk, as a camera might take it. */
async function photo(options: { blurPx?: number; light?: number; lamp?: boolean; width?: number } = {}): Promise<Blob> {
  const { blurPx = 0, light = 1, lamp = false, width = 2_400 } = options;
  const height = width * 0.75;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  const unit = width / 100;
  if (blurPx > 0) context.filter = `blur(${blurPx}px)`;
  context.fillStyle = '#7a5c3e';
  context.fillRect(-width, -height, 3 * width, 3 * height);
  context.fillStyle = '#dfe6ee';
  context.fillRect(12 * unit, 13 * unit, 76 * unit, 48 * unit);
  context.fillStyle = '#1b1b1b';
  context.font = `${3.4 * unit}px sans-serif`;
  for (let line = 0; line < 8; line++)
    context.fillText('SPECIMEN 11010519491231002X', 17 * unit, (20 + line * 5) * unit);
  context.filter = 'none';
  if (lamp) {
    const shine = context.createRadialGradient(50 * unit, 35 * unit, 3 * unit, 50 * unit, 35 * unit, 16 * unit);
    shine.addColorStop(0, 'rgb(255 255 255 / 1)');
    shine.addColorStop(0.4, 'rgb(255 255 255 / 0.97)');
    shine.addColorStop(1, 'rgb(255 255 255 / 0)');
    context.fillStyle = shine;
    context.fillRect(0, 0, width, height);
  }
  context.fillStyle = `rgb(0 0 0 / ${1 - light})`;
  context.fillRect(0, 0, width, height);
  return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

describe('hintsOf', () => {
  test('a good photo has none', async () => {
    expect(await hintsOf(await photo())).toEqual([]);
  });

  test.each([
    ['blur', { blurPx: 14 }],
    ['dark', { light: 0.3 }],
    ['glare', { lamp: true }],
    ['small', { width: 320 }],
  ] as const)('%s', async (hint, options) => {
    expect(await hintsOf(await photo(options))).toEqual([hint]);
  });

  test('slightly soft, as every JPEG of a phone, is fine', async () => {
    expect(await hintsOf(await photo({ blurPx: 2 }))).toEqual([]);
  });

  test('advice is never an error: damaged, refused and aborted files have none', async () => {
    const damaged = await pictureOf(640, 400, 'image/png');
    damaged.fill(0x55, 60, damaged.length - 20);
    expect(await hintsOf(new Blob([damaged]))).toEqual([]);
    expect(await hintsOf(new Blob(['not an image']))).toEqual([]);
    expect(await hintsOf(await photo({ light: 0.3 }), AbortSignal.abort())).toEqual([]);
  });

  test('what is over the limits is not decoded', async () => {
    const decode = vi.fn();
    vi.stubGlobal('createImageBitmap', decode);
    const bomb = await pictureOf(400, 300, 'image/png');
    new DataView(bomb.buffer).setUint32(16, 20_000);
    new DataView(bomb.buffer).setUint32(20, 20_000);
    expect(await hintsOf(new Blob([bomb]))).toEqual([]);
    expect(decode).not.toHaveBeenCalled();
  });
});
