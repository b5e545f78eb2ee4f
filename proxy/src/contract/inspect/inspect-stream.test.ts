import { describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { createInspector } from './inspect-stream.ts';
import { bytesOf, exif, frame, gif, jpeg, png, segment } from './testing/build-image.ts';
import { asFile, asStream } from './testing/inspect-bytes.ts';

describe('createInspector', () => {
  test('answers as soon as the header allows, long before the end', () => {
    const inspector = createInspector();
    const file = png(640, 480);
    expect(inspector.push(file.subarray(0, 20))).toBeUndefined();
    expect(inspector.push(file.subarray(20, 60))).toMatchObject({ ok: true, image: { width: 640 } });
  });

  test('chunks of any size give the verdict of the whole file', async () => {
    const files = [
      jpeg(exif(8), segment(0xe2, new Uint8Array(65_533)), segment(0xed, new Uint8Array(30_000)), frame(4_000, 3_000)),
      jpeg(segment(0xe1, bytesOf('http://ns.adobe.com/xap/1.0/\0', new Uint8Array(65_000))), exif(3), frame(9, 8)),
      gif(300, 200, { frames: 5 }),
      bytesOf('PK\x03\x04', new Uint8Array(60_000), 'word/document.xml', new Uint8Array(90_000)),
    ];
    for (const file of files) {
      const whole = await asFile(file.slice());
      for (const chunkLength of [1, 2, 3, 1_000, 65_535, 65_536, 65_537, file.length])
        expect(asStream(file, chunkLength)).toEqual(whole);
    }
  });

  test('chunks may be overwritten once they are pushed', async () => {
    const file = jpeg(exif(6, 'II'), segment(0xe2, new Uint8Array(5_000)), frame(400, 300));
    const inspector = createInspector();
    const reused = new Uint8Array(64);
    for (let at = 0; at < file.length; at += reused.length) {
      const piece = file.subarray(at, at + reused.length);
      reused.set(piece);
      inspector.push(reused.subarray(0, piece.length));
      reused.fill(0xaa);
    }
    expect(inspector.end()).toEqual(await asFile(file.slice()));
  });

  test('an upload that grows past the limit is refused while it runs', () => {
    const inspector = createInspector();
    inspector.push(png(640, 480));
    const chunk = new Uint8Array(1024 * 1024);
    for (let pushed = 0; pushed < 19; pushed++) expect(inspector.push(chunk)).toMatchObject({ ok: true });
    expect(inspector.push(chunk)).toMatchObject({
      ok: false,
      code: 'image-too-large',
      params: { limit: limits.maxBytes },
    });
  });

  test('skipped segments are not held: memory stays flat over 20 MB of them', () => {
    const before = process.memoryUsage().arrayBuffers;
    const inspectors = Array.from({ length: 40 }, () => createInspector());
    const chunk = segment(0xe2, new Uint8Array(65_533));
    for (const inspector of inspectors) inspector.push(bytesOf(0xff, 0xd8));
    for (let round = 0; round < 300; round++) for (const inspector of inspectors) inspector.push(chunk);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * 200_000);
    expect(inspectors.map((inspector) => inspector.push(frame(640, 480)))).toHaveLength(40);
    expect(inspectors.every((inspector) => inspector.end().ok)).toBe(true);
  });
});
