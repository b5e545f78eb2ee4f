import type { CardLayout } from './layout.ts';
import { period } from './period.ts';

/** The driver's licence, main page (GA 482). */
export const driverLicenseFront: CardLayout = {
  fields: [
    { field: 'number', kind: 'id-number', labels: ['证号'], anywhere: true },
    { field: 'name', kind: 'name', again: true, labels: ['姓名', 'Name'] },
    {
      field: 'address',
      kind: 'address',
      pattern: /^\p{Script=Han}{2,}[省市区县州].{4,}/u,
      labels: ['住址', 'Address'],
      lines: 3,
    },
    { field: 'vehicleType', kind: 'class', again: true, labels: ['准驾车型', 'Class'] },
    {
      field: 'validStartDate',
      kind: 'first-date',
      pattern: period,
      labels: ['有效期限', '有效起始日期', 'Valid Period', 'Valid From'],
      at: 'right-or-below',
    },
    {
      field: 'validEndDate',
      kind: 'last-date',
      pattern: period,
      labels: ['有效期限', 'Valid Period', 'Valid For'],
      at: 'right-or-below',
    },
  ],
  others: [
    '性别',
    'Sex',
    '国籍',
    'Nationality',
    '出生日期',
    'Date of Birth',
    '初次领证日期',
    'Date of First Issue',
    'Issue Date',
    '中华人民共和国机动车驾驶证',
    "Driving License of the People's Republic of China",
  ],
  proof: {
    texts: {
      机动车驾驶证: 1,
      'Driving License': 1,
      准驾车型: 0.7,
      初次领证日期: 0.7,
      证号: 0.4,
      档案编号: -1.5,
      行驶证: -3,
      副页: -3,
      护照: -3,
      PASSPORT: -3,
      营业执照: -3,
    },
  },
};

/** The driver's licence, second page. */
export const driverLicenseBack: CardLayout = {
  fields: [{ field: 'archiveNum', kind: 'code', labels: ['档案编号', 'File No'], at: 'right-or-below' }],
  others: ['姓名', 'Name', '证号', '记录', 'Record', '中华人民共和国机动车驾驶证副页'],
  proof: {
    texts: {
      驾驶证副页: 1,
      机动车驾驶证: 0.5,
      档案编号: 0.7,
      证号: 0.3,
      记录: 0.2,
      行驶证: -3,
      号牌号码: -3,
      核定载人数: -3,
      护照: -3,
      PASSPORT: -3,
    },
  },
};

/** Kinds of vehicles (GA 24.4) by their form: a size, a body. */
const vehicleType = {
  field: 'vehicleType',
  kind: 'holder',
  again: true,
  pattern: /^(?:[大中小微]型|[重轻]型)\p{Script=Han}{1,7}[车机]$|^(?:普通|轻便)\p{Script=Han}{0,4}摩托车$/u,
  labels: ['车辆类型', 'Vehicle Type'],
  words: [
    ...['小型', '微型'].flatMap((size) =>
      ['轿车', '普通客车', '越野客车', '面包车', '专用客车'].map((body) => size + body),
    ),
    ...['大型', '中型'].flatMap((size) =>
      ['普通客车', '越野客车', '卧铺客车', '专用客车', '专用校车'].map((body) => size + body),
    ),
    ...['重型', '中型', '轻型', '微型'].flatMap((size) =>
      [
        '普通货车',
        '厢式货车',
        '封闭货车',
        '罐式货车',
        '平板货车',
        '仓栅式货车',
        '自卸货车',
        '栏板货车',
        '非载货专项作业车',
      ].map((body) => size + body),
    ),
    ...['重型', '中型', '轻型'].map((size) => `${size}半挂牵引车`),
    '普通二轮摩托车',
    '轻便二轮摩托车',
    '普通正三轮摩托车',
  ],
} as const;

/** What a vehicle is used for (GA 24.3). */
const uses = [
  '非营运',
  '营运',
  '货运',
  '公路客运',
  '公交客运',
  '出租客运',
  '旅游客运',
  '租赁',
  '教练',
  '警用',
  '消防',
  '救护',
  '工程救险',
  '营转非',
  '出租转非',
  '危险化学品运输',
  '预约出租客运',
  '预约出租转非',
] as const;

const plateLabels = ['号牌号码', 'Plate No'];

/** The vehicle licence, main page (GA 37). */
export const vehicleLicenseFront: CardLayout = {
  fields: [
    { field: 'plateNum', kind: 'plate', labels: plateLabels, anywhere: true },
    { field: 'vin', kind: 'vin', labels: ['车辆识别代号', '车辆识别代码', 'VIN'], anywhere: true },
    vehicleType,
    {
      field: 'useCharacter',
      kind: 'holder',
      again: true,
      pattern: new RegExp(`^(?:${uses.join('|')})$`),
      labels: ['使用性质', 'Use Character'],
      words: uses,
    },
    { field: 'model', kind: 'model', pattern: /^\p{Script=Han}{2,6}牌[A-Z0-9]{4,}/u, labels: ['品牌型号', 'Model'] },
    { field: 'owner', kind: 'holder', again: true, labels: ['所有人', 'Owner'], lines: 2 },
    {
      field: 'address',
      kind: 'address',
      pattern: /^\p{Script=Han}{2,}[省市区县州].{4,}/u,
      labels: ['住址', 'Address'],
      lines: 2,
    },
    { field: 'engineNum', kind: 'code', labels: ['发动机号码', 'Engine No'] },
    { field: 'registerDate', kind: 'date', again: true, labels: ['注册日期', 'Register Date'] },
    { field: 'issueDate', kind: 'date', again: true, labels: ['发证日期', 'Issue Date'] },
  ],
  others: [
    '中华人民共和国机动车行驶证',
    "Vehicle License of the People's Republic of China",
    // The second page beside the first, in an open wallet.
    '档案编号',
    '核定载人数',
    '总质量',
    '整备质量',
    '核定载质量',
    '外廓尺寸',
    '准牵引总质量',
    '备注',
    '检验记录',
  ],
  proof: {
    texts: {
      机动车行驶证: 1,
      'Vehicle License': 1,
      号牌号码: 0.5,
      所有人: 0.4,
      使用性质: 0.4,
      品牌型号: 0.2,
      车辆识别代号: 0.2,
      发动机号码: 0.2,
      注册日期: 0.2,
      发证日期: 0.2,
      车辆类型: 0.2,
      核定载人数: -1.5,
      整备质量: -1.5,
      制造年月: -1,
      制造国: -1,
      出厂日期: -1,
      驾驶证: -3,
      营业执照: -3,
    },
  },
};

/** The vehicle licence, second page. */
export const vehicleLicenseBack: CardLayout = {
  fields: [
    { field: 'plateNum', kind: 'plate', labels: plateLabels, anywhere: true },
    { field: 'fileNum', kind: 'code', labels: ['档案编号', 'File No'], cell: ['plateNum', 'approvedLoad'] },
    {
      field: 'appprovedPassengerCapacity',
      kind: 'seats',
      labels: ['核定载人数', 'Approved Passengers Capacity'],
      cell: ['grossMass', 'unladenMass'],
    },
    {
      field: 'grossMass',
      kind: 'mass',
      labels: ['总质量', 'Gross Mass'],
      cell: ['appprovedPassengerCapacity', 'approvedLoad'],
    },
    {
      field: 'unladenMass',
      kind: 'mass',
      labels: ['整备质量', 'Unladen Mass'],
      cell: ['approvedLoad', 'appprovedPassengerCapacity'],
    },
    {
      field: 'approvedLoad',
      kind: 'mass',
      labels: ['核定载质量', 'Approved Load'],
      cell: ['unladenMass', 'tractionMass'],
    },
    {
      field: 'overallDimension',
      kind: 'dimension',
      labels: ['外廓尺寸', 'Overall Dimension'],
      cell: ['tractionMass', 'unladenMass'],
    },
    {
      field: 'tractionMass',
      kind: 'mass',
      labels: ['准牵引总质量', 'Traction Mass'],
      cell: ['overallDimension', 'approvedLoad'],
    },
    {
      field: 'inspectionRecord',
      kind: 'inspection',
      labels: ['检验记录', 'Inspection Record'],
      at: 'right-or-below',
      lines: 3,
    },
  ],
  others: [
    '备注',
    'Remarks',
    '中华人民共和国机动车行驶证副页',
    '车辆类型',
    '所有人',
    '住址',
    '使用性质',
    '品牌型号',
    '车辆识别代号',
    '发动机号码',
    '注册日期',
    '发证日期',
  ],
  proof: {
    texts: { 行驶证副页: 1, 核定载人数: 0.7, 整备质量: 0.6, 外廓尺寸: 0.6, 总质量: 0.4, 检验记录: 0.4, 驾驶证: -3 },
  },
};
