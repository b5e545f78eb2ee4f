import sharp from 'sharp';
import { decodeBmp } from './bmp.ts';
import type { Raster } from './raster.ts';

const maxPixels = 250_000_000;

sharp.cache(false);

/**
 * Decodes a picture (JPEG, PNG, GIF's first frame, WEBP, BMP), turned as its EXIF orientation says, on white where it
 * is transparent, no side longer than `maxSide`. `undefined` where no picture can be decoded.
 */
export async function decode(image: Uint8Array, maxSide: number): Promise<Raster | undefined> {
  const bmp = decodeBmp(image, maxPixels, 2 * maxSide);
  if (bmp !== undefined) return resize(bmp, maxSide);
  try {
    const { data, info } = await sharp(image, {
      failOn: 'none',
      limitInputPixels: maxPixels,
      sequentialRead: true,
      pages: 1,
    })
      .rotate()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels === 3) return { data, width: info.width, height: info.height };
    return { data: spread(data, info.channels), width: info.width, height: info.height };
  } catch {
    return undefined;
  }
}

/** A picture with its longer side at most `maxSide`. */
async function resize(raster: Raster, maxSide: number): Promise<Raster> {
  const scale = maxSide / Math.max(raster.width, raster.height);
  return scale >= 1 ? raster : scaleTo(raster, Math.round(raster.width * scale), Math.round(raster.height * scale));
}

/** A picture stretched to exactly `width` × `height`. */
export async function scaleTo(raster: Raster, width: number, height: number): Promise<Raster> {
  const data = await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize(Math.max(1, width), Math.max(1, height), { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return { data, width: Math.max(1, width), height: Math.max(1, height) };
}

function spread(grey: Uint8Array, channels: number): Uint8Array {
  const pixels = grey.length / channels;
  const out = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) out.fill(grey[i * channels] ?? 0, i * 3, i * 3 + 3);
  return out;
}
