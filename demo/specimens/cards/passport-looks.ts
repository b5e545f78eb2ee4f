import { type Day, dayOfMonth, dotted, monthName } from '../data/dates.ts';
import { families } from '../fonts.ts';

/** The places of the printed values on a page 1476 by 1040, and how they are labelled. */
export type PassportLook = {
  name: string;
  heldOut: boolean;
  codes: readonly string[];
  labels: Readonly<Record<Slot, string>>;
  date(day: Day): string;
  font: string;
  labelFont: string;
  weight: number;
  size: number;
  labelSize: number;
  paper: readonly [string, string];
  ink: string;
  labelInk: string;
  heading: (code: string) => string;
};

/** A labelled place on the page. */
export type Slot =
  | 'type'
  | 'code'
  | 'number'
  | 'surname'
  | 'given'
  | 'nationality'
  | 'birth'
  | 'sex'
  | 'birthPlace'
  | 'issue'
  | 'expiry'
  | 'authority'
  | 'personal';

const frenchMonths = 'JAN FÉV MARS AVR MAI JUIN JUIL AOÛT SEPT OCT NOV DÉC'.split(' ');
const plain = (day: Day): string => `${dayOfMonth(day)} ${monthName(day)} ${day.year}`;
const bilingual = (day: Day): string => {
  const french = frenchMonths[day.month - 1] ?? '';
  return `${dayOfMonth(day)} ${monthName(day)}${french === monthName(day) ? '' : ` /${french}`} ${day.year}`;
};
const continental = (day: Day): string => dotted(day).split('.').reverse().join('.');

const english: Readonly<Record<Slot, string>> = {
  type: 'Type',
  code: 'Code',
  number: 'Passport No.',
  surname: 'Surname',
  given: 'Given names',
  nationality: 'Nationality',
  birth: 'Date of birth',
  sex: 'Sex',
  birthPlace: 'Place of birth',
  issue: 'Date of issue',
  expiry: 'Date of expiry',
  authority: 'Authority',
  personal: 'Personal No.',
};
const french: Readonly<Record<Slot, string>> = {
  type: 'Type',
  code: 'Code du pays',
  number: 'N° du passeport',
  surname: 'Nom',
  given: 'Prénoms',
  nationality: 'Nationalité',
  birth: 'Date de naissance',
  sex: 'Sexe',
  birthPlace: 'Lieu de naissance',
  issue: 'Date de délivrance',
  expiry: "Date d'expiration",
  authority: 'Autorité',
  personal: 'N° personnel',
};
const spanish: Readonly<Record<Slot, string>> = {
  type: 'Tipo',
  code: 'Código',
  number: 'No. del pasaporte',
  surname: 'Apellidos',
  given: 'Nombres',
  nationality: 'Nacionalidad',
  birth: 'Fecha de nacimiento',
  sex: 'Sexo',
  birthPlace: 'Lugar de nacimiento',
  issue: 'Fecha de expedición',
  expiry: 'Fecha de caducidad',
  authority: 'Autoridad',
  personal: 'No. personal',
};
const german: Readonly<Record<Slot, string>> = {
  type: 'Typ',
  code: 'Kode',
  number: 'Pass-Nr.',
  surname: 'Name',
  given: 'Vornamen',
  nationality: 'Staatsangehörigkeit',
  birth: 'Geburtstag',
  sex: 'Geschlecht',
  birthPlace: 'Geburtsort',
  issue: 'Ausstellungsdatum',
  expiry: 'Gültig bis',
  authority: 'Behörde',
  personal: 'Personen-Nr.',
};
const japanese: Readonly<Record<Slot, string>> = {
  type: '型',
  code: '発行国',
  number: '旅券番号',
  surname: '姓',
  given: '名',
  nationality: '国籍',
  birth: '生年月日',
  sex: '性別',
  birthPlace: '本籍',
  issue: '発行年月日',
  expiry: '有効期間満了日',
  authority: '発行官庁',
  personal: '個人番号',
};

const slots: readonly Slot[] = [
  'type',
  'code',
  'number',
  'surname',
  'given',
  'nationality',
  'birth',
  'sex',
  'birthPlace',
  'issue',
  'expiry',
  'authority',
  'personal',
];
const joined = (parts: readonly Readonly<Record<Slot, string>>[], between: string): Record<Slot, string> => {
  const out: Record<Slot, string> = { ...english };
  for (const slot of slots) out[slot] = [...new Set(parts.map((part) => part[slot]))].join(between);
  return out;
};
const numbered = (): Record<Slot, string> => {
  const out = joined([english, french], '/');
  for (const [i, slot] of slots.entries()) out[slot] = `${out[slot]} (${i + 1})`;
  return out;
};

/** Looks of passports other than the Chinese one; `UTO` is the code the standard keeps for examples. */
export const passportLooks: readonly PassportLook[] = [
  {
    name: 'utopia',
    heldOut: false,
    codes: ['UTO'],
    labels: joined([english, french], ' / '),
    date: bilingual,
    font: families.latin,
    labelFont: families.latin,
    weight: 400,
    size: 32,
    labelSize: 17,
    paper: ['#e6eef5', '#f4ece4'],
    ink: '#191b20',
    labelInk: '#33507a',
    heading: () => 'UTOPIA',
  },
  {
    name: 'trilingual',
    heldOut: false,
    codes: ['UTO', 'USA', 'CAN', 'PHL'],
    labels: joined([english, french, spanish], ' / '),
    date: plain,
    font: families.sans,
    labelFont: families.sans,
    weight: 500,
    size: 33,
    labelSize: 16,
    paper: ['#f2eadb', '#e2ecf2'],
    ink: '#141416',
    labelInk: '#4a4f86',
    heading: (code) => `${code} PASSPORT`,
  },
  {
    name: 'numbered',
    heldOut: false,
    codes: ['UTO', 'GBR', 'IRL', 'NLD', 'FRA'],
    labels: numbered(),
    date: bilingual,
    font: families.ocrB,
    labelFont: families.sans,
    weight: 400,
    size: 31,
    labelSize: 17,
    paper: ['#efe6ee', '#e3efe9'],
    ink: '#222428',
    labelInk: '#6b4257',
    heading: (code) => `PASSPORT · PASSEPORT   ${code}`,
  },
  {
    name: 'continental',
    heldOut: false,
    codes: ['D', 'AUT', 'UTO', 'CHE'],
    labels: joined([german, english, french], '/'),
    date: continental,
    font: families.latinSerif,
    labelFont: families.latin,
    weight: 400,
    size: 31,
    labelSize: 15,
    paper: ['#e6efe6', '#f3eee2'],
    ink: '#1b1b1b',
    labelInk: '#51604f',
    heading: () => 'REISEPASS  PASSPORT  PASSEPORT',
  },
  {
    name: 'east-asian',
    heldOut: true,
    codes: ['JPN', 'UTO'],
    labels: joined([japanese, english], '/'),
    date: plain,
    font: families.mono,
    labelFont: families.serif,
    weight: 400,
    size: 32,
    labelSize: 18,
    paper: ['#f4e9e6', '#eaf0f4'],
    ink: '#17181c',
    labelInk: '#5a3a3a',
    heading: () => '旅 券  PASSPORT',
  },
  {
    name: 'english',
    heldOut: true,
    codes: ['UTO', 'AUS', 'SGP', 'NZL', 'SWE'],
    labels: english,
    date: plain,
    font: families.serif,
    labelFont: families.latin,
    weight: 600,
    size: 34,
    labelSize: 18,
    paper: ['#e7ecf3', '#edf3ec'],
    ink: '#101014',
    labelInk: '#2d4a5f',
    heading: (code) => `PASSPORT  ${code}`,
  },
];
