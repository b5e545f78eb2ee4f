import { calendarDate } from '../calendar.ts';
import { idNumberCheckDigit } from './id-check-digit.ts';

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

/**
 * What an ID number tells. `region` is a province-level division. A foreigner's number has `nationality`, as three
 * digits (ISO 3166-1 numeric) or, on cards issued before December 2023, three letters; it tells no `sex`. `birth`
 * (`YYYY-MM-DD`) is absent only where the number has a two-digit year and `today` was not given, or where a number of
 * fifteen characters has no date in it.
 */
export type IdNumber = {
  readonly region: string | undefined;
  readonly birth?: string;
  readonly sex?: 'male' | 'female';
  readonly nationality?: string;
};

/** Nobody alive was born before, and no register of ID numbers goes back further. */
const earliestBirth = '1850-01-01';

/**
 * Reads an ID number: of a citizen or a resident from Hong Kong, Macao (81, 82) or Taiwan (83) (GB 11643, 18
 * characters), or of a foreigner with a permanent residence card (GA 2102-2023: 9, two digits of province, three of
 * nationality, then as a citizen's; before it three letters and twelve digits without a published check). Undefined
 * where its length, region, date or check character is wrong or the birth lies before 1850 or after `today`
 * (`YYYY-MM-DD`). Case and spaces do not matter.
 */
export function parseIdNumber(text: string, today?: string): IdNumber | undefined {
  const number = text.replace(/\s/g, '').toUpperCase();
  return /^[A-Z]{3}\d{12}$/.test(number) ? formerResidentNumber(number, today) : checkedNumber(number, today);
}

function checkedNumber(number: string, today: string | undefined): IdNumber | undefined {
  const foreign = number.startsWith('9');
  const region = provinces[foreign ? number.slice(1, 3) : number.slice(0, 2)];
  const birth = calendarDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  if (!/^\d{17}[\dX]$/.test(number) || !region || !birth || idNumberCheckDigit(number.slice(0, 17)) !== number[17])
    return undefined;
  if (birth < earliestBirth || (today !== undefined && birth > today)) return undefined;
  if (foreign) return { region, birth, nationality: number.slice(3, 6) };
  return { region, birth, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}

/**
 * Letters of nationality, four digits of the place of issue, birth as YYMMDD, two digits; the layout was never
 * published, so no part of it refuses a number.
 */
function formerResidentNumber(number: string, today: string | undefined): IdNumber {
  const region = provinces[number.slice(3, 5)];
  const [year, month, day] = [number.slice(7, 9), number.slice(9, 11), number.slice(11, 13)].map(Number);
  const inCentury = (century: number): string | undefined => calendarDate(century + (year ?? 0), month ?? 0, day ?? 0);
  const birth =
    region === undefined || today === undefined
      ? undefined
      : [2000, 1900].map(inCentury).find((date) => date !== undefined && date <= today);
  return { region, nationality: number.slice(0, 3), ...(birth === undefined ? {} : { birth }) };
}
