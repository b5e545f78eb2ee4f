import sharp from 'sharp';
import type { Raster } from './raster.ts';

/**
 * Brings a dark or flat photo to full contrast: the darkest and brightest hundredth of its pixels span the range
 * afterwards. Where that lifts the sensor's noise too, a small blur takes it away. A well-lit photo comes back as it
 * is.
 */
export async function relight(photo: Raster): Promise<Raster> {
  const { low, high } = tones(photo);
  const span = Math.max(24, high - low);
  const gain = 235 / span;
  if (high > 150 && gain < 1.6) return photo;
  const data = new Uint8Array(photo.data.length);
  const table = new Uint8Array(256);
  for (let v = 0; v < 256; v++) table[v] = Math.max(0, Math.min(255, 10 + (v - low) * gain));
  for (let i = 0; i < data.length; i++) data[i] = table[photo.data[i] ?? 0] ?? 0;
  if (gain < 2.2) return { data, width: photo.width, height: photo.height };
  const smooth = await sharp(data, { raw: { width: photo.width, height: photo.height, channels: 3 } })
    .blur(0.4 + 0.25 * Math.min(4, gain))
    .raw()
    .toBuffer();
  return { data: smooth, width: photo.width, height: photo.height };
}

function tones(photo: Raster): { low: number; high: number } {
  const counts = new Uint32Array(256);
  const pixels = photo.width * photo.height;
  const step = Math.max(1, Math.floor(pixels / 40_000));
  let total = 0;
  for (let p = 0; p < pixels; p += step) {
    const i = p * 3;
    const grey = ((photo.data[i] ?? 0) * 77 + (photo.data[i + 1] ?? 0) * 150 + (photo.data[i + 2] ?? 0) * 29) >> 8;
    counts[grey] = (counts[grey] ?? 0) + 1;
    total++;
  }
  const at = (share: number) => {
    let sum = 0;
    for (let v = 0; v < 256; v++) {
      sum += counts[v] ?? 0;
      if (sum >= share * total) return v;
    }
    return 255;
  };
  return { low: at(0.01), high: at(0.985) };
}
