import { afterEach, describe, expect, test, vi } from 'vitest';
import { hintsOf } from './hints.ts';
import { cardsOnDesk, pictureOf } from './testing/pictures.ts';

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
  context.fillStyle = '#7a5c3e';
  context.fillRect(-width, -height, 3 * width, 3 * height);
  context.fillStyle = '#dfe6ee';
  context.fillRect(12 * unit, 13 * unit, 76 * unit, 48 * unit);
  context.fillStyle = '#1b1b1b';
  context.font = `${3.4 * unit}px sans-serif`;
  for (let line = 0; line < 8; line++)
    context.fillText('SPECIMEN 11010519491231002X', 17 * unit, (20 + line * 5) * unit);
  if (blurPx > 0) blur(context, blurPx);
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

/** Three box blurs, together as a Gaussian one of this deviation: not every browser's canvas has filters. */
function blur(context: OffscreenCanvasRenderingContext2D, deviationPx: number): void {
  const { width, height } = context.canvas;
  const image = context.getImageData(0, 0, width, height);
  const radius = Math.round((Math.sqrt(4 * deviationPx ** 2 + 1) - 1) / 2);
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) blurLine(image.data, y * width * 4, 4, width, radius);
    for (let x = 0; x < width; x++) blurLine(image.data, x * 4, width * 4, height, radius);
  }
  context.putImageData(image, 0, 0);
}

function blurLine(data: Uint8ClampedArray, start: number, step: number, length: number, radius: number): void {
  const line = new Uint8Array(length + 2 * radius + 1);
  for (const channel of [0, 1, 2]) {
    const first = start + channel;
    for (let index = 0; index < line.length; index++)
      line[index] = data[first + Math.min(length - 1, Math.max(0, index - radius)) * step] ?? 0;
    let sum = 0;
    for (let index = 0; index < 2 * radius; index++) sum += line[index] ?? 0;
    for (let index = 0; index < length; index++) {
      sum += line[index + 2 * radius] ?? 0;
      data[first + index * step] = sum / (2 * radius + 1);
      sum -= line[index] ?? 0;
    }
  }
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

  describe('a card that takes less than a third of the picture', () => {
    const photoOf = (width: number, card: number) =>
      cardsOnDesk({ width, height: width * 0.75 }, [{ x: width * 0.48, y: width * 0.4, width: card, degrees: 5 }]);

    test('is to be come closer to, where it has few pixels', async () => {
      expect(await hintsOf(await photoOf(1_600, 620))).toEqual(['small']);
    });

    test('is fine where it has as many as are read', async () => {
      expect(await hintsOf(await photoOf(4_000, 1_600))).toEqual([]);
    });

    test('in the dark it is come closer to, rather than carried to the light', async () => {
      const photo = await createImageBitmap(await photoOf(4_000, 1_600));
      const context = new OffscreenCanvas(photo.width, photo.height).getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.drawImage(photo, 0, 0);
      context.fillStyle = 'rgb(0 0 0 / 0.7)';
      context.fillRect(0, 0, photo.width, photo.height);
      expect(await hintsOf(await context.canvas.convertToBlob({ type: 'image/jpeg' }))).toEqual(['small']);
    });
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
