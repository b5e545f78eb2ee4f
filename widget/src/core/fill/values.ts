import { type FieldValue, parseIdNumber } from '@scanfill/proxy/contract';

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
    /^P.{4}((?:[A-Z]|<(?=[A-Z]))*)<<([A-Z<]*?)<*$/.exec(String(fields.line0)) ??
    /^([^,]+),\s*(.+)$/.exec(name) ??
    chineseName.exec(name) ??
    [];
  const [, citizenship, sex] = /^.{10}([A-Z<]{3}).{7}([MF])/.exec(String(fields.line1)) ?? [];
  const end = fields.endDate ?? fields.validEndDate ?? fields.expireDate ?? fields.validPeriod;
  const derived: Values = {
    birth: fields.birthDate ?? fields.birthday,
    sex: sex && (sex === 'M' ? 'male' : 'female'),
    ...(typeof number === 'string' ? citizenOf(number.toUpperCase()) : {}),
    surname: surname?.replace(/</g, ' ') || undefined,
    givenName: givenName?.replace(/</g, ' ') || undefined,
    name: [fields.surname, fields.givenName].filter(Boolean).join(' ') || undefined,
    ...(citizenship ? { citizenship: citizenship.replace(/</g, '') } : {}),
    longTerm: end === undefined ? undefined : end === 'long-term',
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { ...derived, ...Object.fromEntries(present) };
}

/** What an ID number says of its holder; a foreigner's tells the nationality, a citizen's card does not say it. */
function citizenOf(number: string): Values {
  const holder = parseIdNumber(number);
  if (!holder) return {};
  const { birth, sex, nationality } = holder;
  const citizenship = /^[A-Z]{3}$/.test(nationality ?? '') ? nationality : undefined;
  return { birth, sex, citizenship };
}

/** Province, city and district of an address as Chinese cards print it. */
const divisions =
  /^(?:(.{2,7}?(?:省|自治区|特别行政区)|北京市|天津市|上海市|重庆市))?(.{2,9}?(?:市|自治州|地区|盟)(?!区))?(.{2,9}?(?:区|县|市|旗))?/;

/**
 * The value at a path: a field, or a part of one — `birth.year`, `birth.month`, `birth.day`, `overallDimension.length`.
 */
export function valueAt(values: Values, path: string): FieldValue | undefined {
  const [name = '', part] = path.split('.');
  const value = Object.keys(values).includes(name) ? values[name] : undefined;
  if (part === undefined || value === undefined) return value;
  if (typeof value === 'object')
    return part === 'length' || part === 'width' || part === 'height' ? value[part] : undefined;
  if (name === 'address') {
    const [area = '', province, city = province, district] = divisions.exec(String(value)) ?? [];
    return { province, city, district, area: area || undefined }[part];
  }
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value));
  return date?.[['year', 'month', 'day'].indexOf(part) + 1];
}

/** The first of several paths that a card has a value for. */
export function firstOf(paths: string, values: Values): string | undefined {
  return paths.split(' ').find((path) => path !== '' && valueAt(values, path) !== undefined);
}

/** Names under which cards, and what is derived from them, hold the same. */
const families = [
  ['birth', 'birthDate', 'birthday', 'birthDay'],
  ['name', 'surname', 'givenName', 'owner'],
  ['number', 'idNumber'],
  ['endDate', 'validEndDate', 'expireDate', 'expireDay', 'validPeriod', 'longTerm'],
  ['startDate', 'validStartDate', 'issueDate'],
  ['srcCountry', 'citizenship'],
];

/** The fields of a card, and the sex its number tells, that no path among those `placed` has. */
export function missingOf(fields: Values, placed: ReadonlySet<string>, values: Values): readonly string[] {
  const names = [...placed].map((path) => path.split('.')[0] ?? '');
  const has = (field: string): boolean =>
    names.includes(field) ||
    families.some((family) => family.includes(field) && names.some((name) => family.includes(name)));
  const told = Object.keys(fields).filter((field) => fields[field] !== undefined && !unasked.includes(field));
  return [...told, ...(values.sex === undefined || 'sex' in fields ? [] : ['sex'])].filter((field) => !has(field));
}

/** What the picture shows, not what the person is: only filled where a page asks for it by map or data attribute. */
export const unasked: readonly string[] = ['angle', 'copy', 'remake', 'type', 'numberValid', 'rate', 'vehicleTypeRate'];
