import { expect, test } from 'vitest';
import { jpegOf } from '../testing/jpeg-writer.ts';
import { segment, text } from '../testing/pictures.ts';
import { stripJpeg } from './strip-jpeg.ts';

const picture = jpegOf({ width: 48, height: 40, sampling: [[1, 1]] });

function withFirst(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...picture.subarray(0, 2), ...parts.flatMap((part) => [...part]), ...picture.subarray(2)]);
}

const joined = (jpeg: Uint8Array<ArrayBuffer>) => stripJpeg(jpeg)?.flatMap((part) => [...part]);

test('a thumbnail within the JFIF segment goes, the segment stays', () => {
  const head = Uint8Array.of(...text('JFIF\0'), 1, 2, 1, 0, 72, 0, 72);
  const withThumbnail = withFirst(segment(0xe0, Uint8Array.of(...head, 2, 1, 1, 2, 3, 4, 5, 6)));
  expect(joined(withThumbnail)).toEqual([...withFirst(segment(0xe0, Uint8Array.of(...head, 0, 0)))]);
});

test('bytes that fill the space before a marker are not taken for a segment', () => {
  const exif = segment(0xe1, text(`Exif\0\0GPS${' '.repeat(40)}`));
  // Read as a marker, the second 0xFF would make a segment of the next 57,600 bytes.
  const filled = withFirst(Uint8Array.of(0xff), exif, segment(0xe1, text(' '.repeat(57_560))), exif);
  const bytes = joined(filled);
  expect(bytes).toEqual([...picture]);
});
