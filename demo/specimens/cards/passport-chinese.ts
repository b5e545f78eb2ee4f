import { type Day, dayOfMonth, monthName } from '../data/dates.ts';
import { chineseName } from '../data/people.ts';
import { allProvinces } from '../data/places.ts';
import { families } from '../fonts.ts';
import { type Drawing, markLine, misprint, mottle, moved, patches, silhouette } from '../parts.ts';
import type { Random } from '../random.ts';
import { gradient, rect, sheet, text } from '../svg.ts';
import { common, dates, type Holder, height, width, zone } from './passport-page.ts';

/** How the page is set. */
export type ChineseStyle = {
  font: string;
  valueFont: string;
  labelSize: number;
  size: number;
  weight: number;
  paper: readonly [string, string];
  label: string;
};

/** The data page of a Chinese passport. */
export function chinese(random: Random, style: ChineseStyle): Drawing {
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

/** Its settings. */
export const chineseStyles = {
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
