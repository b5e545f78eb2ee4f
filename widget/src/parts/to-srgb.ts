/**
 * Brings a picture's colours to the web's own (sRGB): libheif gives the numbers as they are stored, and an iPhone
 * stores Display P3, which looks pale when it is taken for sRGB. Profiles of three primaries and curves (ICC.1:2022,
 * §8.3) are heeded; those that are tables, and colours of more than a screen shows, are left as they are.
 */
import type { ColourSpace } from '../core/open/bmff.ts';

type Three = readonly [number, number, number];
/** What a stored number of each colour means as light, 0 to 1; and the primaries' places in XYZ under D50. */
type Shaper = { readonly curves: readonly Float32Array[]; readonly primaries: readonly [Three, Three, Three] };

/** From XYZ under D50 to the light of sRGB's primaries. */
const fromXyz: readonly [Three, Three, Three] = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
];
/** Display P3, as H.273 numbers it: its white adapted to D50. */
const p3: Shaper['primaries'] = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
const p3Number = 12;

const mostShades = 4_095;
/** So little of a colour is nobody's to see: what is nearer to sRGB is left as it is. */
const alike = 0.01;

/** Changes the colours in place: four bytes a pixel. */
export function toSrgb(data: Uint8ClampedArray, colour: ColourSpace | undefined): void {
  const shaper = colour && shaperOf(colour);
  if (!shaper) return;
  const { curves, primaries } = shaper;
  const [rows, own] = [fromXyz.map((row) => primaries.map((place) => dot(row, place))), curveOf(srgbLight)];
  const isSrgb =
    rows.every((row, y) => row.every((value, x) => Math.abs(value - (x === y ? 1 : 0)) < alike)) &&
    curves.every((curve) => curve.every((light, shade) => Math.abs(light - (own[shade] ?? 0)) < alike));
  if (isSrgb) return;
  const [[rr = 0, rg = 0, rb = 0] = [], [gr = 0, gg = 0, gb = 0] = [], [br = 0, bg = 0, bb = 0] = []] = rows;
  const [reds = own, greens = own, blues = own] = curves;
  const shades = Uint8Array.from({ length: mostShades + 1 }, (_, light) =>
    Math.round(255 * srgbShade(light / mostShades)),
  );
  const shade = (light: number): number =>
    shades[light <= 0 ? 0 : light >= 1 ? mostShades : Math.round(light * mostShades)] ?? 0;
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b] = [reds[data[at] ?? 0] ?? 0, greens[data[at + 1] ?? 0] ?? 0, blues[data[at + 2] ?? 0] ?? 0];
    data[at] = shade(rr * r + rg * g + rb * b);
    data[at + 1] = shade(gr * r + gg * g + gb * b);
    data[at + 2] = shade(br * r + bg * g + bb * b);
  }
}

function dot([a, b, c]: Three, [x, y, z]: Three): number {
  return a * x + b * y + c * z;
}

/** IEC 61966-2-1: what a shade means as light, and the reverse. */
function srgbLight(shade: number): number {
  return shade <= 0.04045 ? shade / 12.92 : ((shade + 0.055) / 1.055) ** 2.4;
}
function srgbShade(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

function curveOf(lightOf: (shade: number) => number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, shade) => lightOf(shade / 255));
}

function shaperOf(colour: ColourSpace): Shaper | undefined {
  if ('profile' in colour) return profileOf(colour.profile);
  const curve = curveOf(srgbLight);
  return colour.primaries === p3Number ? { curves: [curve, curve, curve], primaries: p3 } : undefined;
}

/** What a profile says, where it is one of primaries and curves; undefined where it makes no sense. */
function profileOf(profile: Uint8Array<ArrayBuffer>): Shaper | undefined {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  try {
    const name = (at: number): string => String.fromCharCode(...profile.subarray(at, at + 4));
    if (name(36) !== 'acsp' || name(16) !== 'RGB ' || name(20) !== 'XYZ ') return undefined;
    const places = new Map<string, number>();
    for (let tag = 0; tag < Math.min(100, view.getUint32(128)); tag++)
      places.set(name(132 + 12 * tag), view.getUint32(136 + 12 * tag));
    const fixed = (at: number): number => view.getInt32(at) / 65_536;
    const of = <T>(kind: string, read: (at: number) => T): readonly T[] =>
      ['r', 'g', 'b'].flatMap((letter) => {
        const at = places.get(letter + kind);
        return at === undefined ? [] : [read(at)];
      });
    const [red, green, blue] = of('XYZ', (at): Three => [fixed(at + 8), fixed(at + 12), fixed(at + 16)]);
    const curves = of('TRC', (at) => curveOf(toneOf(name(at), view, at + 8)));
    return red && green && blue && curves.length === 3 ? { curves, primaries: [red, green, blue] } : undefined;
  } catch {
    return undefined;
  }
}

/** What a tone curve says (ICC.1:2022, §§10.6 and 10.18). */
function toneOf(type: string, view: DataView, at: number): (shade: number) => number {
  if (type === 'para') {
    const values = Array.from(
      { length: [1, 3, 4, 5, 7][view.getUint16(at)] ?? 0 },
      (_, index) => view.getInt32(at + 4 + 4 * index) / 65_536,
    );
    const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
    // Without a straight part the power holds from where it meets the floor.
    const [from, low, high] = values.length < 5 ? [values.length > 1 ? -b / a : 0, c, c] : [d, f, e];
    const slope = values.length < 5 ? 0 : c;
    return (shade) => (shade >= from ? (a * shade + b) ** g + high : slope * shade + low);
  }
  if (type !== 'curv') throw new Error(type);
  const count = view.getUint32(at);
  const value = (index: number): number => view.getUint16(at + 4 + 2 * index);
  if (count < 2) {
    const gamma = count === 0 ? 1 : value(0) / 256;
    return (shade) => shade ** gamma;
  }
  return (shade) => {
    const place = shade * (count - 1);
    const low = Math.min(count - 2, Math.floor(place));
    return (value(low) + (value(low + 1) - value(low)) * (place - low)) / 65_535;
  };
}
