import { type FieldValue, idNumberCheckDigit } from '@scanfill/proxy/contract';

/** The fields of a scan and what follows from them, by name. */
export type Values = Readonly<Record<string, FieldValue | undefined>>;

/** The commoner Chinese surnames of two characters; nearly every other one has one. */
const chineseName =
  /^(欧阳|歐陽|上官|司马|司馬|东方|東方|南宫|夏侯|诸葛|諸葛|尉迟|皇甫|公孙|慕容|长孙|宇文|司徒|令狐|\p{Script=Han})(\p{Script=Han}{1,3})$/u;

/**
 * Adds what the card says between the lines, never over what it says itself: sex and birth from an ID number or a
 * passport's lower line, surname and given name from a full name and the other way round, `longTerm` from an open end.
 */
export function withDerived(fields: Values): Values {
  const number = fields.number ?? fields.idNumber;
  const name = String(fields.name ?? '');
  // A passport's machine-readable lines (ICAO 9303-4 §4.2): names follow the issuer above, nationality and sex stand
  // below.
  const [, surname, givenName] =
    /^P.{4}([A-Z<]+?)<<([A-Z<]*?)<*$/.exec(String(fields.line0)) ??
    /^([^,]+),\s*(.+)$/.exec(name) ??
    chineseName.exec(name) ??
    [];
  const [, citizenship, sex] = /^.{10}([A-Z<]{3}).{7}([MF])/.exec(String(fields.line1)) ?? [];
  const end = fields.endDate ?? fields.validEndDate ?? fields.expireDate ?? fields.validPeriod;
  const derived: Values = {
    birth: fields.birthDate ?? fields.birthday,
    sex: sex && (sex === 'M' ? 'male' : 'female'),
    ...(typeof number === 'string' ? citizenOf(number.toUpperCase()) : {}),
    surname: surname?.replace(/</g, ' '),
    givenName: givenName?.replace(/</g, ' '),
    name: [fields.surname, fields.givenName].filter(Boolean).join(' ') || undefined,
    citizenship: citizenship?.replace(/</g, ''),
    longTerm: end === undefined ? undefined : end === 'long-term',
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { ...derived, ...Object.fromEntries(present) };
}

/** What an ID number says of its holder (GB 11643), where its check digit and its date are right. */
function citizenOf(number: string): Values {
  const birth = /^\d{6}(\d{4})(\d\d)(\d\d)/.exec(number)?.slice(1).join('-') ?? '';
  const exists = new Date(birth).getUTCDate() === Number(birth.slice(8));
  if (!exists || idNumberCheckDigit(number.slice(0, 17)) !== number[17]) return {};
  return { birth, sex: Number(number[16]) % 2 ? 'male' : 'female' };
}

/**
 * The value at a path: a field, or a part of one — `birth.year`, `birth.month`, `birth.day`, `overallDimension.length`.
 */
export function valueAt(values: Values, path: string): FieldValue | undefined {
  const [name = '', part] = path.split('.');
  const value = Object.keys(values).includes(name) ? values[name] : undefined;
  if (part === undefined || value === undefined) return value;
  if (typeof value === 'object')
    return part === 'length' || part === 'width' || part === 'height' ? value[part] : undefined;
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value));
  return date?.[['year', 'month', 'day'].indexOf(part) + 1];
}
