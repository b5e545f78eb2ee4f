import { luhnNumber } from '../data/numbers.ts';
import { chineseName } from '../data/people.ts';
import { families } from '../fonts.ts';
import { type Drawing, type Layout, markLine, mottle, patches } from '../parts.ts';
import type { Random } from '../random.ts';
import { inked, strokes } from '../strokes.ts';
import { gradient, pitched, rect, sheet, text } from '../svg.ts';

const width = 1012;
const height = 638;

const banks: readonly [string, string][] = [
  ['示例银行', 'SPECIMEN BANK'],
  ['云溪银行', 'YUNXI BANK'],
  ['青禾商业银行', 'QINGHE COMMERCIAL BANK'],
  ['晴川农村信用社', 'QINGCHUAN CREDIT UNION'],
  ['望舒银行', 'WANGSHU BANK'],
];
const products = ['借记卡 DEBIT', '储蓄卡', '信用卡 CREDIT', '金卡 GOLD', '白金卡 PLATINUM', '工资卡'];
const dark: readonly [string, string][] = [
  ['#0d2a5c', '#2b6cb3'],
  ['#5a0f1e', '#b32738'],
  ['#12372e', '#2f8a6a'],
  ['#1c1c20', '#565a66'],
  ['#3a1d58', '#8050a8'],
  ['#7a4a10', '#c89a3c'],
];
const light: readonly [string, string][] = [
  ['#e8edf2', '#c2cfdc'],
  ['#f2e7d2', '#d9c39a'],
  ['#e6f1ea', '#b7d6c5'],
  ['#f6f6f8', '#d5d6dc'],
];

/** Prefixes of the length given: the first digits tell the scheme, what follows is random. */
function cardNumber(random: Random): string {
  const length = random.pick([16, 16, 19, 19, 19, 17, 18]);
  const prefix = length === 16 ? random.pick(['62', '62', '4', '51', '53', '35']) : '62';
  return luhnNumber(random, prefix, length);
}

/** As printed: fours, and the rest of a long number either as a last short group or all in one block after six. */
function grouped(random: Random, number: string): string {
  if (number.length === 19 && random.chance(0.35)) return `${number.slice(0, 6)} ${number.slice(6)}`;
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}

type Look = {
  number: 'embossed' | 'flat' | 'silver';
  font: string;
  pale: boolean;
  y: number;
  upright?: boolean;
  art?: 'circles' | 'stripes' | 'skyline';
};

const looks: Readonly<Record<string, Look>> = {
  embossed: { number: 'embossed', font: families.sans, pale: false, y: 392 },
  'embossed-silver': { number: 'silver', font: families.sans, pale: false, y: 400 },
  flat: { number: 'flat', font: families.ocrB, pale: false, y: 396 },
  'flat-pale': { number: 'flat', font: families.sans, pale: true, y: 420 },
  'embossed-pale': { number: 'embossed', font: families.sans, pale: true, y: 386 },
  'flat-light': { number: 'flat', font: families.latin, pale: true, y: 560 },
  upright: { number: 'flat', font: families.ocrB, pale: false, y: 560, upright: true },
  circles: { number: 'flat', font: families.latin, pale: false, y: 408, art: 'circles' },
  skyline: { number: 'silver', font: families.sans, pale: false, y: 410, art: 'skyline' },
  stripes: { number: 'flat', font: families.mono, pale: true, y: 400, art: 'stripes' },
};

const waves = (random: Random, w: number, h: number): string =>
  [0, 1, 2]
    .map((i) => {
      const y0 = random.between(0, h);
      return `<path d="M0 ${y0.toFixed(0)}C${w * 0.3} ${(y0 - 220).toFixed(0)} ${w * 0.6} ${(y0 + 260).toFixed(0)} ${w} ${(y0 - 60 * i).toFixed(0)}V${h}H0Z" fill="#fff" opacity="0.06"/>`;
    })
    .join('');

/** Pictures that cards bear under their print. */
const arts = {
  circles: (random: Random, w: number, h: number): string =>
    Array.from(
      { length: 14 },
      () =>
        `<circle cx="${random.int(0, w)}" cy="${random.int(0, h)}" r="${random.int(30, 190)}" fill="${random.pick(['#fff', '#000', '#f3c13a', '#4fc3f7'])}" opacity="${random.between(0.05, 0.2).toFixed(2)}"/>`,
    ).join(''),
  stripes: (random: Random, w: number, h: number, ink: string): string => {
    const gap = random.int(14, 40);
    return Array.from(
      { length: Math.ceil((w + h) / gap) },
      (_, i) => `<path d="M${i * gap} 0l${-h} ${h}" stroke="${ink}" stroke-width="${gap / 3}" opacity="0.07"/>`,
    ).join('');
  },
  skyline: (random: Random, w: number, h: number): string => {
    let out = '';
    for (let x = 0; x < w; ) {
      const wide = random.int(30, 110);
      const high = random.int(80, 330);
      out += rect(x, h - high, wide, high, '#ffffff', `opacity="${random.between(0.06, 0.16).toFixed(2)}"`);
      x += wide + random.int(0, 12);
    }
    return out;
  },
};

function embossed(x: number, y: number, content: string, advance: number, foil: string): string {
  const paths = strokes(x, y, content, { height: 56, advance, width: 30, pen: 7, face: 'raised' });
  return inked(paths, '#000', 3, 4, 0.45) + inked(paths, '#fff', -2, -2.5, 0.55) + inked(paths, foil);
}

function draw(random: Random, look: Look): Drawing {
  const w = look.upright ? height : width;
  const h = look.upright ? width : height;
  const number = cardNumber(random);
  const shown = grouped(random, number);
  const [bank, latin] = random.pick(banks);
  const base = random.pick(look.pale ? light : dark);
  const ink = look.pale ? '#22252c' : '#f4f4f2';
  const valid = `${String(random.int(1, 12)).padStart(2, '0')}/${random.int(26, 38)}`;
  const person = chineseName(random);
  const foil = look.number === 'silver' ? 'url(#foil)' : look.pale ? base[1] : base[1];
  const advance = Math.min(46, (w - 130) / shown.length);
  const x = look.upright ? 60 : 70;
  const numberSvg = look.upright
    ? (shown
        .match(/.{1,10}/g)
        ?.map((row, i) => pitched(x, 520 + i * 84, row.trim(), 44, { size: 60, font: look.font, fill: ink }))
        .join('') ?? '')
    : look.number === 'flat'
      ? pitched(x, look.y, shown, advance * (look.y > 500 ? 0.78 : 1), {
          size: look.y > 500 ? 46 : 56,
          font: look.font,
          weight: 500,
          fill: ink,
        })
      : embossed(x, look.y - 50, shown, advance, foil);
  const background = look.art ? arts[look.art](random, w, h, ink) : waves(random, w, h);
  const chipY = look.upright ? 230 : 216;
  const chip =
    `<rect x="86" y="${chipY}" width="116" height="90" rx="14" fill="url(#chip)" stroke="#7a6a3a" stroke-width="2"/>` +
    `<path d="M86 ${chipY + 30}H128V${chipY + 90}M202 ${chipY + 30}H160V${chipY}M86 ${chipY + 60}H128M202 ${chipY + 60}H160V${chipY + 90}" fill="none" stroke="#7a6a3a" stroke-width="2"/>`;
  const small = { size: 26, fill: ink, font: families.sans };
  const raisedSmall = (px: number, py: number, content: string): string =>
    look.number === 'flat'
      ? text(px, py, content, { ...small, size: 30, font: look.font })
      : inked(
          strokes(px, py - 30, content, { height: 30, advance: 22, width: 15, pen: 4 }),
          foil === 'url(#foil)' ? '#eceef0' : ink,
          0,
          0,
          0.9,
        );
  const body =
    rect(0, 0, w, h, 'url(#base)') +
    background +
    mottle(random, w, h, 0.16) +
    text(70, 96, bank, { size: 48, weight: 700, fill: ink, spacing: 4 }) +
    text(70, 138, latin, { size: 24, fill: ink, spacing: 2 }) +
    text(w - 60, look.upright ? 180 : 96, random.pick(products), { size: 28, fill: ink, anchor: 'end' }) +
    markLine(w - 60, h - 40, 26, look.pale ? '#b3342d' : '#ffd7c9', 'end') +
    (random.chance(0.85) ? chip : '') +
    numberSvg +
    (look.y > 500 && !look.upright
      ? ''
      : text(x + (look.upright ? 0 : 240), look.upright ? 800 : 470, '有效期 VALID THRU', { ...small, size: 18 }) +
        raisedSmall(x + (look.upright ? 0 : 430), look.upright ? 850 : 476, valid)) +
    (random.chance(0.6) && !look.upright && look.y < 500
      ? raisedSmall(x, 560, `${person.given} ${person.surname}`)
      : '');
  const defs =
    gradient('base', base, random.int(0, 90)) +
    gradient('chip', ['#d9c27a', '#f3e6b0', '#c2a75a'], 30) +
    gradient('foil', ['#f6f7f8', '#b9bec6', '#eef0f2'], 90) +
    patches(['#ffffff', '#000000', '#ffffff', '#000000']);
  return { width: w, height: h, svg: sheet(w, h, body, defs, 40), fields: { bankCardNum: number } };
}

const heldOut = ['embossed-pale', 'flat-light', 'upright', 'stripes'];

/** Bank cards of fictional banks, without any scheme's mark: raised, printed, and upright ones. */
export const bankCard: readonly Layout[] = Object.entries(looks).map(([name, look]) => ({
  name,
  heldOut: heldOut.includes(name),
  draw: (random) => draw(random, look),
}));
