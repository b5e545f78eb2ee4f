import { type Values, valueAt } from './values.ts';

/** A form control, or a group of radio buttons under one name. */
export type Wanting = {
  readonly name: string;
  readonly id: string;
  readonly autocomplete: string;
  /** `data-scanfill`. */
  readonly declared: string | undefined;
};

/**
 * What pages commonly call each value, as words run together. The first field a card has is taken; a field's own name
 * comes before.
 */
const synonyms: readonly (readonly [fields: string, names: RegExp])[] = [
  ['name owner', /^(full|real|legal|holder)name$|^xingming|姓名/],
  ['surname', /^(last|family)name$/],
  ['givenName', /^(first|fore|given)names?$/],
  [
    'number idNumber',
    /^(id|identity|national|citizen|cert|document)(id|card)?(no|num|number|code)$|^(id|identity|national)(id|card)$|身份证/,
  ],
  ['personId', /^(passport|document)(no|num|number|id)?$/],
  ['birth', /^(birth|dateofbirth|dob|bday)(date|day)?$|出生/],
  ['sex', /^gender|性别/],
  ['nationality nation', /^ethnic|民族/],
  ['citizenship srcCountry', /^(nationality|citizenship|(issuing)?country(ofissue)?)$/],
  ['address', /^(street|home|registered)?addr(ess)?(line1)?$|^residence|地址|住址/],
  ['authority issuePlace', /^issu(er|edby|ingauthority)$/],
  ['startDate validStartDate issueDate', /^(valid(from|since)|(dateof)?issue(d|on|date)?|startdate)$/],
  ['endDate validEndDate expireDate validPeriod', /^valid(until|to|through)$|^(date)?(of)?expir|^enddate$/],
  ['longTerm', /^permanent|^indefinite/],
  ['bankCardNum', /^(bank|debit|cc)?(card|account)(no|num|number)$|^bankcard$/],
  ['plateNum num', /^(licen[sc]e|vehicle|car)?plate(no|num|number)?$|车牌/],
  ['vin', /^(vin|chassis|frame)(no|num|number|code)?$/],
  ['companyName', /^(company|organi[sz]ation|business)(name)?$/],
  ['creditCode', /creditcode$|^uscc$|^taxid$/],
];

/**
 * HTML's autofill tokens (HTML Standard, §4.10.18.7) and the fields that answer them; `bday-year` and its like follow
 * from `bday`.
 */
const tokens: Readonly<Record<string, string>> = {
  name: 'name owner',
  'given-name': 'givenName',
  'family-name': 'surname',
  bday: 'birth',
  sex: 'sex',
  'street-address': 'address',
  'address-line1': 'address',
  country: 'srcCountry',
  'country-name': 'srcCountry',
  organization: 'companyName',
  'cc-number': 'bankCardNum',
};

/**
 * An input with one of these wants just that, whatever its name: a `number` that is a telephone number is not an ID
 * number.
 */
const standardToken =
  /^(name|honorific|given|additional|family|nickname|username|organization|street|address|country|postal|cc|language|bday|sex|tel|email|url)\b/;

/** What the picture shows, not what the person is: only filled where a page asks for it by map or data attribute. */
export const unasked: readonly string[] = ['angle', 'copy', 'remake', 'type', 'numberValid', 'rate', 'vehicleTypeRate'];

/** Words before a name that only say whose form it is, and after it what kind of thing. */
const before = /^(?:user(?!name|id)|applicant|customer|client|person|member|profile|kyc|my|your)(?=.)/;
const after = /(.)(?:input|field)$/;
const datePart = /^(.+?)(year|yyyy|yy|month|mm|day|dd)$/;
const parts: Readonly<Record<string, string>> = { y: 'year', m: 'month', d: 'day' };

/**
 * The path of the value a control wants: declared by `data-scanfill` (`none` wants nothing), else by its autofill
 * token, else by its name or id in any spelling. `names` are the page's other controls: `birthDay` is a day where there
 * is a `birthYear`, else a date.
 */
export function wantedPath(control: Wanting, values: Values, names: ReadonlySet<string>): string | undefined {
  if (control.declared) return control.declared;
  const token = control.autocomplete.trim().toLowerCase().split(/\s+/).pop() ?? '';
  if (standardToken.test(token)) return firstOf(tokens[token] ?? token.replace('bday-', 'birth.'), values);
  for (const name of [plain(control.name), plain(control.id)]) {
    const found = byName(name, values, names) ?? byName(name.replace(before, '').replace(after, '$1'), values, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The last part of a name as words run together: `user[id-number]`, `idNumber` and `id_number` are all `idnumber`. */
export function plain(name: string): string {
  const last =
    name
      .split(/[.[\]]+/)
      .filter((piece) => piece !== '')
      .pop() ?? '';
  return last.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function byName(name: string, values: Values, names: ReadonlySet<string>): string | undefined {
  if (name === '') return undefined;
  const [, whole = '', part = ''] = datePart.exec(name) ?? [];
  if (whole && (names.has(`${whole}year`) || names.has(`${whole}yyyy`))) {
    const date = fieldNamed(whole, values) ?? fieldNamed(`${whole}date`, values);
    if (date) return `${date}.${parts[part.charAt(0)]}`;
  }
  return fieldNamed(name, values);
}

function fieldNamed(name: string, values: Values): string | undefined {
  const own = Object.keys(values).find((field) => field.toLowerCase() === name && !unasked.includes(field));
  if (own !== undefined && values[own] !== undefined) return own;
  return synonyms.map(([fields, names]) => (names.test(name) ? firstOf(fields, values) : undefined)).find(Boolean);
}

function firstOf(paths: string, values: Values): string | undefined {
  return paths.split(' ').find((path) => path !== '' && valueAt(values, path) !== undefined);
}
