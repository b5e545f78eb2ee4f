import { dayIn, dotted, iso, yearsLater } from '../data/dates.ts';
import { identityNumber } from '../data/numbers.ts';
import { chineseName, dottedName, ethnicGroups } from '../data/people.ts';
import { address, place, policeOf } from '../data/places.ts';
import { families } from '../fonts.ts';
import { type Drawing, type Layout, markBox, misprint, mottle, moved, patches, silhouette } from '../parts.ts';
import type { Random } from '../random.ts';
import { gradient, pitched, rect, sheet, text, wrap } from '../svg.ts';

/** ID-1 at 300 dots per inch. */
const width = 1012;
const height = 638;

type Look = {
  font: string;
  weight: number;
  numberFont: string;
  label: string;
  ink: string;
  paper: readonly string[];
  size: number;
};

const looks = {
  standard: {
    font: families.sans,
    weight: 500,
    numberFont: families.ocrB,
    label: '#3d7fb5',
    ink: '#20211f',
    paper: ['#e9f1f3', '#f3e9ee', '#e3eff1'],
    size: 37,
  },
  bold: {
    font: families.sans,
    weight: 700,
    numberFont: families.sans,
    label: '#2f6aa8',
    ink: '#111',
    paper: ['#dcebef', '#efe3ea', '#e6f0ea'],
    size: 38,
  },
  worn: {
    font: families.sans,
    weight: 400,
    numberFont: families.ocrB,
    label: '#7fa3bb',
    ink: '#4d4f4f',
    paper: ['#e9e7dd', '#efe9e0', '#e2e6e2'],
    size: 36,
  },
  song: {
    font: families.serif,
    weight: 600,
    numberFont: families.latin,
    label: '#4a7fa0',
    ink: '#1d1d22',
    paper: ['#e4eef4', '#f1ecea', '#dfeaf1'],
    size: 37,
  },
  light: {
    font: families.song,
    weight: 400,
    numberFont: families.ocrB,
    label: '#56768f',
    ink: '#15151a',
    paper: ['#eef2f0', '#eee6ea', '#e8eef4'],
    size: 39,
  },
} satisfies Readonly<Record<string, Look>>;

const paper = (random: Random, _look: Look): string =>
  rect(0, 0, width, height, 'url(#paper)') + mottle(random, width, height);

const defs = (look: Look): string =>
  gradient('paper', look.paper, 25) + patches(['#b9dbe8', '#f3cfda', '#cfe6c6', '#ffffff']);

function front(random: Random, look: Look): Drawing {
  const where = place(random);
  const male = random.chance(0.5);
  const birth = dayIn(random, 1946, 2012);
  const group = random.chance(0.6) ? '汉' : random.pick(ethnicGroups);
  const name = group !== '汉' && random.chance(0.3) ? dottedName(random) : chineseName(random).chinese;
  const home = address(random, where);
  const number = identityNumber(random, where.code, birth, male);

  const { size, label, font, weight, ink } = look;
  const tag = (x: number, y: number, content: string): string =>
    text(x, y, content, { size: 29, fill: label, font: look.font, weight: 500 });
  const value = (x: number, y: number, content: string, extra = 0): string =>
    text(x, y, content, { size, fill: ink, font, weight, spacing: extra });
  const printed =
    value(184, 104, name, name.length < 4 ? 10 : 2) +
    value(184, 182, male ? '男' : '女') +
    value(400, 182, group) +
    value(184, 259, String(birth.year)) +
    value(330 + (birth.month < 10 ? 12 : 0), 259, String(birth.month)) +
    value(421 + (birth.day < 10 ? 12 : 0), 259, String(birth.day)) +
    wrap(home, 11.3)
      .map((row, i) => value(184, 337 + i * 50, row, 1))
      .join('') +
    pitched(340, 570, number, 32.4, {
      size: 43,
      font: look.numberFont,
      weight: look.numberFont === families.ocrB ? 400 : weight,
      fill: ink,
    });
  const shift = misprint(random, 4);
  const body =
    paper(random, look) +
    tag(78, 102, '姓 名') +
    tag(78, 180, '性 别') +
    tag(294, 180, '民 族') +
    tag(78, 257, '出 生') +
    tag(285, 257, '年') +
    tag(378, 257, '月') +
    tag(472, 257, '日') +
    tag(78, 335, '住 址') +
    tag(78, 567, '公民身份号码') +
    moved(shift.dx, shift.dy, printed) +
    silhouette(644, 92, 288, 368);
  return {
    width,
    height,
    svg: sheet(width, height, body, defs(look), 38),
    fields: { name, nationality: group, number, birth: iso(birth), address: home },
  };
}

function back(random: Random, look: Look): Drawing {
  const authority = policeOf(place(random));
  const start = dayIn(random, 2006, 2025);
  const years = random.pick([5, 10, 20, 0]);
  const until = years === 0 ? '长期' : dotted(yearsLater(start, years));
  const style = { size: 34, fill: look.ink, font: look.font, weight: look.weight };
  const tag = { size: 30, fill: look.label === '#3d7fb5' ? '#20211f' : look.label, font: look.font, weight: 500 };
  const title = {
    font: look.font === families.sans ? families.serif : look.font,
    fill: '#23262a',
    weight: 700,
    anchor: 'middle',
  } as const;
  const shift = misprint(random, 4);
  const body =
    paper(random, look) +
    markBox(70, 62, 176, 190) +
    text(610, 140, '中华人民共和国', { ...title, size: 58, spacing: 10 }) +
    text(610, 248, '居民身份证', { ...title, size: 84, spacing: 18 }) +
    text(296, 498, '签发机关', tag) +
    text(296, 570, '有效期限', tag) +
    moved(
      shift.dx,
      shift.dy,
      text(452, 498, authority, style) + text(452, 570, `${dotted(start)}-${until}`, { ...style, spacing: 1 }),
    );
  return {
    width,
    height,
    svg: sheet(width, height, body, defs(look), 38),
    fields: { authority, startDate: iso(start), endDate: years === 0 ? 'long-term' : iso(yearsLater(start, years)) },
  };
}

/** A black-and-white copy on office paper. */
function photocopy({ svg, fields }: Drawing): Drawing {
  const [w, h] = [width + 220, height + 260];
  const inside = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'));
  const grey =
    '<filter id="grey"><feColorMatrix type="saturate" values="0"/><feComponentTransfer><feFuncR type="linear" slope="1.35" intercept="-0.2"/><feFuncG type="linear" slope="1.35" intercept="-0.2"/><feFuncB type="linear" slope="1.35" intercept="-0.2"/></feComponentTransfer></filter>';
  return {
    width: w,
    height: h,
    fields,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><defs>${grey}</defs>${rect(0, 0, w, h, '#f6f6f4')}<g transform="translate(110 120)" filter="url(#grey)">${inside}</g></svg>`,
  };
}

const heldOut = ['song', 'light'];
const layouts = (draw: (random: Random, look: Look) => Drawing): readonly Layout[] => [
  ...Object.entries(looks).map(([name, look]) => ({
    name,
    heldOut: heldOut.includes(name),
    draw: (random: Random) => draw(random, look),
  })),
  { name: 'photocopy', heldOut: true, draw: (random) => photocopy(draw(random, looks.standard)) },
];

/** The portrait side of the second-generation resident identity card. */
export const idCardFront = layouts(front);
/** The emblem side. */
export const idCardBack = layouts(back);
