import type { PlateKind } from '../data/vehicles.ts';
import { families } from '../fonts.ts';
import type { Random } from '../random.ts';
import { inked, strokes } from '../strokes.ts';
import { rect, text } from '../svg.ts';

/** Two pixels a millimetre. */
export const plateHeight = 280;

/** Colours of a plate: ground, characters, rim, and the type of vehicle the colour stands for. */
export const plateColours: Readonly<
  Record<PlateKind, { ground: readonly [string, string]; ink: string; type: string }>
> = {
  blue: { ground: ['#1f4fb4', '#183f96'], ink: '#f6f8fb', type: '小型汽车' },
  yellow: { ground: ['#f2b91e', '#e0a50f'], ink: '#16140e', type: '大型汽车' },
  trailer: { ground: ['#f2b91e', '#e0a50f'], ink: '#16140e', type: '挂车' },
  coach: { ground: ['#f2b91e', '#e0a50f'], ink: '#16140e', type: '教练车' },
  green: { ground: ['#e9f5ec', '#4fb36a'], ink: '#12160f', type: '新能源车' },
  'green-large': { ground: ['#52b46d', '#52b46d'], ink: '#12160f', type: '新能源车' },
  police: { ground: ['#f3f3f0', '#e4e4e0'], ink: '#17171a', type: '警车' },
  hongkong: { ground: ['#1d1d20', '#131316'], ink: '#f2f2f2', type: '港澳车' },
  consulate: { ground: ['#1d1d20', '#131316'], ink: '#f2f2f2', type: '使领馆车' },
};

/** How the characters are made: pressed from a die, or set in a condensed sans. */
export type PlateFace = 'die' | 'sans';

const wide = (number: string): boolean => number.length === 8;

/** Width of a one-line plate. */
export const plateWidth = (number: string): number => (wide(number) ? 960 : 880);

function glyph(x: number, y: number, c: string, width: number, height: number, ink: string, face: PlateFace): string {
  const red =
    /[警挂学港澳领使]/.test(c) && (ink !== '#16140e' || c === '警') ? (ink === '#f2f2f2' ? ink : '#c3261d') : ink;
  const colour = c === '警' ? '#c3261d' : red;
  if (/[A-Z0-9]/.test(c) && face === 'die') {
    const pen = height * 0.12;
    const box = (width - pen) / (44 / 60);
    return inked(
      strokes(x + pen / 2 - box * (8 / 60), y + pen / 2, c, { height: height - pen, width: box, advance: 0, pen }),
      colour,
    );
  }
  const han = /[^A-Z0-9]/.test(c);
  const size = han ? height * 0.98 : height / 0.735;
  const stretch = han ? width / (size * 0.93) : width / (size * 0.6);
  return text(x + width / 2, y + height * (han ? 0.865 : 1), c, {
    size,
    font: families.sans,
    weight: 700,
    fill: colour,
    anchor: 'middle',
    stretch,
  });
}

/** Characters raised from the ground: a shadow below, a light edge above, then the ink. */
const raised = (draw: (ink: string) => string, ink: string): string =>
  `<g transform="translate(2 3)" opacity="0.35">${draw('#000000')}</g><g transform="translate(-1.5 -2)" opacity="0.3">${draw('#ffffff')}</g>${draw(ink)}`;

function bolts(width: number, height: number): string {
  const bolt = (x: number, y: number): string =>
    `<circle cx="${x}" cy="${y}" r="9" fill="#c9ccd0" stroke="#777" stroke-width="3"/><path d="M${x - 5} ${y}h10" stroke="#666" stroke-width="2.5"/>`;
  return (
    bolt(width * 0.24, 16) + bolt(width * 0.76, 16) + bolt(width * 0.24, height - 16) + bolt(width * 0.76, height - 16)
  );
}

function dirt(random: Random, width: number, height: number): string {
  let out = '';
  for (let i = 0, count = random.int(0, 40); i < count; i++)
    out += `<circle cx="${random.int(0, width)}" cy="${random.int(0, height)}" r="${random.between(0.8, 3.5).toFixed(1)}" fill="#5a4c3a" opacity="${random.between(0.15, 0.5).toFixed(2)}"/>`;
  return out;
}

function ground(kind: PlateKind, width: number, height: number): { defs: string; body: string } {
  const {
    ground: [top, bottom],
    ink,
  } = plateColours[kind];
  const half = kind === 'green-large';
  return {
    defs: `<linearGradient id="ground-${kind}" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`,
    body:
      rect(0, 0, width, height, `url(#ground-${kind})`, 'rx="16"') +
      (half
        ? `<path d="M16 0H${width * 0.31}V${height}H16Q0 ${height} 0 ${height - 16}V16Q0 0 16 0Z" fill="#f0c22c"/>`
        : '') +
      `<rect x="7" y="7" width="${width - 14}" height="${height - 14}" rx="12" fill="none" stroke="${ink}" stroke-width="4" opacity="0.9"/>`,
  };
}

/** A one-line plate, `plateWidth` by `plateHeight`: body and the gradients it needs. */
export function linePlate(
  random: Random,
  number: string,
  kind: PlateKind,
  face: PlateFace,
): { defs: string; body: string } {
  const long = wide(number);
  const width = plateWidth(number);
  const base = ground(kind, width, plateHeight);
  const cell = long ? 86 : 90;
  const gap = long ? 18 : 24;
  const draw = (ink: string): string => {
    let x = long ? 32 : 31;
    let out = '';
    for (const [i, c] of [...number].entries()) {
      out += glyph(x, 50, c, cell, 180, ink, face);
      x += cell + gap;
      if (i === 1) {
        if (kind !== 'green' && kind !== 'green-large') out += `<circle cx="${x + 10}" cy="140" r="10" fill="${ink}"/>`;
        x += long ? 40 : 44;
      }
    }
    return out;
  };
  return {
    defs: base.defs,
    body:
      base.body + raised(draw, plateColours[kind].ink) + bolts(width, plateHeight) + dirt(random, width, plateHeight),
  };
}

/** A two-line rear plate, 880 by 440. */
export function stackedPlate(
  random: Random,
  number: string,
  kind: PlateKind,
  face: PlateFace,
): { defs: string; body: string } {
  const base = ground(kind, 880, 440);
  const draw = (ink: string): string =>
    glyph(220, 34, number.charAt(0), 160, 120, ink, face) +
    glyph(500, 34, number.charAt(1), 160, 120, ink, face) +
    `<circle cx="440" cy="94" r="11" fill="${ink}"/>` +
    [...number.slice(2)].map((c, i) => glyph(54 + i * 160, 184, c, 130, 220, ink, face)).join('');
  return { defs: base.defs, body: base.body + raised(draw, plateColours[kind].ink) + dirt(random, 880, 440) };
}
