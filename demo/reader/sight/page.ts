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
} from './raster.ts';
import { lineHeight, type Reading, type Recogniser } from './recognise.ts';
import { framed, lookSize, quarters, type Straight, straighten } from './straighten.ts';
import type { Line } from './text.ts';

/** A photo's text, found, straightened and read. */
export type Page = {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
  /** How far the document stood turned in the photo, degrees clockwise, 0 to 359; `undefined` without text. */
  readonly angle: number | undefined;
  /** A piece of the straightened document, 48 pixels high. */
  cutOut(quad: Quad): Raster;
  /** Reads it the other way up, where it was not plain which way is up. */
  turned(): Promise<Page | undefined>;
  /** Reads the text that runs across the first reading's direction, if there is any. */
  across(): Promise<Page | undefined>;
  /** Reads four overlapping parts of the photo by themselves, each looked at as closely as the whole was. */
  closer(): AsyncIterable<Page>;
};

export type Eyes = { readonly detect: Detector; readonly recognise: Recogniser };

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

const noMore: Omit<Page, keyof Text> = {
  turned: async () => undefined,
  across: async () => undefined,
  async *closer() {},
};

/** Reads the text that runs along one direction. */
async function readAlong(
  source: Pyramid,
  seen: readonly Found[],
  angle: number,
  eyes: Eyes,
): Promise<Text & Pick<Page, 'turned'>> {
  const straight = straighten(source, seen, angle);
  const found = straight.found ?? (await eyes.detect(straight.look, Math.max(straight.width, straight.height)));
  const straightened = found
    .filter((rect) => Math.abs(rect.angle) < 0.6 || rect.length < 1.6 * rect.thickness)
    .map(upright);
  // Cloth and gravel can look like hundreds of lines; no certificate has so many.
  const rects = [...straightened].sort((a, b) => size(b) - size(a)).slice(0, mostLines);
  // Letters are cut from the photo itself: a second interpolation would cost small print its strokes.
  const cutter = (map: Homography) => (quad: Quad) => {
    const [a, b, c, d] = quad;
    return crop(source, [project(map, a), project(map, b), project(map, c), project(map, d)]);
  };
  const up = await wayUp(cutter(straight.toSource), rects, eyes);
  const read = (flipped: boolean) =>
    readUpright(straight, rects, cutter, { angle, flipped, known: flipped ? up.onHead : up.asItStands }, eyes);
  return {
    ...(await read(up.flipped)),
    turned: async () => (up.sure ? undefined : { ...(await read(!up.flipped)), ...noMore }),
  };
}

/** Reads the lines of a straight page, the right way up or not. */
async function readUpright(
  { width, height, toSource: straightToSource }: Straight,
  rects: readonly Found[],
  cutter: (map: Homography) => (quad: Quad) => Raster,
  { angle, flipped, known }: { angle: number; flipped: boolean; known: Readings },
  eyes: Eyes,
): Promise<Text> {
  const toSource: Homography = flipped
    ? compose(straightToSource, [-1, 0, width, 0, -1, height, 0, 0, 1])
    : straightToSource;
  const cutOut = cutter(toSource);
  const boxes = rects.map((rect) => ({
    ...(flipped ? { ...rect, cx: width - rect.cx, cy: height - rect.cy } : rect),
    reading: known.get(rect),
  }));
  const level = levelling(boxes, { x: width / 2, y: height / 2 });
  const lines: Line[] = [];
  for (const { reading: read, ...rect } of boxes) {
    const quad = corners(rect);
    const reading = read ?? (await eyes.recognise(cutOut(quad)));
    if (reading.glyphs.length > 0 && reading.score > 0.45) lines.push(placed(reading, quad, level));
  }
  const degrees = (angle * 180) / Math.PI + (flipped ? 180 : 0);
  return {
    lines: lines.sort((a, b) => a.y - b.y || a.x0 - b.x0),
    width,
    height,
    angle: ((Math.round(degrees) % 360) + 360) % 360,
    cutOut,
  };
}

/** Lines that were read to find out which way is up: long ones, which are not read twice. */
type Readings = ReadonlyMap<Found, Reading>;

type Text = Omit<Page, 'turned' | 'across' | 'closer'>;

function blank(source: Raster): Text & Pick<Page, 'turned'> {
  const nothing: Raster = { data: new Uint8Array(3 * lineHeight * lineHeight), width: lineHeight, height: lineHeight };
  return {
    lines: [],
    width: source.width,
    height: source.height,
    angle: undefined,
    cutOut: () => nothing,
    turned: noMore.turned,
  };
}

/** A short box may have its longer side standing: on a straight page it reads from left to right all the same. */
function upright(rect: Found): Found {
  if (Math.abs(rect.angle) <= Math.PI / 4) return rect;
  const angle = rect.angle > 0 ? rect.angle - Math.PI / 2 : rect.angle + Math.PI / 2;
  return { ...rect, length: rect.thickness, thickness: rect.length, angle };
}

/**
 * Which way is up: reads a few long lines as they stand; where that goes badly, also turned by 180°, and compares.
 * Lines that run with the page are asked: other print lying about in the picture may stand on its head.
 */
async function wayUp(
  cutOut: (quad: Quad) => Raster,
  rects: readonly Found[],
  { recognise }: Eyes,
): Promise<{ flipped: boolean; sure: boolean; asItStands: Readings; onHead: Readings }> {
  const along = rects.filter((rect) => Math.abs(rect.angle) < 0.12);
  const sample = [...(along.length > 2 ? along : rects)].sort((a, b) => worth(b) - worth(a)).slice(0, 5);
  const asItStands = new Map<Found, Reading>();
  const onHead = new Map<Found, Reading>();
  const mean = async (readings: Map<Found, Reading>, pick: (quad: Quad) => Quad) => {
    let sum = 0;
    let count = 0;
    for (const rect of sample) {
      const reading = await recognise(cutOut(pick(corners(rect))));
      readings.set(rect, reading);
      sum += reading.score * reading.glyphs.length;
      count += reading.glyphs.length;
    }
    return sum / Math.max(1, count);
  };
  const upright = await mean(asItStands, (quad) => quad);
  if (upright > 0.9) return { flipped: false, sure: true, asItStands, onHead };
  const flipped = await mean(onHead, ([a, b, c, d]) => [c, d, a, b]);
  return { flipped: flipped > upright + 0.02, sure: Math.abs(flipped - upright) > 0.25, asItStands, onHead };
}

/** A certificate's letters are larger than those of what lies under it, and few of its lines long. */
function size(rect: Found): number {
  return Math.min(rect.length / rect.thickness, 5) * rect.thickness * rect.score;
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
