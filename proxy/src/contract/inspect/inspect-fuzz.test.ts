import fc from 'fast-check';
import probe from 'probe-image-size';
import { expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { createInspector } from './inspect-stream.ts';
import { bmp, bytesOf, exif, frame, gif, jpeg, png, segment, webp } from './testing/build-image.ts';
import { asFile, asStream } from './testing/inspect-bytes.ts';

const seeds = [
  png(640, 480, [['acTL', new Uint8Array(8)]]),
  jpeg(exif(6, 'II'), segment(0xe2, new Uint8Array(300)), frame(640, 480)),
  jpeg(segment(0xe0, bytesOf('JFIF\0')), exif(3), frame(640, 480, 0xc2)),
  gif(300, 200, { frames: 3, loops: true }),
  bmp(300, 200),
  bmp(300, 200, 12),
  webp(300, 200, 'lossy'),
  webp(300, 200, 'lossless'),
  webp(300, 200, 'animated'),
  bytesOf('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'),
  bytesOf('PK\x03\x04', new Uint8Array(26), '[Content_Types].xml'),
];

/** A small seeded generator (mulberry32): a failing run can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function mutate(seed: Uint8Array, random: (below: number) => number): Uint8Array {
  const file = seed.slice();
  for (let changes = 1 + random(6); changes > 0; changes--) {
    const at = random(file.length);
    const kind = random(4);
    if (kind === 0) file[at] = random(256);
    else if (kind === 1) file.fill(0xff, at, at + 1 + random(8));
    else if (kind === 2) file.fill(0, at, at + 1 + random(8));
    else file.copyWithin(at, random(file.length), random(file.length));
  }
  return random(3) === 0 ? file.subarray(0, random(file.length)) : file;
}

test('100,000 mutated headers: a verdict each, within the limits, without a throw, in bounded time', () => {
  const random = createRandom(20_261_123);
  const seen = { accepted: 0, refused: 0 };
  for (let run = 0; run < 100_000; run++) {
    const file = mutate(seeds[run % seeds.length] ?? new Uint8Array(), random);
    const verdict = asStream(file, 1 + random(400));
    if (verdict.ok) {
      seen.accepted += 1;
      const { width, height } = verdict.image;
      if (
        !(
          width >= 1 &&
          height >= 1 &&
          Math.max(width, height) <= limits.maxSidePx &&
          width * height <= limits.maxPixels
        )
      )
        throw new Error(`run ${run}: ${JSON.stringify(verdict)}`);
    } else seen.refused += 1;
  }
  expect(seen.accepted).toBeGreaterThan(10_000);
  expect(seen.refused).toBeGreaterThan(10_000);
}, 20_000);

test('a file and a stream of it are judged alike, whatever the bytes and the chunks', async () => {
  const random = createRandom(7);
  for (let run = 0; run < 1_200; run++) {
    const file = mutate(seeds[run % seeds.length] ?? new Uint8Array(), random).slice();
    expect(asStream(file, 1 + random(50))).toEqual(await asFile(file));
  }
});

test('arbitrary bytes behind any signature never throw', () => {
  const signatures = [
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'BM',
    'RIFF\0\0\0\0WEBP',
    'PK\x03\x04',
    '\0\0\0 ftyp',
    '<',
    'II*\0',
    '',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 600 }), (signature, rest) => {
      const inspector = createInspector();
      inspector.push(bytesOf(signature, rest));
      const verdict = inspector.end();
      expect(verdict.ok || verdict.detail.length > 20).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('an independent reader sees the same sizes and orientations', () => {
  const side = fc.integer({ min: 1, max: 15_000 });
  const orientation = fc.integer({ min: 1, max: 8 });
  const order = fc.constantFrom('II' as const, 'MM' as const);
  const file = fc.oneof(
    fc.tuple(side, side).map(([width, height]) => png(width, height)),
    fc.tuple(side, side, orientation, order).map(([w, h, turn, endian]) => jpeg(exif(turn, endian), frame(w, h))),
    fc.tuple(side, side, fc.nat(60_000)).map(([w, h, skip]) => jpeg(segment(0xe2, new Uint8Array(skip)), frame(w, h))),
    fc.tuple(side, side).map(([width, height]) => gif(1 + (width % 2_000), 1 + (height % 2_000))),
    fc.tuple(side, side, fc.boolean()).map(([width, height, down]) => bmp(width, down ? -height : height)),
    fc
      .tuple(side, side, fc.constantFrom('lossy' as const, 'lossless' as const, 'extended' as const))
      .map(([width, height, kind]) => webp(width, height, kind)),
  );
  fc.assert(
    fc.property(file, (bytes) => {
      const verdict = asStream(bytes, 4_096);
      const oracle = probe.sync(Buffer.from(bytes));
      if (!verdict.ok) throw new Error(`refused: ${verdict.detail}`);
      const { width, height, orientation: turn, format } = verdict.image;
      const turned = (oracle?.orientation ?? 1) > 4;
      expect({ type: format === 'jpeg' ? 'jpg' : format, width, height, turn }).toEqual({
        type: oracle?.type,
        width: turned ? oracle?.height : oracle?.width,
        height: turned ? oracle?.width : oracle?.height,
        turn: oracle?.orientation ?? 1,
      });
    }),
    { numRuns: 1_000 },
  );
});
