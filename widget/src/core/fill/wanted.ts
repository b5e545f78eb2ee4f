import { type Values, valueAt } from './values.ts';

/** A form control, or a group of radio buttons under one name. */
export type Wanting = {
  readonly name: string;
  readonly id: string;
  readonly autocomplete: string;
  /** `data-scanfill`. */
  readonly declared: string | undefined;
};

/** What pages commonly call each value, as words run together. The first field a card has is taken. */
const synonyms: readonly (readonly [fields: string, names: string])[] = [
  ['name owner', 'fullname realname legalname personname holdername cardholder xingming 姓名'],
  ['surname', 'lastname familyname'],
  ['givenName', 'firstname forename givennames'],
  [
    'number idNumber',
    'idnumber idno idnum idcard idcardnumber idcardno idcode identity identitynumber identityno identitycard nationalid citizenid certno certnumber documentnumber documentno sfz shenfenzheng 身份证号 身份证号码',
  ],
  ['personId', 'passport passportnumber passportno documentnumber documentno'],
  ['birth', 'birthday birthdate dateofbirth dob bday 出生日期'],
  ['sex', 'gender xingbie 性别'],
  ['nationality nation', 'ethnicity ethnicgroup minzu 民族'],
  ['citizenship srcCountry', 'nationality citizenship country issuingcountry countryofissue'],
  ['address', 'addr streetaddress street homeaddress residence fulladdress registeredaddress addressline1 住址 地址'],
  ['authority issuePlace', 'issuingauthority issuer issuedby issueauthority'],
  ['startDate validStartDate issueDate', 'validfrom dateofissue issuedate issuedon startdate'],
  [
    'endDate validEndDate expireDate validPeriod',
    'validuntil validto validthrough expiry expirydate expirationdate expires dateofexpiry enddate',
  ],
  ['longTerm', 'longterm permanent noexpiry indefinite'],
  ['bankCardNum', 'cardnumber cardno bankcard bankcardnumber bankcardno bankaccount accountnumber accountno 银行卡号'],
  ['plateNum num', 'plate platenumber plateno licenseplate licenceplate 车牌号'],
  ['vin', 'vinnumber vincode chassisnumber framenumber'],
  ['engineNum', 'enginenumber engineno'],
  ['companyName', 'company organization organisation businessname companyname legalname'],
  ['creditCode', 'uscc socialcreditcode unifiedsocialcreditcode licensenumber registrationnumber taxid'],
  ['legalPerson', 'legalrepresentative representative'],
  ['birthPlace', 'placeofbirth birthplace'],
];

/** HTML's autofill tokens (HTML Standard, §4.10.18.7) and the fields that answer them. */
const tokens: Readonly<Record<string, string>> = {
  name: 'name owner',
  'given-name': 'givenName',
  'family-name': 'surname',
  bday: 'birth',
  'bday-year': 'birth.year',
  'bday-month': 'birth.month',
  'bday-day': 'birth.day',
  sex: 'sex',
  'street-address': 'address',
  'address-line1': 'address',
  country: 'srcCountry',
  'country-name': 'srcCountry',
  organization: 'companyName',
  'cc-number': 'bankCardNum',
};

/** An input with one of these wants just that, whatever its name: a `number` that is a telephone number is not an ID number. */
const standardToken =
  /^(name|honorific|given|additional|family|nickname|username|organization|street|address|country|postal|cc|transaction|language|bday|sex|tel|email|impp|url|photo)\b/;

/** What the picture shows, not what the person is: only filled where a page asks for it by map or data attribute. */
export const unasked: readonly string[] = ['angle', 'copy', 'remake', 'type', 'numberValid', 'rate', 'vehicleTypeRate'];

/** Words before a name that only say whose form it is, and after it what kind of thing. */
const before =
  /^(?:user(?!name|id)|applicant|customer|client|person|member|profile|kyc|form|data|fields?|my|your)(?=.)/;
const after = /(?<=.)(?:input|field|value)$/;
const datePart = /^(.+?)(year|yyyy|yy|month|mm|day|dd)$/;
const parts: Readonly<Record<string, string>> = { y: 'year', m: 'month', d: 'day' };

/**
 * The path of the value a control wants: declared by `data-scanfill` (`none` wants nothing), else by its autofill token, else by its name
 * or id in any spelling. `names` are the page's other controls: `birthDay` is a day where there is a `birthYear`, else a date.
 */
export function wantedPath(control: Wanting, values: Values, names: ReadonlySet<string>): string | undefined {
  if (control.declared) return control.declared;
  const token = control.autocomplete.trim().toLowerCase().split(/\s+/).at(-1) ?? '';
  if (standardToken.test(token)) return firstOf(tokens[token] ?? '', values);
  for (const name of [plain(control.name), plain(control.id)]) {
    const found = byName(name, values, names) ?? byName(name.replace(before, '').replace(after, ''), values, names);
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
      .at(-1) ?? '';
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
  for (const [fields, names] of synonyms) {
    const found = names.split(' ').includes(name) ? firstOf(fields, values) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstOf(paths: string, values: Values): string | undefined {
  return paths.split(' ').find((path) => path !== '' && valueAt(values, path) !== undefined);
}
