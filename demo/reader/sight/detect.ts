import { scaleTo } from './decode.ts';
import { smallestRect, type TiltedRect } from './hull.ts';
import type { Point, Raster } from './raster.ts';
import { type InferenceSession, Tensor } from './runtime.ts';

/** A piece of text found, in the picture's own pixels. */
export type Found = TiltedRect & { /** How sure the model is that this is text, 0 to 1. */ readonly score: number };

export type Detector = (picture: Raster, longSide: number) => Promise<Found[]>;

const threshold = 0.3;
const minScore = 0.5;
const unclip = 1.6;
// Channel order and normalisation of the PP-OCR detection models: BGR, ImageNet statistics.
const mean = [0.485, 0.456, 0.406] as const;
const deviation = [0.229, 0.224, 0.225] as const;

/**
 * Finds text lines at any angle with a DB (differentiable binarisation) model; `longSide` is the size it looks at, in
 * pixels.
 */
export function createDetector(session: InferenceSession): Detector {
  const input = session.inputNames[0] ?? 'x';
  const output = session.outputNames[0] ?? '';
  // One buffer for all pictures: a new one each would lie about until the next collection.
  let buffer = new Float32Array(0);
  return async (picture, longSide) => {
    const scale = longSide / Math.max(picture.width, picture.height);
    const width = multipleOf32(picture.width * scale);
    const height = multipleOf32(picture.height * scale);
    const small = await scaleTo(picture, width, height);
    if (buffer.length < 3 * width * height) buffer = new Float32Array(3 * width * height);
    const values = buffer.subarray(0, 3 * width * height);
    const result = await session.run({ [input]: new Tensor('float32', planes(small, values), [1, 3, height, width]) });
    const map = result[output]?.data;
    if (!(map instanceof Float32Array)) return [];
    return regions(map, width, height).flatMap((region) => box(region, picture.width / width, picture.height / height));
  };
}

function multipleOf32(size: number): number {
  return Math.max(32, Math.round(size / 32) * 32);
}

function planes(picture: Raster, out: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const size = picture.width * picture.height;
  for (let plane = 0; plane < 3; plane++) {
    const factor = 1 / 255 / (deviation[plane] ?? 1);
    const shift = (mean[plane] ?? 0) / (deviation[plane] ?? 1);
    const base = plane * size;
    for (let i = 0, p = 2 - plane; i < size; i++, p += 3) out[base + i] = (picture.data[p] ?? 0) * factor - shift;
  }
  return out;
}

type Region = { readonly edge: Point[]; readonly score: number };

/** Connected pixels over the threshold, as their edge pixels and mean probability. */
function regions(map: Float32Array, width: number, height: number): Region[] {
  const seen = new Uint8Array(map.length);
  const stack = new Int32Array(map.length);
  const found: Region[] = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] === 1 || (map[start] ?? 0) < threshold) continue;
    let top = 0;
    let count = 0;
    let sum = 0;
    const edge: Point[] = [];
    stack[top++] = start;
    seen[start] = 1;
    while (top > 0) {
      const at = stack[--top] ?? 0;
      const x = at % width;
      const y = (at - x) / width;
      count++;
      sum += map[at] ?? 0;
      let inside = 0;
      for (let dy = -1; dy <= 1; dy++) {
        const ny = y + dy;
        if (ny < 0 || ny >= height) continue;
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx;
          if (nx < 0 || nx >= width) continue;
          const next = ny * width + nx;
          if ((map[next] ?? 0) < threshold) continue;
          inside++;
          if (seen[next] === 0) {
            seen[next] = 1;
            stack[top++] = next;
          }
        }
      }
      if (inside < 9) edge.push({ x, y });
    }
    if (count >= 6) found.push({ edge, score: sum / count });
  }
  return found;
}

/**
 * The region's rectangle, grown back to the text's full size (the model predicts shrunk text) and scaled to the
 * picture.
 */
function box(region: Region, sx: number, sy: number): Found[] {
  if (region.score < minScore) return [];
  const corners = region.edge.flatMap(({ x, y }) => [
    { x: x * sx, y: y * sy },
    { x: (x + 1) * sx, y: y * sy },
    { x: x * sx, y: (y + 1) * sy },
    { x: (x + 1) * sx, y: (y + 1) * sy },
  ]);
  const rect = smallestRect(corners);
  if (rect === undefined || rect.thickness < 2 * Math.min(sx, sy)) return [];
  const grow = (rect.length * rect.thickness * unclip) / (2 * (rect.length + rect.thickness));
  return [{ ...rect, length: rect.length + 2 * grow, thickness: rect.thickness + 2 * grow, score: region.score }];
}
