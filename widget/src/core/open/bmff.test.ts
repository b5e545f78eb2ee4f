import { expect, test } from 'vitest';
import { randomFrom } from '../testing/jpeg-writer.ts';
import { readBoxedPicture } from './bmff.ts';

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const u32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value / 2 ** shift) & 255);
const box = (type: string, ...payload: readonly number[]): number[] => [
  ...u32(payload.length + 8),
  ...ascii(type),
  ...payload,
];
const full = (type: string, ...payload: readonly number[]): number[] => box(type, 0, 0, 0, 0, ...payload);
const size = (width: number, height: number): number[] => full('ispe', ...u32(width), ...u32(height));

/** A file whose second item is the picture, with these properties behind two sizes. */
function picture(...properties: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const used = [2, ...properties.map((_, index) => 0x83 + index)];
  return Uint8Array.of(
    ...box('ftyp', ...ascii('heic'), ...u32(0)),
    ...full(
      'meta',
      ...full('pitm', 0, 2),
      ...box(
        'iprp',
        ...box('ipco', ...size(512, 512), ...size(4_032, 3_024), ...properties.flat()),
        ...full('ipma', ...u32(2), 0, 1, 1, 1, 0, 2, used.length, ...used),
      ),
    ),
  );
}
const irot = (quarters: number): number[] => box('irot', quarters);
const imir = (axis: number): number[] => box('imir', axis);

test.each([
  [1, []],
  [8, [irot(1)]],
  [3, [irot(2)]],
  [6, [irot(3)]],
  [2, [imir(1)]],
  [4, [imir(0)]],
  [7, [irot(1), imir(1)]],
  [5, [irot(1), imir(0)]],
  [5, [imir(1), irot(1)]],
  [1, [imir(1), imir(1)]],
  [3, [imir(0), imir(1)]],
])('orientation %i, size and all', async (orientation, properties) => {
  expect(await readBoxedPicture(new Blob([picture(...properties)]))).toEqual({
    width: 4_032,
    height: 3_024,
    orientation,
  });
});

test('what its colours are measured by: a profile before a number, of the picture before its tiles', async () => {
  const p3 = box('colr', ...ascii('nclx'), 0, 12, 0, 13, 0, 1, 0x80);
  const profile = box('colr', ...ascii('prof'), 7, 8, 9);
  const colourOf = async (bytes: Uint8Array<ArrayBuffer>) => (await readBoxedPicture(new Blob([bytes])))?.colour;
  expect(await colourOf(picture(irot(1), p3))).toEqual({ primaries: 12 });
  expect(await colourOf(picture(p3, profile))).toEqual({ profile: Uint8Array.of(7, 8, 9) });
  expect(await colourOf(picture(irot(1)))).toBeUndefined();
});

test('thousands of damaged files: never an error, never without end', async () => {
  const random = randomFrom(18);
  const whole = picture(irot(1), imir(0));
  let read = 0;
  for (let round = 0; round < 3_000; round++) {
    const bytes = Uint8Array.from(whole);
    for (let change = 0; change < 1 + (round % 5); change++)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const cut = round % 3 === 0 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
    if (await readBoxedPicture(new Blob([cut]))) read++;
  }
  expect(read).toBeGreaterThan(300);
});

test('boxes of no length, or longer than the file, end the walk', async () => {
  for (const head of [u32(0), u32(7), u32(1), u32(0xffff_ffff)])
    expect(await readBoxedPicture(new Blob([Uint8Array.of(...head, ...ascii('free'), ...picture())]))).toBeUndefined();
});
