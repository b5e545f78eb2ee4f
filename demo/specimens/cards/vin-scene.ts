import { vin as vinNumber } from '../data/numbers.ts';
import { families } from '../fonts.ts';
import { type Drawing, markLine } from '../parts.ts';
import type { Random } from '../random.ts';
import { inked, strokes } from '../strokes.ts';
import { gradient, pitched, rect, sheet } from '../svg.ts';

const width = 1440;
const height = 1080;

/** The strip on a dashboard, seen through the windscreen. */
export function windscreen(random: Random): Drawing {
  const vin = vinNumber(random);
  const dark = random.chance(0.6);
  const y = random.int(430, 620);
  const tilt = random.between(-4, 4).toFixed(2);
  const x = random.int(240, 380);
  const strip =
    rect(0, 0, 860, 130, dark ? '#141517' : '#e6e7e6', 'rx="6"') +
    pitched(30, 84, vin, 47, {
      size: 56,
      font: random.pick([families.mono, families.ocrB, families.latin]),
      fill: dark ? '#e9ebec' : '#161616',
    }) +
    markLine(836, 120, 18, dark ? '#d9a899' : '#b3342d', 'end');
  let reflections = '';
  for (let i = 0; i < 4; i++) {
    const rx = random.int(-200, width);
    reflections += `<path d="M${rx} 0l${random.int(60, 240)} 0l${random.int(-420, -260)} ${height}l${random.int(-200, -60)} 0z" fill="#dfe9f2" opacity="${random.between(0.04, 0.13).toFixed(2)}"/>`;
  }
  const body =
    rect(0, 0, width, height, 'url(#dash)') +
    `<path d="M0 ${y + 260}Q${width / 2} ${y + 190} ${width} ${y + 280}V${height}H0Z" fill="#0c0d0f"/>` +
    `<path d="M0 ${y - 170}Q${width / 2} ${y - 240} ${width} ${y - 150}" stroke="#000" stroke-width="16" fill="none" opacity="0.5"/>` +
    `<g transform="translate(${x} ${y}) rotate(${tilt})">${strip}</g>${reflections}`;
  const defs = gradient(
    'dash',
    random.pick([
      ['#3a3d42', '#25272b'],
      ['#57534c', '#38352f'],
      ['#2e3136', '#1c1e22'],
    ]),
    90,
  );
  return { width, height, svg: sheet(width, height, body, defs), fields: { vin }, scene: true };
}

/** Struck into a painted frame member, with dirt and rust. */
export function chassis(random: Random): Drawing {
  const vin = vinNumber(random);
  const ground = random.pick([
    ['#6d7176', '#4d5156'],
    ['#3f434a', '#2c2f35'],
    ['#7f6a52', '#5d4c3a'],
    ['#355071', '#243a55'],
  ]);
  const frequency = random.between(0.012, 0.03).toFixed(4);
  const rust =
    `<filter id="rust" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="4" seed="${random.int(1, 999)}"/>` +
    '<feColorMatrix values="0 0 0 0 0.42  0 0 0 0 0.25  0 0 0 0 0.12  0 0 0 3.2 -1.75"/></filter>';
  const high = 84;
  const art = strokes(190, 500 - high / 2, vin, { height: high, advance: 62, width: 50, pen: 8 });
  const bolt = (x: number, y: number): string =>
    `<circle cx="${x}" cy="${y}" r="34" fill="#5c6066" stroke="#2d2f33" stroke-width="6"/><circle cx="${x - 8}" cy="${y - 8}" r="14" fill="#878b91"/>`;
  const body =
    rect(0, 0, width, height, '#121315') +
    rect(0, 270, width, 480, 'url(#beam)') +
    rect(0, 270, width, 14, '#ffffff', 'opacity="0.18"') +
    rect(0, 720, width, 30, '#000000', 'opacity="0.35"') +
    `<rect y="270" width="${width}" height="480" filter="url(#rust)" opacity="${random.between(0.25, 0.6).toFixed(2)}"/>` +
    bolt(90, random.int(330, 690)) +
    bolt(1350, random.int(330, 690)) +
    inked(art, '#f2f2f0', 3, 3, 0.7) +
    inked(art, '#141516', 0, 0, 0.92) +
    markLine(1290, 690, 26, '#f0d8c8', 'end');
  return {
    width,
    height,
    svg: sheet(width, height, body, gradient('beam', ground, 90) + rust),
    fields: { vin },
    scene: true,
  };
}
