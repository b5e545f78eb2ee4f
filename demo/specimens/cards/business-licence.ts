import { capital as capitalText, shopName } from '../data/companies.ts';
import { han, hanPlain, iso } from '../data/dates.ts';
import { creditCode, organisationCode, registrationNumber } from '../data/numbers.ts';
import { families } from '../fonts.ts';
import { type Drawing, type Layout, markLine, mottle } from '../parts.ts';
import type { Random } from '../random.ts';
import { rect, sheet, text } from '../svg.ts';
import { border, column, defs, issueOf, type LicenceStyle, type Row, registrar, term } from './business-licence-art.ts';
import { licence, licenceFields } from './business-licence-data.ts';
import { matrix } from './form.ts';

function portrait(random: Random, style: LicenceStyle): Drawing {
  const [w, h] = [1240, 1754];
  const paper = licence(random);
  const rows: Row[] = [
    ['名称', paper.name],
    ['类型', paper.type],
    ['住所', paper.address],
    ['法定代表人', paper.person],
    ['注册资本', paper.capital],
    ['成立日期', style.date(paper.founded)],
    ['营业期限', term(paper, style)],
    ['经营范围', paper.business],
  ];
  const serial = random.chance(0.4) ? `${paper.where.code}${random.digits(12)}` : '';
  const body =
    rect(0, 0, w, h, 'url(#paper)') +
    mottle(random, w, h, 0.5) +
    border(w, h, style.frame) +
    markLine(w / 2, 150, 34, '#b3342d', 'middle') +
    text(w / 2, 330, '营业执照', { size: 120, font: style.labelFont, weight: 700, anchor: 'middle', spacing: 40 }) +
    issueOf(paper, style, w / 2, 400, 38) +
    (serial ? text(140, 470, `编号 ${serial}`, { size: 24, font: style.font }) : '') +
    text(w / 2, 520, `统一社会信用代码${'\u2002'}${paper.code}`, {
      size: 34,
      font: style.font,
      weight: 600,
      anchor: 'middle',
    }) +
    column(style, 170, 640, 236, 20, 78, 34, rows) +
    matrix(random, 150, 1470, 160) +
    registrar(paper, style, 740, 1520) +
    text(110, 1668, '国家企业信用信息公示系统网址: http://www.gsxt.gov.cn', { size: 20, font: style.font }) +
    text(w - 110, 1668, '国家工商行政管理总局监制', { size: 20, font: style.font, anchor: 'end' });
  return {
    width: w,
    height: h,
    svg: sheet(w, h, body, defs(style)),
    fields: { ...licenceFields(paper), ...(serial ? { certSN: serial } : {}) },
  };
}

function landscape(random: Random, style: LicenceStyle): Drawing {
  const [w, h] = [1754, 1240];
  const paper = licence(random);
  const left: Row[] = [
    ['名称', paper.name],
    ['类型', paper.type],
    ['法定代表人', paper.person],
    ['经营范围', paper.business],
  ];
  const right: Row[] = [
    ['注册资本', paper.capital],
    ['成立日期', style.date(paper.founded)],
    ['营业期限', term(paper, style)],
    ['住所', paper.address],
  ];
  const body =
    rect(0, 0, w, h, 'url(#paper)') +
    mottle(random, w, h, 0.5) +
    border(w, h, style.frame) +
    markLine(w / 2, 130, 32, '#b3342d', 'middle') +
    text(w / 2, 268, '营业执照', { size: 104, font: style.labelFont, weight: 700, anchor: 'middle', spacing: 40 }) +
    issueOf(paper, style, w / 2, 328, 34) +
    text(130, 240, '统一社会信用代码', { size: 28, font: style.labelFont, weight: 600 }) +
    text(130, 286, paper.code, { size: 32, font: style.font, weight: 600 }) +
    matrix(random, w - 330, 150, 170) +
    text(w - 245, 350, '扫描二维码登录', { size: 18, font: style.font, anchor: 'middle' }) +
    column(style, 130, 452, 206, 19.5, 82, 32, left) +
    column(style, 1000, 452, 176, 16.3, 82, 31, right) +
    registrar(paper, style, 1180, 960) +
    text(110, 1150, '国家企业信用信息公示系统网址: http://www.gsxt.gov.cn', { size: 20, font: style.font }) +
    text(w - 110, 1150, '国家市场监督管理总局监制', { size: 20, font: style.font, anchor: 'end' });
  return { width: w, height: h, svg: sheet(w, h, body, defs(style)), fields: licenceFields(paper) };
}

/** Before credit codes: a registration number, and in some provinces the two other codes beside it. */
function older(random: Random, style: LicenceStyle): Drawing {
  const [w, h] = [1240, 1754];
  const paper = licence(random, 2014);
  const number = registrationNumber(random, paper.where.code);
  const organisation = organisationCode(random);
  const three = random.chance(0.5);
  const tax = `${paper.where.code}${organisation}`;
  const organisationShown = `${organisation.slice(0, 8)}-${organisation.slice(8)}`;
  const paidIn = capitalText(random);
  const rows: Row[] = [
    ['名称', paper.name],
    ['类型', paper.type],
    ['住所', paper.address],
    ['法定代表人', paper.person],
    ['注册资本', paper.capital],
    ['实收资本', paidIn],
    ['成立日期', style.date(paper.founded)],
    ['营业期限', term(paper, style)],
    ['经营范围', paper.business],
  ];
  const codes = three
    ? [`注册号 ${number}`, `组织机构代码 ${organisationShown}`, `税务登记号 ${tax}`]
    : [`注册号 ${number}`];
  const body =
    rect(0, 0, w, h, 'url(#paper)') +
    mottle(random, w, h, 0.5) +
    border(w, h, style.frame) +
    markLine(w / 2, 150, 34, '#b3342d', 'middle') +
    text(w / 2, 320, '企业法人营业执照', {
      size: 88,
      font: style.labelFont,
      weight: 700,
      anchor: 'middle',
      spacing: 14,
    }) +
    issueOf(paper, style, w / 2, 390, 38) +
    codes
      .map((row, i) => text(w - 130, 450 + i * 44, row, { size: 30, font: style.font, weight: 600, anchor: 'end' }))
      .join('') +
    column(style, 170, 640, 236, 20, 74, 33, rows) +
    registrar(paper, style, 740, 1552);
  const { creditCode: _, ...rest } = licenceFields(paper);
  return {
    width: w,
    height: h,
    svg: sheet(w, h, body, defs(style)),
    fields: {
      ...rest,
      companySN: number,
      paidInCapital: paidIn,
      ...(three ? { organizationCode: organisationShown, taxCode: tax } : {}),
    },
  };
}

/** A sole trader's: operator, form of organisation, place of business. */
function sole(random: Random, style: LicenceStyle): Drawing {
  const [w, h] = [1754, 1240];
  const paper = licence(random);
  const name = shopName(random, paper.where);
  const code = creditCode(paper.where.code, '92', organisationCode(random));
  const composition = random.pick(['个人经营', '家庭经营']);
  const left: Row[] = [
    ['名称', name],
    ['类型', '个体工商户'],
    ['经营者', paper.person],
    ['经营范围', paper.business],
  ];
  const right: Row[] = [
    ['组成形式', composition],
    ['注册日期', style.date(paper.founded)],
    ['经营场所', paper.address],
  ];
  const body =
    rect(0, 0, w, h, 'url(#paper)') +
    mottle(random, w, h, 0.5) +
    border(w, h, style.frame) +
    markLine(w / 2, 130, 32, '#b3342d', 'middle') +
    text(w / 2, 268, '营业执照', { size: 104, font: style.labelFont, weight: 700, anchor: 'middle', spacing: 40 }) +
    issueOf(paper, style, w / 2, 328, 34) +
    text(130, 240, '统一社会信用代码', { size: 28, font: style.labelFont, weight: 600 }) +
    text(130, 286, code, { size: 32, font: style.font, weight: 600 }) +
    matrix(random, w - 330, 150, 170) +
    column(style, 130, 452, 206, 19.5, 82, 32, left) +
    column(style, 1000, 452, 176, 16.3, 82, 31, right) +
    registrar(paper, style, 1180, 960);
  return {
    width: w,
    height: h,
    svg: sheet(w, h, body, defs(style)),
    fields: {
      companyName: name,
      companyType: '个体工商户',
      legalPerson: paper.person,
      establishDate: iso(paper.founded),
      address: paper.address,
      business: paper.business,
      copy: paper.duplicate,
      creditCode: code,
      composition,
    },
  };
}

const warm: LicenceStyle = {
  font: families.sans,
  labelFont: families.serif,
  weight: 400,
  frame: '#b08a3c',
  paper: ['#fbf6ea', '#f5ecd6'],
  date: han,
};
const plain: LicenceStyle = {
  font: families.serif,
  labelFont: families.sans,
  weight: 500,
  frame: '#8a6a2c',
  paper: ['#fbfaf4', '#f3eee0'],
  date: hanPlain,
};
const song: LicenceStyle = {
  font: families.song,
  labelFont: families.song,
  weight: 400,
  frame: '#a8742c',
  paper: ['#fffdf6', '#f6f0e0'],
  date: han,
};

/** Business licences: upright and lying, older ones and a sole trader's. */
export const businessLicence: readonly Layout[] = [
  { name: 'landscape', heldOut: false, draw: (random) => landscape(random, warm) },
  { name: 'landscape-serif', heldOut: false, draw: (random) => landscape(random, plain) },
  { name: 'portrait', heldOut: false, draw: (random) => portrait(random, warm) },
  { name: 'portrait-serif', heldOut: false, draw: (random) => portrait(random, plain) },
  { name: 'older', heldOut: false, draw: (random) => older(random, warm) },
  { name: 'sole-trader', heldOut: false, draw: (random) => sole(random, plain) },
  { name: 'landscape-song', heldOut: true, draw: (random) => landscape(random, song) },
  { name: 'portrait-song', heldOut: true, draw: (random) => portrait(random, song) },
];
