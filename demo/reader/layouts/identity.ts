import type { CardLayout } from './layout.ts';
import { period } from './period.ts';
import { relatives } from './relatives.ts';

/** The resident identity card, portrait side (GA 448). */
export const idCardFront: CardLayout = {
  answer: {
    type: 'front',
    angle: true,
    otherSide: 'id-card-back',
    idNumber: { field: 'number', valid: 'numberValid', birth: 'birth' },
  },
  fields: [
    {
      field: 'number',
      kind: 'id-number',
      labels: ['公民身份号码', '公民身份证号码', '身份号码'],
      at: 'right-or-below',
      anywhere: true,
      label: [0.07, 0.55],
      zone: [0.3, 0.5, 0.95, 0.62],
    },
    { field: 'name', kind: 'name', again: true, labels: ['姓名'], label: [0.07, 0.09], zone: [0.16, 0.05, 0.6, 0.14] },
    {
      field: 'nationality',
      kind: 'nation',
      inline: true,
      labels: ['民族'],
      label: [0.3, 0.16],
      zone: [0.39, 0.12, 0.62, 0.2],
    },
    { field: 'birth', kind: 'date', labels: ['出生'], label: [0.07, 0.23], zone: [0.16, 0.19, 0.62, 0.28] },
    {
      field: 'address',
      kind: 'address',
      pattern: /^\p{Script=Han}{2,}[省市区县州].{4,}/u,
      labels: ['住址'],
      lines: 4,
      label: [0.07, 0.31],
      zone: [0.16, 0.27, 0.63, 0.48],
    },
  ],
  others: ['性别', '公民身份'],
  proof: {
    texts: {
      公民身份号码: 1,
      姓名: 0.4,
      民族: 0.3,
      性别: 0.2,
      住址: 0.4,
      出生: 0.3,
      驾驶证: -3,
      行驶证: -3,
      准驾车型: -3,
      户别: -3,
      常住人口: -3,
      籍贯: -1,
      护照: -3,
      PASSPORT: -3,
      签证: -2,
      营业执照: -3,
    },
  },
};

/** The resident identity card, emblem side. */
export const idCardBack: CardLayout = {
  answer: { type: 'back', angle: true, otherSide: 'id-card-front' },
  fields: [
    {
      field: 'startDate',
      kind: 'first-date',
      pattern: period,
      labels: ['有效期限'],
      at: 'right-or-below',
      label: [0.19, 0.57],
      zone: [0.36, 0.53, 0.95, 0.62],
    },
    {
      field: 'endDate',
      kind: 'last-date',
      pattern: period,
      labels: ['有效期限'],
      at: 'right-or-below',
      label: [0.19, 0.57],
      zone: [0.36, 0.53, 0.95, 0.62],
    },
    // After the dates, so that it takes none of them for its second line.
    {
      field: 'authority',
      kind: 'police',
      labels: ['签发机关'],
      lines: 2,
      label: [0.19, 0.5],
      zone: [0.36, 0.46, 0.95, 0.54],
    },
  ],
  others: ['中华人民共和国', '居民身份证'],
  proof: {
    texts: { 居民身份证: 1, 签发机关: 0.6, 有效期限: 0.5, 驾驶证: -3, 准驾车型: -3, 护照: -3, PASSPORT: -3, 户口: -3 },
  },
};

/** Print of both pages. */
const householdProof = { 户号: 0.2, 户口登记机关: 0.2, 户口专用章: 0.2, 承办人签章: 0.2 };

/** The household register's first page. */
export const householdHead: CardLayout = {
  answer: { type: 'household-head' },
  fields: [
    { field: 'householdType', kind: 'text', pattern: /^\p{Script=Han}{1,5}户口?$/u, labels: ['户别'] },
    { field: 'houseHolder', kind: 'name', again: true, labels: ['户主姓名'] },
    { field: 'householdNumber', kind: 'code', pattern: /^\d{5,12}$/, labels: ['户号'] },
    { field: 'address', kind: 'address', pattern: /^\p{Script=Han}{2,}[省市区县州].*\d/u, labels: ['住址'], lines: 3 },
    { field: 'community', kind: 'text', labels: ['社区', '居委会', '村(居)委会', '所属社区'] },
    { field: 'locationNumber', kind: 'code', labels: ['地址编号', '地号', '住址编号', '地址编码'] },
    { field: 'undertaker', kind: 'name', labels: ['承办人签章', '承办人', '经办人'] },
    { field: 'issueDate', kind: 'chinese-date', labels: ['签发日期', '签发', '发证日期'], anywhere: true },
  ],
  others: ['省级公安机关', '户口登记机关', '户口专用章', '户口簿', '常住人口登记卡', '住址变动登记', '注意事项'],
  proof: {
    // Both pages may lie side by side: what the other one prints speaks against neither.
    texts: { ...householdProof, 居民户口簿: 0.4, 户别: 0.6, 户主姓名: 0.8, 驾驶证: -3, 行驶证: -3 },
  },
};

/** The household register's page of one resident. */
export const householdResident: CardLayout = {
  answer: { type: 'household-resident' },
  fields: [
    { field: 'name', kind: 'name', again: true, labels: ['姓名'] },
    {
      field: 'relationTo',
      kind: 'relation',
      // One character alone is as well the sex.
      pattern: new RegExp(`^(?:${relatives.filter((name) => name.length > 1).join('|')})$`),
      labels: ['户主或与|户主关系', '户主或与户主关系', '与户主关系', '户主关系'],
    },
    { field: 'formerName', kind: 'name', labels: ['曾用名'] },
    { field: 'nation', kind: 'nation', labels: ['民族'], cell: ['birthPlace', 'birthday'] },
    { field: 'birthPlace', kind: 'text', labels: ['出生地'], cell: ['nation', 'hometown'] },
    { field: 'hometown', kind: 'text', labels: ['籍贯'], cell: ['birthday', 'birthPlace'] },
    { field: 'birthday', kind: 'chinese-date', labels: ['出生日期'], cell: ['hometown', 'nation'] },
    {
      field: 'otherAddress',
      kind: 'text',
      labels: ['本市(县)|其他住址', '本市(县)其他|住址', '本市(县)其他住址', '其他住址'],
    },
    {
      field: 'religion',
      kind: 'text',
      labels: ['宗教信仰'],
      cell: ['otherAddress', 'birthday'],
      words: ['无宗教信仰', '伊斯兰教', '天主教', '基督教'],
    },
    {
      field: 'idNumber',
      kind: 'id-number',
      labels: ['公民身份|证件编号', '公民身份证件编号', '公民身份号码', '身份证件编号', '公民身份证编号', '证件编号'],
      anywhere: true,
    },
    { field: 'height', kind: 'text', labels: ['身高'] },
    { field: 'bloodType', kind: 'blood', labels: ['血型'] },
    {
      field: 'education',
      kind: 'text',
      labels: ['文化程度'],
      cell: ['militaryService', 'servicePremises'],
      words: [
        '研究生',
        '大学本科',
        '大学专科',
        '中等专科',
        '技工学校',
        '职业高中',
        '高级中学',
        '初级中学',
        '文盲或半文盲',
        '学龄前儿童',
      ],
    },
    { field: 'maritalStatus', kind: 'text', labels: ['婚姻状况'], words: ['未婚', '已婚', '有配偶', '离婚', '丧偶'] },
    {
      field: 'militaryService',
      kind: 'text',
      labels: ['兵役状况'],
      words: ['未服兵役', '退出现役', '士兵预备役', '军官预备役'],
    },
    { field: 'servicePremises', kind: 'text', labels: ['服务处所'], cell: ['occupation', 'education'] },
    { field: 'occupation', kind: 'text', labels: ['职业'] },
    {
      field: 'migrationDate1',
      kind: 'text',
      labels: [
        '何时由何地|迁来本市(县)',
        '何时由何地迁|来本市(县)',
        '何时由何地迁来|本市(县)',
        '何时由何地迁来本市(县)',
        '迁来本市(县)',
        '迁来本市',
      ],
    },
    {
      field: 'migrationDate2',
      kind: 'text',
      labels: ['何时由何地|迁来本址', '何时由何地迁|来本址', '何时由何地迁来|本址', '何时由何地迁来本址', '迁来本址'],
    },
    { field: 'householdNumber', kind: 'code', labels: ['户号'] },
    { field: 'undertaker', kind: 'name', labels: ['承办人签章', '承办人'] },
    { field: 'registerDate', kind: 'chinese-date', labels: ['登记日期'] },
  ],
  facing: ['户别', '户主姓名', '签发日期', '住址变动登记', '省级公安机关'],
  others: ['性别', '常住人口登记卡', '户口登记机关', '户口专用章', '=(县)', '=本市(县)'],
  proof: {
    texts: {
      ...householdProof,
      常住人口登记卡: 1,
      公民身份证件编号: 0.6,
      与户主关系: 0.6,
      曾用名: 0.4,
      籍贯: 0.4,
      宗教信仰: 0.3,
      文化程度: 0.3,
      婚姻状况: 0.3,
      兵役状况: 0.3,
      服务处所: 0.3,
      驾驶证: -3,
      行驶证: -3,
    },
  },
};
