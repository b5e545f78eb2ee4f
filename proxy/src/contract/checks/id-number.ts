import { calendarDate } from '../dates.ts';

/** Administrative divisions at province level: the first two digits of an ID number (GB/T 2260). */
export const provinces: Readonly<Record<string, string>> = {
  '11': '北京市',
  '12': '天津市',
  '13': '河北省',
  '14': '山西省',
  '15': '内蒙古自治区',
  '21': '辽宁省',
  '22': '吉林省',
  '23': '黑龙江省',
  '31': '上海市',
  '32': '江苏省',
  '33': '浙江省',
  '34': '安徽省',
  '35': '福建省',
  '36': '江西省',
  '37': '山东省',
  '41': '河南省',
  '42': '湖北省',
  '43': '湖南省',
  '44': '广东省',
  '45': '广西壮族自治区',
  '46': '海南省',
  '50': '重庆市',
  '51': '四川省',
  '52': '贵州省',
  '53': '云南省',
  '54': '西藏自治区',
  '61': '陕西省',
  '62': '甘肃省',
  '63': '青海省',
  '64': '宁夏回族自治区',
  '65': '新疆维吾尔自治区',
  '71': '台湾省',
  '81': '香港特别行政区',
  '82': '澳门特别行政区',
  '83': '台湾居民',
};

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th character of an ID number for its first 17 digits (GB 11643, ISO 7064 MOD 11-2); undefined unless 17 digits. */
export function idNumberCheckDigit(first17: string): string | undefined {
  if (!/^\d{17}$/.test(first17)) return undefined;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return '10X98765432'[sum % 11];
}

/** What a citizen's 18-character number tells. `sex` follows from the 17th digit. */
export type IdNumber = { readonly region: string; readonly birth: string; readonly sex: 'male' | 'female' };

/** Reads a GB 11643 number; undefined where its length, region, date or check digit is wrong. Case and spaces do not matter. */
export function parseIdNumber(text: string): IdNumber | undefined {
  const number = text.replace(/\s/g, '').toUpperCase();
  const region = provinces[number.slice(0, 2)];
  const birth = calendarDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  if (!/^\d{17}[\dX]$/.test(number) || !region || !birth || idNumberCheckDigit(number.slice(0, 17)) !== number[17])
    return undefined;
  return { region, birth, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}
