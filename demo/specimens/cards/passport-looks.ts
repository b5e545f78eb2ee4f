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
  places: Arrangement;
  /** Fine parallel lines under the print. */
  hatched?: boolean;
};

/** Where each slot's label stands: its left edge and baseline; the value follows 42 pixels below. */
export type Arrangement = Readonly<Record<Slot, readonly [x: number, y: number]>>;

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

const wide: Arrangement = {
  type: [500, 140],
  code: [700, 140],
  number: [1010, 140],
  surname: [500, 236],
  given: [500, 332],
  nationality: [500, 428],
  birth: [500, 524],
  sex: [880, 524],
  personal: [1070, 524],
  birthPlace: [500, 620],
  authority: [960, 620],
  issue: [500, 716],
  expiry: [960, 716],
};
const stacked: Arrangement = {
  type: [476, 120],
  code: [640, 120],
  number: [1040, 120],
  surname: [476, 208],
  given: [476, 296],
  nationality: [476, 384],
  birth: [476, 472],
  birthPlace: [476, 560],
  sex: [1240, 560],
  issue: [476, 648],
  authority: [960, 648],
  expiry: [476, 736],
  personal: [960, 736],
};
const columns: Arrangement = {
  type: [490, 150],
  code: [620, 150],
  number: [1030, 150],
  surname: [490, 250],
  given: [490, 350],
  nationality: [490, 450],
  personal: [1030, 450],
  birth: [490, 550],
  sex: [820, 550],
  birthPlace: [1030, 550],
  issue: [490, 650],
  authority: [1030, 650],
  expiry: [490, 750],
};

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

const korean: Readonly<Record<Slot, string>> = {
  type: '종류',
  code: '발행국',
  number: '여권번호',
  surname: '성',
  given: '이름',
  nationality: '국적',
  birth: '생년월일',
  sex: '성별',
  birthPlace: '출생지',
  issue: '발급일',
  expiry: '기간만료일',
  authority: '발행관청',
  personal: '개인번호',
};
const russian: Readonly<Record<Slot, string>> = {
  type: 'Тип',
  code: 'Код государства',
  number: 'Номер паспорта',
  surname: 'Фамилия',
  given: 'Имя',
  nationality: 'Гражданство',
  birth: 'Дата рождения',
  sex: 'Пол',
  birthPlace: 'Место рождения',
  issue: 'Дата выдачи',
  expiry: 'Дата окончания срока',
  authority: 'Орган выдачи',
  personal: 'Личный номер',
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
    places: wide,
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
    places: wide,
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
    places: wide,
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
    places: wide,
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
    places: wide,
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
    places: wide,
  },
  {
    name: 'american',
    heldOut: false,
    codes: ['USA', 'UTO', 'MEX', 'PHL'],
    labels: joined([english, french, spanish], ' / '),
    date: plain,
    font: families.latin,
    labelFont: families.latinSerif,
    weight: 400,
    size: 30,
    labelSize: 14,
    paper: ['#f3ece0', '#dfe8f1'],
    ink: '#1a1a1c',
    labelInk: '#2d3f73',
    heading: () => 'PASSPORT  PASSEPORT  PASAPORTE',
    places: stacked,
    hatched: true,
  },
  {
    name: 'iberian',
    heldOut: false,
    codes: ['ESP', 'UTO', 'ARG', 'CHL'],
    labels: joined([spanish, english], '/'),
    date: continental,
    font: families.sans,
    labelFont: families.latin,
    weight: 600,
    size: 32,
    labelSize: 16,
    paper: ['#f6ece9', '#f1efdf'],
    ink: '#1d1b1b',
    labelInk: '#7c3b33',
    heading: (code) => `PASAPORTE  PASSPORT  ${code}`,
    places: columns,
  },
  {
    name: 'hangul',
    heldOut: false,
    codes: ['KOR', 'UTO'],
    labels: joined([korean, english], '/'),
    date: plain,
    font: families.sans,
    labelFont: families.sans,
    weight: 500,
    size: 33,
    labelSize: 18,
    paper: ['#e6f0ee', '#eee9f2'],
    ink: '#18191c',
    labelInk: '#3c5a52',
    heading: () => '여권  PASSPORT',
    places: columns,
    hatched: true,
  },
  {
    name: 'cyrillic',
    heldOut: true,
    codes: ['RUS', 'UTO', 'KAZ'],
    labels: joined([russian, english], '/'),
    date: continental,
    font: families.latin,
    labelFont: families.latin,
    weight: 400,
    size: 30,
    labelSize: 15,
    paper: ['#f2e6ea', '#e9eef4'],
    ink: '#1a1a1e',
    labelInk: '#6a3350',
    heading: () => 'ПАСПОРТ  PASSPORT',
    places: stacked,
    hatched: true,
  },
];
