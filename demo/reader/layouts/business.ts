import type { CardLayout } from './layout.ts';

/** The business licence of a company, a branch, a partnership or a sole trader, since 2014 and before. */
export const businessLicense: CardLayout = {
  // 副本 is printed on a licence's duplicate.
  answer: { marks: { copy: /副本/ } },
  fields: [
    {
      field: 'creditCode',
      kind: 'credit-code',
      labels: ['统一社会信用代码', '社会信用代码'],
      at: 'right-or-below',
      anywhere: true,
    },
    {
      field: 'companyType',
      kind: 'text',
      pattern: /^(?:其他|一人)?(?:有限责任公司|股份有限公司|个体工商户|个人独资企业|\p{Script=Han}{0,4}合伙企业)/u,
      labels: ['类型', '公司类型', '企业类型', '主体类型'],
      lines: 2,
    },
    {
      field: 'companyName',
      kind: 'holder',
      pattern: /^\p{Script=Han}{4,}(?:公司|企业|工厂|合作社|事务所|中心|商行|[店厂馆部社坊行])$/u,
      labels: ['名称', '企业名称', '公司名称', '字号名称'],
      lines: 2,
    },
    {
      field: 'legalPerson',
      kind: 'name',
      labels: ['法定代表人', '负责人', '经营者', '投资人', '执行事务合伙人', '法定代表人姓名', '经营者姓名'],
    },
    { field: 'capital', kind: 'capital', labels: ['注册资本', '注册资金', '出资额', '资金数额'] },
    { field: 'paidInCapital', kind: 'capital', labels: ['实收资本'] },
    { field: 'establishDate', kind: 'chinese-date', labels: ['成立日期', '注册日期'] },
    { field: 'vaildPeriod', kind: 'period', labels: ['营业期限', '合伙期限', '经营期限'] },
    { field: 'address', kind: 'address', labels: ['住所', '营业场所', '经营场所', '主要经营场所'], lines: 3 },
    { field: 'business', kind: 'scope', labels: ['经营范围', '经营范围及方式'], lines: 12 },
    { field: 'composition', kind: 'text', labels: ['组成形式'] },
    { field: 'companySN', kind: 'code', labels: ['注册号'], at: 'right-or-below' },
    { field: 'organizationCode', kind: 'organisation-code', labels: ['组织机构代码'] },
    { field: 'taxCode', kind: 'tax-number', labels: ['税务登记证号', '税务登记号'] },
    { field: 'certSN', kind: 'code', labels: ['证照编号', '编号'] },
    { field: 'copyId', kind: 'copy-number', labels: ['副本编号', '副本号', '副本'], at: 'right-or-below' },
  ],
  others: ['登记机关', '=营业执照', '国家企业信用信息公示系统', '国家市场监督管理总局监制', '扫描二维码登录'],
  proof: {
    texts: {
      营业执照: 1,
      统一社会信用代码: 0.6,
      经营范围: 0.5,
      法定代表人: 0.3,
      注册资本: 0.4,
      成立日期: 0.2,
      登记机关: 0.2,
      营业期限: 0.3,
      行驶证: -3,
      驾驶证: -3,
    },
  },
};
