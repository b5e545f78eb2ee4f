import type { Control } from '../controls/control.ts';
import { fold } from '../page/dom.ts';
import { firstOf, unasked, type Values } from '../values.ts';
import { isOthers } from './groups.ts';
import { pathByLabel, pathByOffers } from './label-path.ts';

/**
 * What led to a control's value: a map, the page's own word, HTML's, a name, what a person reads, or the choices on
 * offer.
 */
export type FoundBy = 'map' | 'data-scanfill' | 'autocomplete' | 'name' | 'id' | 'label' | 'options';

/** The value a control wants and how that was found. */
export type Wanted = { readonly path: string; readonly by: FoundBy };

/** What else a form tells that a control alone does not. */
export type Around = {
  /** The names and ids of all controls: `birthDay` is a day where there is a `birthYear`, else a date. */
  readonly names: ReadonlySet<string>;
  /** What all ids of the form begin with. */
  readonly prefix: string;
  /** The labels of a control, and the headings it stands under; looked up once. */
  labels(control: Control): readonly string[];
  headings(control: Control): readonly string[];
  /** Whether the form asks for surname or given name in a place of their own. */
  asks(field: 'surname' | 'givenName'): boolean;
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
  ['address.province', /^(province|state|stateprovince)$/],
  ['address.city', /^(city|town)$/],
  ['address.district', /^(district|county)$/],
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
  'address-level1': 'address.province',
  'address-level2': 'address.city',
  'address-level3': 'address.district',
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

/** What may stand before one; any other word makes the whole attribute none, as in `first name`. */
const detail = /^(?:section-.*|shipping|billing|home|work|mobile|fax|pager)$/;

/** Words before a name that only say whose form it is, and after it what kind of thing. */
const before = /^(?:user(?!name|id)|applicant|customer|client|person|member|profile|kyc|my|your)(?=.)/;
const after = /(.)(?:input|field)$/;
const datePart = /^(.+?)(year|yyyy|yy|month|mm|day|dd)$/;
const parts: Readonly<Record<string, string>> = { y: 'year', m: 'month', d: 'day' };

/**
 * The value a control wants: declared by `data-scanfill` (`none` wants nothing), else by its autofill token, else by
 * its name or id in any spelling, else by what a person reads beside it. Nothing where the control is about somebody
 * else.
 */
export function wantedBy(control: Control, values: Values, around: Around): Wanted | undefined {
  if (control.declared) return { path: control.declared, by: 'data-scanfill' };
  const [token = '', ...details] = control.autocomplete
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => one !== 'webauthn')
    .reverse();
  if (standardToken.test(token) && details.every((one) => detail.test(one)))
    return as('autocomplete', firstOf(tokens[token] ?? token.replace('bday-', 'birth.'), values));
  const { type } = control.element as Partial<HTMLInputElement>;
  if (type === 'email' || type === 'url' || isOthers(control, values, around.headings(control))) return undefined;
  const isBare = (name: string): boolean => type === 'tel' && /^(number|no|num|code)$/.test(name);
  for (const [by, given] of [
    ...control.names.map((name) => ['name', name] as const),
    ...idsOf(control, around.prefix),
  ]) {
    const name = plain(given);
    if (isBare(name)) continue;
    const path =
      byName(name, values, around.names) ?? byName(name.replace(before, '').replace(after, '$1'), values, around.names);
    if (path !== undefined) return as(by, ofPeople(path, control, values, around));
  }
  return as('label', pathByLabel(control, values, around)) ?? as('options', pathByOffers(control, values));
}

/** An id as it stands and, where a form library puts the form's name before every one, what is left of it. */
function idsOf({ ids }: Control, prefix: string): readonly (readonly ['id', string])[] {
  const bare = ids.filter((id) => prefix !== '' && id.startsWith(prefix)).map((id) => id.slice(prefix.length));
  return [...ids, ...bare].map((id) => ['id', id] as const);
}

/** A Chinese card calls the ethnic group `nationality`; a page that does not speak of that means the state. */
function ofPeople(path: string, control: Control, values: Values, around: Around): string | undefined {
  if (path !== 'nationality') return path;
  const group = fold(String(values.nationality));
  const said = [...around.labels(control), ...(control.offers?.() ?? [])].map(fold);
  if (said.some((text) => ethnic.test(text) || text === group || text === `${group}族`)) return path;
  return firstOf('citizenship', values);
}

const ethnic = /ethnic|民族|민족|dântộc|dantoc|suku|étnic|etnic|etnia|ethnique|volksgruppe|этни|القومية|ชาติพันธุ์|เชื้อชาติ/;

function as(by: FoundBy, path: string | undefined): Wanted | undefined {
  return path === undefined ? undefined : { path, by };
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
