import sharp from 'sharp';
import type { Random } from '../random.ts';

/** What lens, sensor and file do to a picture. */
export type Sensor = {
  /** Deviation of the lens blur in pixels; under 0.3 counts as none. */
  blur: number;
  /** Length of a hand's shake in pixels, 0 for none. */
  shake: number;
  /** Deviation of the noise, in 8-bit steps. */
  grain: number;
  /** Share of the light that reaches the file, 1 for a right exposure. */
  exposure: number;
  /** JPEG quality, 1 to 100. */
  quality: number;
};

const tableSize = 1 << 16;

/** A 5 × 5 kernel that smears along a random direction. */
function shakeKernel(random: Random, length: number): number[] {
  const angle = random.between(0, Math.PI);
  const kernel = new Array<number>(25).fill(0);
  for (let step = -8; step <= 8; step++) {
    const reach = (step / 8) * Math.min(2, length / 2);
    const at = (2 + Math.round(Math.sin(angle) * reach)) * 5 + 2 + Math.round(Math.cos(angle) * reach);
    kernel[at] = (kernel[at] ?? 0) + 1;
  }
  return kernel;
}

/** Adds noise, in place: partly the same in all channels, partly its own, as small sensors show it. */
function grain(random: Random, data: Uint8Array, sensor: Sensor): void {
  const table = new Float32Array(tableSize);
  for (let i = 0; i < tableSize; i++) table[i] = random.gaussian() * sensor.grain;
  let state = random.int(1, 0x7fffffff);
  for (let i = 0; i < data.length; i += 3) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const shared = table[state >>> 16] ?? 0;
    for (let c = 0; c < 3; c++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const value = (data[i + c] ?? 0) * sensor.exposure + shared * 0.8 + (table[state >>> 16] ?? 0) * 0.6;
      data[i + c] = value < 0 ? 0 : Math.min(value, 255);
    }
  }
}

/** Takes the picture: packed RGB in, JPEG out. */
export async function expose(
  random: Random,
  rgb: Uint8Array,
  width: number,
  height: number,
  sensor: Sensor,
): Promise<Buffer> {
  const raw = { raw: { width, height, channels: 3 as const } };
  let lens = sharp(rgb, raw);
  if (sensor.blur >= 0.3) lens = lens.blur(sensor.blur);
  if (sensor.shake > 0) lens = lens.convolve({ width: 5, height: 5, kernel: shakeKernel(random, sensor.shake) });
  const seen = await lens.raw().toBuffer();
  if (sensor.grain > 0 || sensor.exposure !== 1) grain(random, seen, sensor);
  return sharp(seen, raw).jpeg({ quality: sensor.quality, chromaSubsampling: '4:2:0' }).toBuffer();
}
