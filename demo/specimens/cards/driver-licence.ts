import { compact, dayIn, iso, yearsLater } from '../data/dates.ts';
import { identityNumber } from '../data/numbers.ts';
import { chineseName } from '../data/people.ts';
import { address, place } from '../data/places.ts';
import { type Drawing, type Layout, markBox, markLine, silhouette } from '../parts.ts';
import type { Random } from '../random.ts';
import { text, wrap } from '../svg.ts';
import { bars, type FormStyle, form, formStyles, heldOutStyles, printed, ruled } from './form.ts';

/** 88 × 60 mm at 300 dots per inch. */
const size = { width: 1040, height: 709, radius: 26 };
const classes = ['C1', 'C1', 'C1', 'C2', 'C1D', 'B2', 'A2', 'C1E', 'A1A2', 'B1B2', 'C2F'];

function front(random: Random, style: FormStyle, old: boolean): Drawing {
  const where = place(random);
  const birth = dayIn(random, 1956, 2004);
  const male = random.chance(0.6);
  const number = identityNumber(random, where.code, birth, male);
  const name = chineseName(random).chinese;
  const home = address(random, where);
  const first = dayIn(random, Math.max(birth.year + 18, 1988), 2023);
  const start = random.chance(0.5) && first.year > 2004 ? first : yearsLater(first, first.year + 6 > 2024 ? 0 : 6);
  const years = random.pick([6, 10, 0]);
  const until = years === 0 && !old ? '长期' : iso(yearsLater(start, years || 6));
  const kind = random.pick(classes);
  const title = { font: style.labelFont, fill: style.labelInk, anchor: 'middle' } as const;
  const tag = (x: number, y: number, zh: string, en: string, from: number, to: number): string =>
    ruled(style, x, y, zh, en, from, to);
  const labels =
    text(520, 66, '中华人民共和国机动车驾驶证', { ...title, size: 40, weight: 700, spacing: 6 }) +
    text(520, 96, "Driving License of the People's Republic of China", { ...title, size: 20 }) +
    text(300, 152, '证号', { ...title, size: 25, weight: 500 }) +
    text(372, 152, 'License No.', { ...title, size: 17 }) +
    tag(48, 212, '姓名', 'Name', 130, 490) +
    tag(510, 212, '性别', 'Sex', 580, 680) +
    tag(700, 212, '国籍', 'Nationality', 800, 990) +
    tag(48, 282, '住址', 'Address', 130, 990) +
    tag(48, 344, '', '', 130, 990) +
    markBox(56, 384, 214, 214) +
    tag(300, 420, '出生日期', 'Date of Birth', 440, 720) +
    tag(300, 488, '初次领证日期', 'Date of First Issue', 470, 720) +
    tag(300, 556, '准驾车型', 'Class', 440, 720) +
    silhouette(752, 376, 222, 276) +
    (old
      ? tag(48, 652, '有效起始日期', 'Valid From', 210, 430) + tag(450, 652, '有效期限', 'Valid For', 570, 720)
      : tag(48, 652, '有效期限', 'Valid Period', 180, 720));
  const rows = wrap(home, 24);
  const values =
    printed(style, 440, 154, number, 32, 2) +
    printed(style, 150, 212, name) +
    printed(style, 600, 212, male ? '男' : '女') +
    printed(style, 820, 212, '中国') +
    rows.map((row, i) => printed(style, 150, 282 + i * 62, row)).join('') +
    printed(style, 460, 420, iso(birth)) +
    printed(style, 490, 488, iso(first)) +
    printed(style, 460, 556, kind, 32) +
    (old
      ? printed(style, 222, 652, iso(start), 29) + printed(style, 590, 652, `${years || 6}年`, 29)
      : printed(style, 200, 652, `${iso(start)} 至 ${until}`));
  return form(random, style, size, labels, values, {
    name,
    number,
    address: home,
    vehicleType: kind,
    validStartDate: iso(start),
    ...(old ? {} : { validEndDate: until === '长期' ? 'long-term' : until }),
  });
}

function back(random: Random, style: FormStyle): Drawing {
  const where = place(random);
  const birth = dayIn(random, 1956, 2004);
  const number = identityNumber(random, where.code, birth, random.chance(0.6));
  const name = chineseName(random).chinese;
  const archiveNum = `${where.code.slice(0, 4)}${random.digits(8)}`;
  const record = random.pick([
    ['请于每个记分周期结束后三十日内接受', '审验。无记分的,免予本次审验。'],
    [`自${iso(dayIn(random, 2015, 2024))}至${iso(dayIn(random, 2025, 2034))}有效,换证。`],
    ['实习期至2019年05月12日', '请于每两年提交身体条件证明。'],
    [],
  ]);
  const title = { font: style.labelFont, fill: style.labelInk, anchor: 'middle' } as const;
  const labels =
    text(520, 76, '中华人民共和国机动车驾驶证副页', { ...title, size: 38, weight: 700, spacing: 4 }) +
    text(520, 108, "Duplicate of Driving License of the People's Republic of China", { ...title, size: 17 }) +
    ruled(style, 60, 180, '证号', 'License No.', 160, 980) +
    ruled(style, 60, 256, '姓名', 'Name', 140, 420) +
    ruled(style, 450, 256, '档案编号', 'File No.', 570, 980) +
    ruled(style, 60, 332, '记录', 'Record', 0, 0) +
    `<rect x="140" y="296" width="840" height="260" fill="none" stroke="${style.labelInk}" stroke-width="1.2"/>` +
    bars(random, 240, 590, 560, 66) +
    markLine(980, 690, 22, '#b3342d', 'end') +
    text(240, 682, `*${compact(birth)}${random.digits(5)}*`, { size: 20, font: style.labelFont, fill: style.labelInk });
  const values =
    printed(style, 180, 180, number, 32, 2) +
    printed(style, 160, 256, name) +
    printed(style, 586, 256, archiveNum, 32, 2) +
    record.map((row, i) => printed(style, 164, 342 + i * 48, row, 28)).join('');
  return form(random, style, size, labels, values, { archiveNum });
}

const styles = Object.entries(formStyles);

/** The main page of a driver's licence; `…-old` is the setting with a start and a number of years. */
export const driverLicenceFront: readonly Layout[] = [
  ...styles.map(([name, style]) => ({
    name,
    heldOut: heldOutStyles.includes(name),
    draw: (random: Random) => front(random, style, false),
  })),
  { name: 'standard-old', heldOut: false, draw: (random) => front(random, formStyles.standard, true) },
];

/** Its second page. */
export const driverLicenceBack: readonly Layout[] = styles.map(([name, style]) => ({
  name,
  heldOut: heldOutStyles.includes(name),
  draw: (random) => back(random, style),
}));
