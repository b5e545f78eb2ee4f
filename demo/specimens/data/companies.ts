import type { Random } from '../random.ts';
import type { Place } from './places.ts';

const brands =
  '云驰 青禾 望舒 北辰 长河 栖岳 星野 远帆 飞鸢 银杉 晴川 松烟 听雨 揽翠 朝晖 白鹭 紫藤 清源 永和 春晓'.split(' ');

/** A trade: how a name says it, and what such a company may do. */
type Trade = { word: string; scope: readonly string[] };

const trades: readonly Trade[] = [
  {
    word: '科技',
    scope: ['软件开发', '信息技术咨询服务', '计算机软硬件及辅助设备零售', '数据处理服务', '网络与信息安全软件开发'],
  },
  { word: '商贸', scope: ['日用百货销售', '服装服饰批发', '文具用品零售', '家用电器销售', '货物进出口'] },
  { word: '餐饮管理', scope: ['餐饮管理', '外卖递送服务', '食品互联网销售', '会议及展览服务', '厨具卫具销售'] },
  { word: '建筑工程', scope: ['建设工程施工', '建筑材料销售', '园林绿化工程施工', '工程管理服务', '建筑劳务分包'] },
  {
    word: '文化传播',
    scope: ['组织文化艺术交流活动', '广告设计、代理', '图文设计制作', '摄影扩印服务', '企业形象策划'],
  },
  { word: '物流', scope: ['道路货物运输', '仓储服务', '国内货物运输代理', '装卸搬运', '供应链管理服务'] },
  {
    word: '生物',
    scope: ['生物基材料技术研发', '技术开发、技术咨询', '实验分析仪器销售', '化妆品批发', '自然科学研究'],
  },
];

/** Legal forms as licences print them. */
export const companyTypes: readonly string[] = [
  '有限责任公司(自然人独资)',
  '有限责任公司',
  '有限责任公司(自然人投资或控股)',
  '股份有限公司(非上市、自然人投资或控股)',
  '有限责任公司(法人独资)',
  '其他有限责任公司',
];

const townOf = (place: Place): string => (place.city || place.province).replace(/市$/, '');

/** A fictional company's name. */
export const companyName = (random: Random, where: Place): string =>
  `${townOf(where)}${random.pick(brands)}${random.pick(trades).word}有限公司`;

/** A fictional company: name and the business it may do, as one sentence. */
export function company(random: Random, where: Place): { name: string; business: string } {
  const trade = random.pick(trades);
  const first = random.int(0, 2);
  const scope = trade.scope.slice(first, first + random.int(2, 4)).join('；');
  const tail = random.pick([
    '。',
    '。(依法须经批准的项目，经相关部门批准后方可开展经营活动)',
    '。(除依法须经批准的项目外，凭营业执照依法自主开展经营活动)',
  ]);
  return {
    name: `${townOf(where)}${random.pick(brands)}${trade.word}${random.pick(['有限公司', '有限公司', '股份有限公司'])}`,
    business: scope + tail,
  };
}

/** A sole trader's shop. */
export const shopName = (random: Random, where: Place): string =>
  `${where.district}${random.pick(brands)}${random.pick(['小吃店', '便利店', '理发店', '五金经营部', '服装店', '水果行', '维修部'])}`;

/** A registered capital as licences write it. */
export const capital = (random: Random): string =>
  random.pick([
    '壹佰万元整',
    '伍佰万元整',
    '人民币壹仟万元整',
    '叁拾万元整',
    '贰佰万元人民币',
    '500万元人民币',
    '1000.000000万人民币',
    '伍仟万圆整',
    '捌佰捌拾万元整',
  ]);
