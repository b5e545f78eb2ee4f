import { vin as vinNumber } from '../data/numbers.ts';
import { engine, model } from '../data/vehicles.ts';
import { families } from '../fonts.ts';
import { type Drawing, type Layout, markLine } from '../parts.ts';
import type { Random } from '../random.ts';
import { inked, strokes } from '../strokes.ts';
import { gradient, line, pitched, rect, sheet, text } from '../svg.ts';
import { bars } from './form.ts';
import { chassis, windscreen } from './vin-scene.ts';

const steels: readonly (readonly string[])[] = [
  ['#b9bdc2', '#d9dcdf', '#a4a8ad'],
  ['#8b9096', '#a9aeb3', '#7c8187'],
  ['#c8c4ba', '#dedad0', '#b0aca2'],
];

/** Fine lines of a brushed sheet. */
function brushed(random: Random, width: number, height: number): string {
  let out = '';
  for (let i = 0; i < 90; i++) {
    const y = random.between(0, height);
    out += line(
      0,
      y,
      width,
      y + random.between(-3, 3),
      random.chance(0.5) ? '#ffffff' : '#4a4d50',
      random.between(0.4, 1.4),
    ).replace('/>', ` opacity="${random.between(0.05, 0.22).toFixed(2)}"/>`);
  }
  return out;
}

/** Struck into sheet metal: the groove is dark, its far edge catches the light. */
function stamped(random: Random, dots: boolean): Drawing {
  const vin = vinNumber(random);
  const [width, height] = [1300, 300];
  const painted = random.chance(0.25);
  const ground = painted
    ? random.pick([
        ['#4a6a9e', '#3a5686'],
        ['#9c3a40', '#842e34'],
        ['#55585e', '#44474c'],
      ])
    : random.pick(steels);
  const style = { height: 92, advance: 64, width: 54, pen: dots ? 7 : 8 };
  const star = random.chance(0.5);
  const x = 110;
  const art = strokes(x, 104, vin, style);
  const needle = (body: string): string => (dots ? `<g stroke-dasharray="0.1 9.5">${body}</g>` : body);
  const mark = (cx: number): string =>
    star ? text(cx, 186, '*', { size: 90, fill: '#3a3c40', anchor: 'middle', font: families.latin }) : '';
  const body =
    rect(0, 0, width, height, 'url(#steel)') +
    brushed(random, width, height) +
    needle(inked(art, '#ffffff', 2.5, 3, painted ? 0.75 : 0.55)) +
    needle(inked(art, painted ? '#0b0c10' : '#34363a', 0, 0, 0.92)) +
    mark(70) +
    mark(1240) +
    markLine(width - 40, 278, 24, painted ? '#f0d8c8' : '#9b2c26', 'end');
  return { width, height, svg: sheet(width, height, body, gradient('steel', ground, 80), 14), fields: { vin } };
}

type Field = readonly [zh: string, value: string];

/** A maker's plate: several numbers, of which one is the identification number. */
function nameplate(
  random: Random,
  look: { ground: readonly string[]; ink: string; font: string; labelFont: string },
): Drawing {
  const vin = vinNumber(random);
  const [width, height] = [1100, 620];
  const rows: Field[] = [
    ['品牌', model(random)],
    ['车辆识别代号', vin],
    ['发动机型号', engine(random)],
    ['发动机排量', `${random.int(1197, 2995)} ml`],
    ['发动机额定功率', `${random.int(70, 220)} kW`],
    ['最大允许总质量', `${random.int(1500, 2600)} kg`],
    ['乘坐人数', String(random.pick([5, 5, 7]))],
    ['制造年月', `${random.int(2010, 2025)}年${String(random.int(1, 12)).padStart(2, '0')}月`],
  ];
  const pitch = 54;
  const body =
    rect(0, 0, width, height, 'url(#steel)') +
    brushed(random, width, height) +
    `<rect x="20" y="20" width="${width - 40}" height="${height - 40}" rx="12" fill="none" stroke="${look.ink}" stroke-width="3"/>` +
    text(width / 2, 88, '中国 云驰汽车有限公司 制造', {
      size: 40,
      font: look.labelFont,
      weight: 700,
      fill: look.ink,
      anchor: 'middle',
      spacing: 4,
    }) +
    rows
      .map(([zh, value], i) => {
        const y = 160 + i * pitch;
        const main = value === vin;
        return (
          text(56, y, zh, { size: 27, font: look.labelFont, fill: look.ink, weight: 500 }) +
          (main
            ? pitched(330, y + 2, value, 38, { size: 42, font: look.font, fill: look.ink, weight: 600 })
            : text(334, y, value, { size: 30, font: look.font, fill: look.ink })) +
          line(320, y + 12, width - 50, y + 12, look.ink, 1.2)
        );
      })
      .join('') +
    markLine(width - 50, height - 36, 22, look.ink, 'end') +
    [
      [44, 44],
      [width - 44, 44],
      [44, height - 44],
      [width - 44, height - 44],
    ]
      .map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="11" fill="#8e9296" stroke="#555" stroke-width="3"/>`)
      .join('');
  return { width, height, svg: sheet(width, height, body, gradient('steel', look.ground, 60), 18), fields: { vin } };
}

/** The narrow strip behind a windscreen. */
function strip(random: Random): Drawing {
  const vin = vinNumber(random);
  const [width, height] = [1000, 190];
  const dark = random.chance(0.6);
  const [ground, ink] = dark ? ['#17181a', '#eef0f2'] : ['#e9ebec', '#141414'];
  const body =
    rect(0, 0, width, height, ground) +
    pitched(60, 104, vin, 51.6, { size: 62, font: random.pick([families.mono, families.ocrB]), fill: ink }) +
    markLine(width - 40, 166, 22, dark ? '#e6b8a8' : '#b3342d', 'end') +
    (random.chance(0.5) ? bars(random, 64, 134, 420, 36, ink) : '');
  return { width, height, svg: sheet(width, height, body, '', 10), fields: { vin } };
}

/** A paper sticker with a bar code. */
function sticker(random: Random): Drawing {
  const vin = vinNumber(random);
  const [width, height] = [1000, 380];
  const body =
    rect(0, 0, width, height, '#f6f5f0') +
    text(50, 74, 'VIN 车辆识别代号', { size: 34, font: families.sans, weight: 600 }) +
    bars(random, 60, 104, 880, 120) +
    pitched(60, 290, vin, 51.5, { size: 54, font: families.latinSerif, fill: '#111' }) +
    text(52, 350, `${engine(random)}  ${random.int(10, 28)}/${random.int(1, 12)}`, {
      size: 24,
      font: families.mono,
      fill: '#333',
    }) +
    markLine(width - 40, 354, 24, '#b3342d', 'end');
  return { width, height, svg: sheet(width, height, body, '', 12), fields: { vin } };
}

/** Vehicle identification numbers: struck, on makers' plates, behind the windscreen, on stickers. */
export const vinPlate: readonly Layout[] = [
  { name: 'stamped', heldOut: false, draw: (random) => stamped(random, false) },
  {
    name: 'nameplate',
    heldOut: false,
    draw: (random) =>
      nameplate(random, {
        ground: ['#c3c6ca', '#e3e5e7', '#b4b7bb'],
        ink: '#1c1e22',
        font: families.sans,
        labelFont: families.sans,
      }),
  },
  {
    name: 'nameplate-black',
    heldOut: false,
    draw: (random) =>
      nameplate(random, {
        ground: ['#202225', '#2c2f33', '#191a1d'],
        ink: '#e6e8ea',
        font: families.mono,
        labelFont: families.sans,
      }),
  },
  { name: 'strip', heldOut: false, draw: strip },
  { name: 'windscreen', heldOut: false, draw: windscreen },
  { name: 'chassis', heldOut: true, draw: chassis },
  { name: 'needles', heldOut: true, draw: (random) => stamped(random, true) },
  { name: 'sticker', heldOut: true, draw: sticker },
];
