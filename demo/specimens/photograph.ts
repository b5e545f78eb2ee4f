import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { layClutter } from './photo/clutter.ts';
import { compose, type Layer, premultiply } from './photo/compose.ts';
import { type Condition, type Shot, type Span, shots } from './photo/conditions.ts';
import { paintFingers } from './photo/fingers.ts';
import { type Point, viewed } from './photo/homography.ts';
import { castShadow, glareMap, type Lighting, lightMap } from './photo/light.ts';
import { layPalm } from './photo/palm.ts';
import { expose } from './photo/sensor.ts';
import { paintSurface, surfaces } from './photo/surfaces.ts';
import { createRandom, type Random } from './random.ts';

export type { Condition } from './photo/conditions.ts';

const between = (random: Random, [low, high]: Span): number => random.between(low, high);

async function load(image: Buffer, scale: number): Promise<{ layer: Layer; scene: boolean }> {
  const { width, height, hasAlpha } = await sharp(image).metadata();
  const { data, info } = await sharp(image)
    .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  premultiply(data);
  return { layer: { width: info.width, height: info.height, data }, scene: !hasAlpha };
}

/** The frame of a photo and where the object's corners lie in it. */
function frame(
  random: Random,
  layer: Layer,
  shot: Shot,
  scene: boolean,
): { width: number; height: number; outline: readonly Point[] } {
  const way = random.chance(0.5) ? 1 : -1;
  const quarter = shot.quarter ? random.int(1, 3) * 90 : 0;
  const roll = way * between(random, shot.roll) + quarter;
  const lean = (): number => random.between(-1, 1) * shot.lean * (scene ? 0.3 : 1);
  const corners = viewed(layer.width, layer.height, { roll, pitch: lean(), yaw: lean() });
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (scene) {
    const lying = quarter % 180 === 0;
    const [width, height] = lying ? [layer.width, layer.height] : [layer.height, layer.width];
    // Close enough that no corner of the frame looks past the scene's edge (but for the little that leaning adds).
    const turn = ((roll - quarter) * Math.PI) / 180;
    const zoom = Math.cos(turn) + Math.abs(Math.sin(turn)) * Math.max(width / height, height / width);
    return {
      width,
      height,
      outline: corners.map(({ x, y }) => ({ x: x * zoom + width / 2, y: y * zoom + height / 2 })),
    };
  }
  const fill = between(random, shot.fill);
  const wide = right - left > bottom - top;
  const ratio =
    shot.fill[0] >= 0.9
      ? (right - left) / (bottom - top)
      : wide === (shot.fill[1] < 0.5 || random.chance(0.85))
        ? 4 / 3
        : 3 / 4;
  const width = Math.ceil(Math.max((right - left) / fill, ((bottom - top) / fill) * ratio));
  const height = Math.ceil(width / ratio);
  const slackX = width - (right - left);
  const slackY = height - (bottom - top);
  const x0 = slackX * random.between(0.35, 0.65) - left;
  const y0 = slackY * random.between(0.35, 0.65) - top;
  return { width, height, outline: corners.map(({ x, y }) => ({ x: x + x0, y: y + y0 })) };
}

/** The length of an outline's longer sides. */
const span = ([a, b, c]: readonly Point[]): number =>
  a && b && c ? Math.max(Math.hypot(b.x - a.x, b.y - a.y), Math.hypot(c.x - b.x, c.y - b.y)) : 0;

async function surfaceOf(
  random: Random,
  shot: Shot,
  { width, height, outline }: { width: number; height: number; outline: readonly Point[] },
): Promise<{ surface: Uint8Array; palm: boolean }> {
  // Painted small and scaled up: the surface lies out of focus anyway, and painting it is the dearest step.
  const share = Math.min(1, Math.sqrt(600_000 / (width * height)));
  const [w, h] = [Math.ceil(width * share), Math.ceil(height * share)];
  const rgb = paintSurface(random, shot.surface ?? random.pick(surfaces), w, h);
  const surface = await sharp(rgb, { raw: { width: w, height: h, channels: 3 } })
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  if (random.chance(shot.palm)) return { surface: await layPalm(random, surface, width, height, outline), palm: true };
  const size = Math.min(Math.max(width, height) * 0.6, span(outline));
  const cluttered = random.chance(shot.clutter) ? await layClutter(random, surface, width, height, size) : surface;
  return { surface: cluttered, palm: false };
}

/**
 * A JPEG as a phone would have taken it of the picture given. A picture with an alpha channel is an object and is laid
 * on something; one without is a scene and fills the frame. The same picture, condition and seed give the same bytes.
 */
export async function photograph(image: Buffer, condition: Condition, seed: number): Promise<Buffer> {
  return (await photographKnown(image, condition, seed)).photo;
}

/**
 * The same with what only the camera knows: where the picture's corners lie in the photo, in its pixels, clockwise from
 * the picture's own top left.
 */
export async function photographKnown(
  image: Buffer,
  condition: Condition,
  seed: number,
): Promise<{ readonly photo: Buffer; readonly outline: readonly Point[] }> {
  const random = createRandom(`photo:${condition}:${seed}:${createHash('sha1').update(image).digest('hex')}`);
  const shot = shots[condition];
  const { layer, scene } = await load(image, between(random, shot.scale));
  const { width, height, outline } = frame(random, layer, shot, scene);
  const lighting: Lighting = {
    fall: between(random, shot.fall),
    shade: random.chance(0.5) ? between(random, shot.shade) : 0,
    glare: random.chance(shot.glareChance) ? between(random, shot.glare) : 0,
  };
  const warm = random.between(-1, 1) * shot.cast;
  const ground = scene
    ? { surface: new Uint8Array(width * height * 3), palm: false }
    : await surfaceOf(random, shot, { width, height, outline });
  const reach = Math.max(layer.width, layer.height) * 0.026;
  const rgb = compose({
    width,
    height,
    object: layer,
    outline,
    endless: scene,
    bend: !scene && random.chance(shot.bend) ? random.between(-0.012, 0.012) * layer.height : 0,
    surface: ground.surface,
    ...(scene ? {} : { shadow: await castShadow(random, width, height, outline, reach * random.between(0.25, 0.7)) }),
    ...(!scene && random.chance(shot.fingers) && !ground.palm
      ? { over: await paintFingers(random, width, height, outline, reach) }
      : {}),
    light: await lightMap(random, width, height, lighting),
    glare: await glareMap(random, width, height, lighting),
    balance: [1 + warm, 1, 1 - warm],
  });
  const photo = await expose(random, rgb, width, height, {
    blur: between(random, shot.blur),
    shake: random.chance(shot.shakeChance) ? random.between(2, 3.5) : 0,
    grain: between(random, shot.grain),
    exposure: between(random, shot.exposure),
    quality: Math.round(between(random, shot.quality)),
  });
  return { photo, outline };
}
