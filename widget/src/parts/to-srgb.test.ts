import { expect, test } from 'vitest';
import type { ColourSpace } from '../core/open/bmff.ts';
import { toSrgb } from './to-srgb.ts';

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const u32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >> shift) & 255);
const fixed = (value: number): number[] => u32(Math.round(value * 65_536));

/** A profile of these primaries in XYZ under D50, all three with one curve. */
function profile(primaries: readonly (readonly number[])[], curve: readonly number[], space = 'RGB '): ColourSpace {
  const pieces = [...primaries.map((place) => [...ascii('XYZ '), ...u32(0), ...place.flatMap(fixed)]), [...curve]];
  const names = ['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'];
  let at = 128 + 4 + 12 * names.length;
  const places = pieces.map((piece) => {
    const place = [at, piece.length] as const;
    at += piece.length;
    return place;
  });
  const table = names.flatMap((name, index) => [...ascii(name), ...(places[Math.min(3, index)] ?? []).flatMap(u32)]);
  const head = new Array(128).fill(0);
  head.splice(16, 8, ...ascii(space), ...ascii('XYZ '));
  head.splice(36, 4, ...ascii('acsp'));
  return { profile: Uint8Array.from([...head, ...u32(names.length), ...table, ...pieces.flat()]) };
}
const para = (type: number, ...values: readonly number[]): number[] => [
  ...ascii('para'),
  ...u32(0),
  ...[0, type, 0, 0],
  ...values.flatMap(fixed),
];
const srgbCurve = para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
const p3 = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
const srgb = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
];
const adobe = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
];

function converted(colour: readonly number[], space: ColourSpace | undefined): readonly number[] {
  const data = Uint8ClampedArray.of(...colour, 77);
  toSrgb(data, space);
  expect(data[3]).toBe(77);
  return [...data.subarray(0, 3)];
}

// What a browser's canvas gives for `color(display-p3 …)`.
const known = [
  [
    [234, 51, 35],
    [255, 0, 0],
  ],
  [
    [117, 251, 76],
    [0, 255, 0],
  ],
  [
    [200, 120, 90],
    [213, 115, 83],
  ],
  [
    [128, 128, 128],
    [128, 128, 128],
  ],
] as const;

test.each([
  ['a profile', profile(p3, srgbCurve)],
  ['its number', { primaries: 12 }],
])('Display P3, told by %s, becomes sRGB', (_how, space) => {
  for (const [stored, shown] of known)
    for (const [channel, value] of converted(stored, space).entries())
      expect(Math.abs(value - (shown[channel] ?? 0)), `${stored}`).toBeLessThan(4);
});

test('a gamma and a table are heeded as a curve of parameters is', () => {
  const gamma = [...ascii('curv'), ...u32(0), ...u32(1), 2, 51];
  const table = Array.from({ length: 256 }, (_, shade) => Math.round(65_535 * (shade / 255) ** 2.2));
  const listed = [...ascii('curv'), ...u32(0), ...u32(256), ...table.flatMap((value) => [value >> 8, value & 255])];
  const colours = [gamma, listed, para(0, 2.2)].map((curve) => converted([200, 120, 90], profile(adobe, curve)));
  for (const colour of colours)
    for (const [channel, value] of colour.entries())
      expect(Math.abs(value - ([224, 121, 88][channel] ?? 0))).toBeLessThan(4);
});

test.each([
  ['nothing', undefined],
  ['BT.709', { primaries: 1 }],
  ['BT.2020', { primaries: 9 }],
  ['sRGB in a profile', profile(srgb, srgbCurve)],
  ['a profile for ink', profile(p3, srgbCurve, 'CMYK')],
  [
    'a profile cut short',
    { profile: (profile(p3, srgbCurve) as { profile: Uint8Array<ArrayBuffer> }).profile.slice(0, 150) },
  ],
  ['no profile at all', { profile: new Uint8Array(9) }],
] as const)('%s: not a pixel changes', (_what, space) => {
  expect(converted([234, 51, 35], space)).toEqual([234, 51, 35]);
});
