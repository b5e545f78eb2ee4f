import type { Detector, Found } from './detect.ts';
import { halfTurn } from './hull.ts';
import { corners, levelling, textAngle } from './level.ts';
import { relight } from './light.ts';
import {
  compose,
  createPyramid,
  cut,
  distance,
  type Homography,
  homography,
  type Pyramid,
  project,
  type Quad,
  type Raster,
  warp,
} from './raster.ts';
import { lineHeight, type Reading, type Recogniser } from './recognise.ts';
import { bounds, type Line, quantile } from './text.ts';

/** A photo's text, found, straightened and read. */
export type Page = {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
  /** How far the document stood turned in the photo, degrees clockwise, 0 to 359; `undefined` without text. */
  readonly angle: number | undefined;
  /** A piece of the straightened document, 48 pixels high. */
  cutOut(quad: Quad): Raster;
  /** Reads the text that runs across the first reading's direction, if there is any. */
  across(): Promise<Page | undefined>;
  /** Reads four overlapping parts of the photo by themselves, each looked at as closely as the whole was. */
  closer(): AsyncIterable<Page>;
};

export type Eyes = {
  readonly detect: Detector;
  readonly recognise: Recogniser;
  /** How many lines are read at once. */
  readonly lanes: number;
};

const firstLook = 960;
const mostLines = 90;

/** Finds the text of a picture at any angle and size, turns it upright and reads it line by line. */
export async function readPage(photo: Raster, eyes: Eyes): Promise<Page> {
  const source = createPyramid(framed(await relight(photo)));
  const seen = await eyes.detect(source.base, lookSize(source.base));
  const angle = textAngle(seen);
  return {
    ...(angle === undefined ? blank(source.base) : await readAlong(source, seen, angle, eyes)),
    async across() {
      const rest = seen.filter((rect) => angle !== undefined && Math.abs(halfTurn(rect.angle - angle)) > 0.5);
      const other = textAngle(rest);
      return other === undefined ? undefined : { ...(await readAlong(source, rest, other, eyes)), ...noMore };
    },
    async *closer() {
      // A page full of writing hides no number that its own size would not show.
      if (seen.length > 30) return;
      for (const part of quarters(source.base)) yield await readPage(part, eyes);
    },
  };
}

const noMore: Pick<Page, 'across' | 'closer'> = { across: async () => undefined, async *closer() {} };

/** Reads the text that runs along one direction. */
async function readAlong(source: Pyramid, seen: readonly Found[], angle: number, eyes: Eyes): Promise<Text> {
  const straight = straighten(source, seen, angle);
  const found = straight.found ?? (await eyes.detect(straight.look, Math.max(straight.width, straight.height)));
  const straightened = found
    .filter((rect) => Math.abs(rect.angle) < 0.6 || rect.length < 1.6 * rect.thickness)
    .map(upright);
  // Cloth and gravel can look like hundreds of lines; no certificate has so many.
  const rects = [...straightened].sort((a, b) => worth(b) - worth(a)).slice(0, mostLines);
  // Letters are cut from the photo itself: a second interpolation would cost small print its strokes.
  const cutter = (map: Homography) => (quad: Quad) => {
    const [a, b, c, d] = quad;
    return crop(source, [project(map, a), project(map, b), project(map, c), project(map, d)]);
  };
  const flipped = await isUpsideDown(cutter(straight.toSource), rects, eyes);
  const { width, height } = straight;
  const toSource: Homography = flipped
    ? compose(straight.toSource, [-1, 0, width, 0, -1, height, 0, 0, 1])
    : straight.toSource;
  const cutOut = cutter(toSource);
  const boxes = flipped ? rects.map((rect) => ({ ...rect, cx: width - rect.cx, cy: height - rect.cy })) : rects;
  const level = levelling(boxes, { x: width / 2, y: height / 2 });
  const lines: Line[] = [];
  await inLanes(boxes, eyes.lanes, async (rect) => {
    const quad = corners(rect);
    const reading = await eyes.recognise(cutOut(quad));
    if (reading.glyphs.length > 0 && reading.score > 0.45) lines.push(placed(reading, quad, level));
  });
  const degrees = (angle * 180) / Math.PI + (flipped ? 180 : 0);
  return {
    lines: lines.sort((a, b) => a.y - b.y || a.x0 - b.x0),
    width,
    height,
    angle: ((Math.round(degrees) % 360) + 360) % 360,
    cutOut,
  };
}

type Text = Omit<Page, 'across' | 'closer'>;

function blank(source: Raster): Text {
  const nothing: Raster = { data: new Uint8Array(3 * lineHeight * lineHeight), width: lineHeight, height: lineHeight };
  return { lines: [], width: source.width, height: source.height, angle: undefined, cutOut: () => nothing };
}

/** The detector's look: fine enough for a full page, larger than life for a small crop. */
function lookSize(picture: Raster): number {
  const long = Math.max(picture.width, picture.height);
  return Math.max(320, Math.min(firstLook, long * 2));
}

/** Four parts of a photo, overlapping by a fifth; none of a photo too small to hide anything. */
function quarters(photo: Raster): Raster[] {
  if (Math.max(photo.width, photo.height) < 700) return [];
  const width = Math.round(photo.width * 0.6);
  const height = Math.round(photo.height * 0.6);
  return [0, photo.height - height].flatMap((y) =>
    [0, photo.width - width].map((x) => piece(photo, x, y, width, height)),
  );
}

function piece(photo: Raster, x: number, y: number, width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * photo.width + x) * 3;
    data.set(photo.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { data, width, height };
}

/** A close crop (a plate cut out of a photo) gets a margin: text touching the border is not found. */
function framed(photo: Raster): Raster {
  const short = Math.min(photo.width, photo.height);
  if (short >= 240) return photo;
  const scale = Math.max(1, Math.min(4, 160 / short));
  const margin = Math.round(short * scale * 0.3);
  const map: Homography = [1 / scale, 0, -margin / scale, 0, 1 / scale, -margin / scale, 0, 0, 1];
  return warp(photo, map, Math.round(photo.width * scale) + 2 * margin, Math.round(photo.height * scale) + 2 * margin);
}

type Straight = {
  readonly width: number;
  readonly height: number;
  /** From the straight page to the photo. */
  readonly toSource: Homography;
  readonly look: Raster;
  readonly found?: readonly Found[];
};

/** Turns the picture so that text runs level, cut to where text is and enlarged where it is small. */
function straighten(pyramid: Pyramid, seen: readonly Found[], angle: number): Straight {
  const source = pyramid.base;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const turn: Homography = [cos, sin, 0, -sin, cos, 0, 0, 0, 1];
  const thickness = quantile(
    seen.map((rect) => rect.thickness),
    0.5,
  );
  const area = bounds(seen.flatMap((rect) => corners(rect).map((p) => project(turn, p))));
  const frame = bounds(
    [
      { x: 0, y: 0 },
      { x: source.width, y: 0 },
      { x: source.width, y: source.height },
      { x: 0, y: source.height },
    ].map((p) => project(turn, p)),
  );
  const margin = thickness * 1.5 + 0.06 * (area.x1 - area.x0);
  const x0 = Math.max(frame.x0, area.x0 - margin);
  const y0 = Math.max(frame.y0, area.y0 - margin);
  const width = Math.min(frame.x1, area.x1 + margin) - x0;
  const height = Math.min(frame.y1, area.y1 + margin) - y0;
  const long = Math.max(width, height);
  // Small print decides how closely to look: its boxes should be about 24 pixels high to the detector.
  const small = quantile(
    seen.map((rect) => rect.thickness),
    0.3,
  );
  const lookAt = Math.round(Math.max(480, Math.min(1280, (long * 24) / Math.max(small, 1))));
  const before = lookSize(source) / Math.max(source.width, source.height);
  // A few degrees are levelled by arithmetic alone: no second look is needed.
  const level = Math.abs(angle) < 0.08;
  if (level && lookAt / long < before * 1.3) {
    const same: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    return { width: source.width, height: source.height, toSource: same, look: source, found: seen };
  }
  const scale = lookAt / long;
  const toSource: Homography = [
    cos / scale,
    -sin / scale,
    cos * x0 - sin * y0,
    sin / scale,
    cos / scale,
    sin * x0 + cos * y0,
    0,
    0,
    1,
  ];
  const size = { width: Math.max(32, Math.round(width * scale)), height: Math.max(32, Math.round(height * scale)) };
  const depth = Math.max(0, Math.min(4, Math.floor(Math.log2(1 / scale))));
  const part = 1 / 2 ** depth;
  const look = warp(pyramid.at(depth), compose([part, 0, 0, 0, part, 0, 0, 0, 1], toSource), size.width, size.height);
  return { ...size, toSource, look };
}

/** A short box may have its longer side standing: on a straight page it reads from left to right all the same. */
function upright(rect: Found): Found {
  if (Math.abs(rect.angle) <= Math.PI / 4) return rect;
  const angle = rect.angle > 0 ? rect.angle - Math.PI / 2 : rect.angle + Math.PI / 2;
  return { ...rect, length: rect.thickness, thickness: rect.length, angle };
}

/** Reads a few long lines as they stand; where that goes badly, also turned by 180°, and compares. */
async function isUpsideDown(
  cutOut: (quad: Quad) => Raster,
  rects: readonly Found[],
  { recognise, lanes }: Eyes,
): Promise<boolean> {
  const sample = [...rects].sort((a, b) => worth(b) - worth(a)).slice(0, 5);
  const mean = async (pick: (quad: Quad) => Quad) => {
    let sum = 0;
    let count = 0;
    await inLanes(sample, lanes, async (rect) => {
      const { score, glyphs } = await recognise(cutOut(pick(corners(rect))));
      sum += score * glyphs.length;
      count += glyphs.length;
    });
    return sum / Math.max(1, count);
  };
  const upright = await mean((quad) => quad);
  return upright <= 0.9 && (await mean(([a, b, c, d]) => [c, d, a, b])) > upright + 0.02;
}

/** Does a job for each item, a few at once. */
async function inLanes<T>(items: readonly T[], lanes: number, job: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) await job(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function worth(rect: Found): number {
  return Math.min(rect.length / rect.thickness, 12) * Math.sqrt(rect.thickness);
}

function crop(picture: Pyramid, quad: Quad): Raster {
  const width = (distance(quad[0], quad[1]) + distance(quad[3], quad[2])) / 2;
  const height = (distance(quad[0], quad[3]) + distance(quad[1], quad[2])) / 2;
  const target = Math.max(16, Math.min(2400, Math.round((width / Math.max(height, 1)) * lineHeight)));
  return cut(picture, quad, target, lineHeight);
}

function placed(reading: Reading, quad: Quad, level: Homography): Line {
  const [a, b, c, d] = quad;
  const unit: Quad = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];
  const onPage = compose(level, homography(unit, [a, b, c, d]));
  const left = project(onPage, { x: 0, y: 0.5 });
  const right = project(onPage, { x: 1, y: 0.5 });
  const top = project(onPage, { x: 0.5, y: 0 });
  const bottom = project(onPage, { x: 0.5, y: 1 });
  return {
    text: reading.text,
    score: reading.score,
    marks: reading.glyphs.map((glyph) => ({ ...glyph, x: project(onPage, { x: glyph.at, y: 0.5 }).x })),
    x0: left.x,
    x1: right.x,
    y: (left.y + right.y) / 2,
    height: distance(top, bottom),
    quad,
  };
}
