import { type Day, dayBefore, dayIn, dayOfMonth, iso, monthName, yearsLater } from '../data/dates.ts';
import { chineseName, westernName } from '../data/people.ts';
import { allProvinces } from '../data/places.ts';
import { families } from '../fonts.ts';
import { type Drawing, type Layout, markLine, misprint, mottle, moved, patches, silhouette } from '../parts.ts';
import type { Random } from '../random.ts';
import { gradient, line, pitched, rect, sheet, text } from '../svg.ts';
import { type PassportLook, passportLooks, type Slot } from './passport-looks.ts';
import { type Holder, machineReadable } from './passport-page.ts';

/** A TD3 page (125 × 88 mm) at 300 dots per inch. */
const width = 1476;
const height = 1040;

function zone(holder: Holder): { svg: string; line0: string; line1: string } {
  const { line0, line1 } = machineReadable(holder);
  const style = { size: 52, font: families.ocrB, fill: '#141414' };
  return { svg: pitched(66, 892, line0, 30.5, style) + pitched(66, 966, line1, 30.5, style), line0, line1 };
}

function dates(random: Random): { birth: Day; issue: Day; expiry: Day } {
  const birth = dayIn(random, 1948, 2004);
  const issue = dayIn(random, 2014, 2025);
  const expiry = yearsLater(issue, 10);
  return { birth, issue, expiry: random.chance(0.6) ? dayBefore(expiry) : expiry };
}

const common = (holder: Holder, machine: { line0: string; line1: string }): Record<string, unknown> => ({
  type: 'P',
  srcCountry: holder.code,
  personId: holder.number,
  surname: holder.surname,
  givenName: holder.given,
  name: `${holder.surname} ${holder.given}`,
  birthDate: iso(holder.birth),
  birthDay: iso(holder.birth),
  issueDate: iso(holder.issue),
  expireDate: iso(holder.expiry),
  expireDay: iso(holder.expiry),
  line0: machine.line0,
  line1: machine.line1,
});

type ChineseStyle = {
  font: string;
  valueFont: string;
  labelSize: number;
  size: number;
  weight: number;
  paper: readonly [string, string];
  label: string;
};

function chinese(random: Random, style: ChineseStyle): Drawing {
  const name = chineseName(random);
  const province = random.pick(allProvinces);
  const issuer = random.chance(0.7) ? province : random.pick(allProvinces);
  const holder: Holder = {
    code: 'CHN',
    nationality: 'CHN',
    surname: name.surname,
    given: name.given,
    male: random.chance(0.5),
    number: random.pick(['E', 'G', 'EA', 'EB', 'EJ']).padEnd(1) + random.digits(8),
    ...dates(random),
    optional: '',
  };
  holder.number = holder.number.slice(0, 9);
  if (random.chance(0.6)) holder.optional = `${random.letters(2, 'LMNO')}${random.letters(8, 'ABCDEFGHIJKLMNOP')}A9`;
  const machine = zone(holder);
  const label = (x: number, y: number, content: string): string =>
    text(x, y, content, { size: style.labelSize, font: style.font, fill: style.label, weight: 500 });
  const value = (x: number, y: number, content: string, size = style.size): string =>
    text(x, y, content, { size, font: style.valueFont, weight: style.weight, fill: '#17181b', spacing: 1 });
  const date = (day: Day): string => `${dayOfMonth(day)} ${day.month}月/${monthName(day)} ${day.year}`;
  const shift = misprint(random, 3);
  const authority =
    issuer === province || random.chance(0.5) ? '公安部出入境管理局' : `${issuer.short}公安厅出入境管理局`;
  const body =
    rect(0, 0, width, height, 'url(#paper)') +
    mottle(random, width, height, 0.4) +
    text(70, 84, '护照', { size: 50, font: families.serif, weight: 700, fill: '#6a3d46' }) +
    text(70, 122, 'PASSPORT', { size: 26, font: families.sans, weight: 600, fill: '#6a3d46' }) +
    markLine(1400, 64, 26, '#b3342d', 'end') +
    silhouette(74, 196, 372, 500) +
    label(500, 98, '类型/Type') +
    label(664, 98, '国家码/Country Code') +
    label(1000, 98, '护照号/Passport No.') +
    label(500, 188, '姓名/Name') +
    label(500, 326, '性别/Sex') +
    label(664, 326, '国籍/Nationality') +
    label(1000, 326, '出生日期/Date of birth') +
    label(500, 416, '出生地点/Place of birth') +
    label(1000, 416, '签发日期/Date of issue') +
    label(500, 506, '签发地点/Place of issue') +
    label(1000, 506, '有效期至/Date of expiry') +
    label(500, 596, '签发机关/Authority') +
    label(500, 720, "持照人签名/Bearer's signature") +
    moved(
      shift.dx,
      shift.dy,
      value(500, 142, 'P') +
        value(664, 142, 'CHN') +
        value(1000, 142, holder.number, style.size + 4) +
        value(500, 236, name.chinese, style.size + 2) +
        value(500, 282, `${holder.surname}, ${holder.given}`) +
        value(500, 370, holder.male ? '男/M' : '女/F') +
        value(664, 370, '中国/CHINESE') +
        value(1000, 370, date(holder.birth)) +
        value(500, 460, `${province.short}/${province.latin}`) +
        value(1000, 460, date(holder.issue)) +
        value(500, 550, `${issuer.short}/${issuer.latin}`) +
        value(1000, 550, date(holder.expiry)) +
        value(500, 640, authority) +
        value(500, 678, 'MPS Exit & Entry Administration', style.size - 6),
    ) +
    machine.svg;
  return {
    width,
    height,
    svg: sheet(
      width,
      height,
      body,
      gradient('paper', style.paper, 40) + patches(['#f0cdd3', '#cfe0ee', '#e7e3b8', '#ffffff']),
      30,
    ),
    fields: {
      ...common(holder, machine),
      cnName: name.chinese,
      cnNameRaw: name.chinese,
      birthPlace: province.latin,
      birthPlaceRaw: `${province.short}/${province.latin}`,
      issuePlace: issuer.latin,
      issuePlaceRaw: `${issuer.short}/${issuer.latin}`,
      authority,
    },
  };
}

const towns = [
  'ZENITH',
  'NORTHAVEN',
  'PORT ELARA',
  'SAINT CORVIN',
  'EASTMERE',
  'LAKE DORIAN',
  'VALDORA',
  'GRIMWOLD',
  'OSTERHOLM',
  'KINGSFORD',
];
const authorities = [
  'PASSPORT OFFICE',
  'FOREIGN MINISTRY',
  'PASSPORT SERVICE',
  'IMMIGRATION SERVICE',
  'CITY OF ZENITH',
  'PASSPORT BUREAU',
];
const nationalities: Readonly<Record<string, string>> = {
  UTO: 'UTOPIAN',
  USA: 'UNITED STATES OF AMERICA',
  CAN: 'CANADIAN',
  PHL: 'FILIPINO',
  GBR: 'BRITISH CITIZEN',
  IRL: 'IRISH',
  NLD: 'NEDERLANDSE',
  FRA: 'FRANÇAISE',
  D: 'DEUTSCH',
  AUT: 'ÖSTERREICH',
  CHE: 'SCHWEIZ',
  JPN: 'JAPAN',
  AUS: 'AUSTRALIAN',
  SGP: 'SINGAPORE CITIZEN',
  NZL: 'NEW ZEALAND',
  SWE: 'SVENSK',
};

function foreign(random: Random, look: PassportLook): Drawing {
  const code = random.pick(look.codes);
  const person = westernName(random);
  const holder: Holder = {
    code,
    nationality: code,
    surname: person.surname,
    given: person.given,
    male: random.chance(0.5),
    number: random.chance(0.5) ? random.digits(9) : random.letters(2, 'ABCDEFGHKLMNPRSTXYZ') + random.digits(7),
    ...dates(random),
    optional: random.chance(0.25) ? `ZE${random.digits(6)}B` : '',
  };
  const machine = zone(holder);
  const birthPlace = random.pick(towns);
  const authority = random.pick(authorities);
  const shift = misprint(random, 3);
  const at = (x: number, y: number, slot: Slot, content: string): string =>
    text(x, y, look.labels[slot], { size: look.labelSize, font: look.labelFont, fill: look.labelInk }) +
    moved(
      shift.dx,
      shift.dy,
      text(x, y + 42, content, { size: look.size, font: look.font, weight: look.weight, fill: look.ink, spacing: 1 }),
    );
  const body =
    rect(0, 0, width, height, 'url(#paper)') +
    mottle(random, width, height, 0.4) +
    text(70, 84, look.heading(code), { size: 38, font: look.labelFont, weight: 700, fill: look.labelInk }) +
    markLine(1406, 74, 26, '#b3342d', 'end') +
    silhouette(74, 190, 372, 490) +
    at(500, 140, 'type', 'P') +
    at(700, 140, 'code', code) +
    at(1010, 140, 'number', holder.number) +
    at(500, 236, 'surname', holder.surname) +
    at(500, 332, 'given', holder.given) +
    at(500, 428, 'nationality', nationalities[code] ?? code) +
    at(500, 524, 'birth', look.date(holder.birth)) +
    at(880, 524, 'sex', holder.male ? 'M' : 'F') +
    (holder.optional ? at(1070, 524, 'personal', holder.optional) : '') +
    at(500, 620, 'birthPlace', birthPlace) +
    at(960, 620, 'authority', authority) +
    at(500, 716, 'issue', look.date(holder.issue)) +
    at(960, 716, 'expiry', look.date(holder.expiry)) +
    machine.svg;
  return {
    width,
    height,
    svg: sheet(
      width,
      height,
      body,
      gradient('paper', look.paper, 30) + patches(['#dfe6c8', '#c8dcec', '#f0d6cf', '#ffffff']),
      30,
    ),
    fields: { ...common(holder, machine), birthPlace, birthPlaceRaw: birthPlace, authority },
  };
}

/** The data page as the lower half of an open booklet. */
function open(random: Random, page: Drawing): Drawing {
  const rows = Array.from({ length: random.int(5, 9) }, (_, i) =>
    line(150, 300 + i * 80, width - 150, 300 + i * 80, '#b9aeb2', 2),
  );
  const inside = page.svg.slice(page.svg.indexOf('>') + 1, page.svg.lastIndexOf('</svg>'));
  const upper =
    rect(0, 0, width, height, '#f3eee9') +
    text(width / 2, 160, '备 注  OBSERVATIONS', { size: 40, font: families.serif, fill: '#7a5a60', anchor: 'middle' }) +
    rows.join('') +
    markLine(width / 2, 980, 40, '#b3342d', 'middle');
  const fold = rect(0, height - 60, width, 120, 'url(#fold)');
  const defs =
    '<linearGradient id="fold" x2="0" y2="1"><stop stop-color="#000" stop-opacity="0"/><stop offset="0.5" stop-color="#000" stop-opacity="0.35"/><stop offset="1" stop-color="#000" stop-opacity="0"/></linearGradient>';
  const body = `${upper}<g transform="translate(0 ${height})">${inside}</g>${fold}`;
  return {
    ...page,
    height: height * 2,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height * 2}"><defs>${defs}</defs>${body}</svg>`,
  };
}

const chineseStyles = {
  chinese: {
    font: families.sans,
    valueFont: families.sans,
    labelSize: 19,
    size: 33,
    weight: 500,
    paper: ['#f5e6e6', '#e6eef3'],
    label: '#70525c',
  },
  'chinese-serif': {
    font: families.serif,
    valueFont: families.serif,
    labelSize: 19,
    size: 33,
    weight: 500,
    paper: ['#eef0e2', '#f3e7ee'],
    label: '#5a6270',
  },
  'chinese-song': {
    font: families.song,
    valueFont: families.song,
    labelSize: 21,
    size: 36,
    weight: 400,
    paper: ['#f4ece0', '#e8ecf6'],
    label: '#6b4a4a',
  },
} satisfies Readonly<Record<string, ChineseStyle>>;

/** Passports' data pages (TD3): the Chinese one in three settings, and others with Latin labels. */
export const passport: readonly Layout[] = [
  ...Object.entries(chineseStyles).map(([name, style]) => ({
    name,
    heldOut: name === 'chinese-song',
    draw: (random: Random) => chinese(random, style),
  })),
  ...passportLooks.map((look) => ({
    name: look.name,
    heldOut: look.heldOut,
    draw: (random: Random) => foreign(random, look),
  })),
  {
    name: 'chinese-open',
    heldOut: false,
    draw: (random) => open(random, chinese(random, chineseStyles.chinese)),
  },
];
