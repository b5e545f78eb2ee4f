import type { CardLayout } from './layout.ts';

/** Titles of certificates that carry long numbers of their own. */
const certificates = {
  居民身份证: -3,
  公民身份号码: -3,
  公民身份证件编号: -3,
  常住人口: -3,
  户口登记: -3,
  户主姓名: -3,
  机动车驾驶证: -3,
  'Driving License': -3,
  准驾车型: -3,
  营业执照: -3,
  统一社会信用代码: -3,
  护照号: -3,
  PASSPORT: -3,
  Nationality: -3,
} as const;

/** A bank card: no labels, one number; its other print tells that it is one. */
export const bankCard: CardLayout = {
  reads: 'bank-number',
  fields: [],
  proof: {
    texts: {
      ...certificates,
      机动车行驶证: -3,
      车辆识别代号: -3,
      银行: 1,
      银联: 1,
      UnionPay: 1,
      VISA: 1,
      Mastercard: 1,
      BANK: 1,
      DEBIT: 1,
      CREDIT: 1,
      'VALID THRU': 1,
      'GOOD THRU': 1,
      'MONTH/YEAR': 1,
      'EXPIRES END': 1,
      借记卡: 1,
      信用卡: 1,
      储蓄卡: 1,
      有效期: 0.5,
      ATM: 0.5,
      PLATINUM: 0.5,
      GOLD: 0.5,
    },
  },
};

/** A licence plate, alone or on a car. */
export const vehicleNum: CardLayout = { reads: 'plate', fields: [], proof: { texts: certificates } };

/** A vehicle's number, on its plate, under its windscreen or on its frame. */
export const vehicleVin: CardLayout = {
  reads: 'vin',
  fields: [],
  proof: { texts: { ...certificates, 车辆识别代号: 1, 车辆识别代码: 1, VIN: 1, 发动机号: 0.5, 制造年月: 0.5 } },
};
