import { companyName } from '../data/companies.ts';
import { dayIn, han, hanPlain, iso } from '../data/dates.ts';
import { identityNumber } from '../data/numbers.ts';
import { chineseName, ethnicGroups } from '../data/people.ts';
import { address, place, regionName, street } from '../data/places.ts';
import { type Drawing, type Layout, markBox, markLine } from '../parts.ts';
import type { Random } from '../random.ts';
import { ems, line, lines, text, wrap } from '../svg.ts';
import { type FormStyle, form, formStyles, heldOutStyles, printed } from './form.ts';

/** A page of the register, 143 × 105 mm at about 220 dots per inch. */
const size = { width: 1240, height: 910, radius: 8 };

/** A cell of a table: label (`|` breaks its line) and value side by side; widths in pixels. */
type Cell = readonly [label: string, value: string, labelWidth: number, valueWidth: number];

const left = 60;
const right = 1180;

/** Draws rows of cells, their rules and, apart, their values. */
function table(
  style: FormStyle,
  top: number,
  rowHeight: number,
  rows: readonly (readonly Cell[])[],
): { labels: string; values: string; bottom: number } {
  let labels = '';
  let values = '';
  for (const [r, cells] of rows.entries()) {
    const y = top + r * rowHeight;
    let x = left;
    labels += line(left, y, right, y, style.labelInk, 1.6);
    for (const [label, value, labelWidth, valueWidth] of cells) {
      const broken = label.split('|');
      labels +=
        line(x, y, x, y + rowHeight, style.labelInk, 1.6) +
        line(x + labelWidth, y, x + labelWidth, y + rowHeight, style.labelInk, 1.6) +
        lines(x + labelWidth / 2, y + rowHeight / 2 + 8 - (broken.length - 1) * 14, broken, 28, {
          size: 23,
          font: style.labelFont,
          fill: style.labelInk,
          anchor: 'middle',
          weight: 500,
        });
      const points = Math.min(29, (valueWidth - 16) / Math.max(1, ems(value)) > 22 ? 29 : 22);
      const rows = wrap(value, (valueWidth - 14) / points);
      values += rows
        .map((row, i) =>
          printed(
            style,
            x + labelWidth + 12,
            y + rowHeight / 2 + 10 - (rows.length - 1) * 14 + i * 28,
            row,
            Math.min(points, (valueWidth - 16) / Math.max(1, ems(row))),
            0,
          ),
        )
        .join('');
      x += labelWidth + valueWidth;
    }
  }
  const bottom = top + rows.length * rowHeight;
  labels +=
    line(left, bottom, right, bottom, style.labelInk, 1.6) + line(right, top, right, bottom, style.labelInk, 1.6);
  return { labels, values, bottom };
}

const present = (fields: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

function head(random: Random, style: FormStyle): Drawing {
  const where = place(random);
  const householdType = random.pick(['家庭户', '家庭户', '集体户', '非农业家庭户口', '农业家庭户口', '城镇居民户']);
  const houseHolder = chineseName(random).chinese;
  const householdNumber = random.digits(9);
  const home = address(random, where);
  const issue = dayIn(random, 1998, 2024);
  const undertaker = chineseName(random).chinese;
  const community = random.chance(0.5)
    ? `${random.pick(['云溪', '晴川', '白鹭', '新桥', '南浦', '朝晖'])}${random.pick(['社区', '社区居委会', '村委会'])}`
    : '';
  const locationNumber = community ? where.code + random.digits(6) : '';
  const title = { font: style.labelFont, fill: style.labelInk, anchor: 'middle', weight: 700 } as const;
  const rows: Cell[][] = [
    [
      ['户 别', householdType, 160, 370],
      ['户主姓名', houseHolder, 160, 430],
    ],
    [['户 号', householdNumber, 160, 960]],
    [['住 址', home, 160, 960]],
  ];
  if (community)
    rows.push([
      ['地址编号', locationNumber, 160, 370],
      ['社 区', community, 160, 430],
    ]);
  const grid = table(style, 170, 92, rows);
  const small = { size: 25, font: style.labelFont, fill: style.labelInk, weight: 500 };
  const labels =
    text(620, 116, '居民户口簿', { ...title, size: 54, spacing: 20 }) +
    grid.labels +
    text(120, 612, '省级公安机关', small) +
    text(120, 646, '户口专用章', small) +
    text(640, 612, '户口登记机关', small) +
    text(640, 646, '户口专用章', small) +
    markBox(330, 566, 170, 170) +
    markBox(850, 566, 170, 170) +
    text(120, 800, '承办人签章:', small) +
    text(1000, 800, '签发', small) +
    markLine(60, 868, 26);
  const values = grid.values + printed(style, 280, 802, undertaker, 29) + printed(style, 720, 802, han(issue), 29);
  return form(
    random,
    style,
    size,
    labels,
    values,
    present({
      householdType,
      houseHolder,
      householdNumber,
      address: home,
      community,
      locationNumber,
      undertaker,
      issueDate: iso(issue),
    }),
  );
}

function resident(random: Random, style: FormStyle): Drawing {
  const where = place(random);
  const male = random.chance(0.5);
  const birth = dayIn(random, 1940, 2022);
  const adult = birth.year < 2000;
  const some = (chance: number, value: string): string => (random.chance(chance) ? value : '');
  const fields = {
    name: chineseName(random).chinese,
    relationTo: random.pick(
      male ? ['户主', '子', '夫', '长子', '次子', '孙子'] : ['户主', '女', '妻', '长女', '次女', '孙女'],
    ),
    formerName: some(0.2, chineseName(random).chinese),
    birthPlace: regionName(where),
    nation: random.chance(0.7) ? '汉族' : `${random.pick(ethnicGroups.slice(1))}族`,
    hometown: regionName(place(random)),
    birthday: iso(birth),
    otherAddress: some(0.15, street(random, where)),
    religion: some(0.12, random.pick(['佛教', '道教', '无宗教信仰'])),
    idNumber: identityNumber(random, where.code, birth, male),
    height: some(0.5, `${adult ? random.int(150, 189) : random.int(80, 170)}厘米`),
    bloodType: some(0.5, random.pick(['A型', 'B型', 'O型', 'AB型'])),
    education: adult
      ? random.pick(['大学本科', '大学专科', '高中', '初中', '研究生', '小学'])
      : random.pick(['小学', '']),
    maritalStatus: adult ? random.pick(['已婚', '未婚', '有配偶', '离婚']) : '未婚',
    militaryService: male && adult ? some(0.6, random.pick(['未服兵役', '退出现役', '服预备役'])) : '',
    servicePremises: adult ? some(0.6, companyName(random, where)) : '',
    occupation: adult
      ? random.pick(['职员', '教师', '工程技术人员', '农民', '粮农', '个体经营者', '医师', '不便分类的其他从业人员'])
      : '',
    migrationDate1: some(
      0.5,
      `${hanPlain(dayIn(random, Math.min(2023, birth.year + 1), 2023))}由${regionName(place(random))}迁来`,
    ),
    migrationDate2: some(
      0.5,
      `${hanPlain(dayIn(random, Math.min(2023, birth.year + 1), 2023))}由${street(random, where)}迁来`,
    ),
    householdNumber: some(0.4, random.digits(9)),
    registerDate: iso(dayIn(random, Math.max(1998, birth.year), 2024)),
    undertaker: chineseName(random).chinese,
  };
  const day = (value: string): string => {
    const [year = '', month = '', date = ''] = value.split('-');
    return `${year}年${month}月${date}日`;
  };
  const pair = (a: string, av: string, b: string, bv: string): Cell[] => [
    [a, av, 170, 400],
    [b, bv, 190, 360],
  ];
  const grid = table(style, 132, 66, [
    pair('姓 名', fields.name, '户主或与|户主关系', fields.relationTo),
    pair('曾用名', fields.formerName, '性 别', male ? '男' : '女'),
    pair('出生地', fields.birthPlace, '民 族', fields.nation),
    pair('籍 贯', fields.hometown, '出生日期', day(fields.birthday)),
    [
      ['本市(县)|其他住址', fields.otherAddress, 170, 500],
      ['宗教信仰', fields.religion, 150, 300],
    ],
    [
      ['公民身份|证件编号', fields.idNumber, 170, 420],
      ['身 高', fields.height, 110, 150],
      ['血 型', fields.bloodType, 110, 160],
    ],
    [
      ['文化程度', fields.education, 170, 210],
      ['婚姻状况', fields.maritalStatus, 170, 190],
      ['兵役状况', fields.militaryService, 170, 210],
    ],
    [
      ['服务处所', fields.servicePremises, 170, 450],
      ['职 业', fields.occupation, 130, 370],
    ],
    [['何时由何地|迁来本市(县)', fields.migrationDate1, 240, 880]],
    [['何时由何地|迁来本址', fields.migrationDate2, 240, 880]],
  ]);
  const small = { size: 24, font: style.labelFont, fill: style.labelInk, weight: 500 };
  const labels =
    text(620, 88, '常住人口登记卡', {
      size: 46,
      font: style.labelFont,
      fill: style.labelInk,
      weight: 700,
      anchor: 'middle',
      spacing: 12,
    }) +
    grid.labels +
    (fields.householdNumber ? text(900, 116, '户号', small) : '') +
    text(80, 850, '承办人签章:', small) +
    text(660, 850, '登记日期:', small) +
    markLine(1180, 892, 22, '#b3342d', 'end') +
    markBox(330, 806, 120, 84);
  const values =
    grid.values +
    (fields.householdNumber ? printed(style, 966, 117, fields.householdNumber, 26) : '') +
    printed(style, 220, 852, fields.undertaker, 28, 0) +
    printed(style, 790, 852, day(fields.registerDate), 28, 0);
  return form(random, style, size, labels, values, present(fields));
}

const layouts = (draw: (random: Random, style: FormStyle) => Drawing): readonly Layout[] =>
  Object.entries(formStyles).map(([name, style]) => ({
    name,
    heldOut: heldOutStyles.includes(name),
    draw: (random) => draw(random, style),
  }));

/** The first page of a household register. */
export const householdHead = layouts(head);
/** A resident's page. */
export const householdResident = layouts(resident);
