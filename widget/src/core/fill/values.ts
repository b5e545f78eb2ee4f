import { type FieldValue, parseIdNumber, parseMrzLine1, parseMrzLine2 } from '@scanfill/proxy/contract';

/** The fields of a scan and what follows from them, by name. */
export type Values = Readonly<Record<string, FieldValue | undefined>>;

/** Chinese surnames of two characters in use today; every other one has one. */
const doubleSurnames =
  '欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐|歐陽|司馬|東方|諸葛|鍾離|長孫|鮮于';
const chineseName = new RegExp(`^(${doubleSurnames}|\\p{Script=Han})(\\p{Script=Han}{1,3})$`, 'u');

/**
 * Adds what the card says between the lines, never over what it says itself: sex and birth from an ID number or a passport's lower line,
 * surname and given name from a full name and the other way round, `longTerm` from an open end.
 */
export function withDerived(fields: Values): Values {
  const number = fields.number ?? fields.idNumber;
  const citizen = typeof number === 'string' ? parseIdNumber(number) : undefined;
  const upper = typeof fields.line0 === 'string' ? parseMrzLine1(fields.line0) : undefined;
  const lower = typeof fields.line1 === 'string' ? parseMrzLine2(fields.line1) : undefined;
  const [, surname, givenName] =
    /^([^,]+),\s*(.+)$/.exec(String(fields.name ?? '')) ?? chineseName.exec(String(fields.name ?? '')) ?? [];
  const sexes: Readonly<Record<string, string>> = { M: 'male', F: 'female' };
  const end = fields.endDate ?? fields.validEndDate ?? fields.expireDate ?? fields.validPeriod;
  const derived: Values = {
    sex: citizen?.sex ?? sexes[lower?.sex ?? ''],
    birth: fields.birthDate ?? fields.birthday ?? citizen?.birth,
    surname: upper?.surname || surname,
    givenName: upper?.givenNames || givenName,
    name: [fields.surname, fields.givenName].filter(Boolean).join(' ') || undefined,
    citizenship: lower?.nationality,
    longTerm: end === undefined ? undefined : end === 'long-term',
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { ...derived, ...Object.fromEntries(present) };
}

/** The value at a path: a field, or a part of one — `birth.year`, `birth.month`, `birth.day`, `overallDimension.length`. */
export function valueAt(values: Values, path: string): FieldValue | undefined {
  const [name = '', part] = path.split('.');
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (part === undefined || value === undefined) return value;
  if (typeof value === 'object')
    return part === 'length' || part === 'width' || part === 'height' ? value[part] : undefined;
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value));
  return date?.[['year', 'month', 'day'].indexOf(part) + 1];
}
