import { cards, type Label } from '@scanfill/proxy/contract';

/** A text input of the sign-up form. */
export type TextField = {
  readonly name: string;
  readonly label: Label;
  readonly kind: 'text' | 'date' | 'expiry' | 'long' | 'code' | 'phone';
  readonly autocomplete?: string;
  /** Half a row on wide screens. */
  readonly half?: true;
};

const front = cards['id-card-front'].fields;
const back = cards['id-card-back'].fields;

/**
 * The lines of the sign-up form that a card can fill, in the order they stand on the page; their names are the
 * contract's.
 */
export const cardFields = {
  name: { name: 'name', label: front.name.label, kind: 'text', autocomplete: 'name', half: true },
  nationality: { name: 'nationality', label: front.nationality.label, kind: 'text', autocomplete: 'off', half: true },
  birth: { name: 'birth', label: front.birth.label, kind: 'date', autocomplete: 'bday', half: true },
  number: { name: 'number', label: front.number.label, kind: 'code', autocomplete: 'off' },
  address: { name: 'address', label: front.address.label, kind: 'long', autocomplete: 'street-address' },
  authority: { name: 'authority', label: back.authority.label, kind: 'text', autocomplete: 'off' },
  startDate: { name: 'startDate', label: back.startDate.label, kind: 'date', autocomplete: 'off', half: true },
  endDate: { name: 'endDate', label: back.endDate.label, kind: 'expiry', autocomplete: 'off', half: true },
} as const satisfies Record<string, TextField>;

/** The line the person writes. */
export const phoneField: TextField = {
  name: 'phone',
  label: { en: 'Mobile phone', zh: '手机号码' },
  kind: 'phone',
  autocomplete: 'tel',
};

/** The name of every line of the form, in order. */
export const lineNames = [
  'name',
  'sex',
  'nationality',
  'birth',
  'number',
  'address',
  'authority',
  'startDate',
  'endDate',
  'phone',
  'consent',
] as const;

/** The name of a line of the form. */
export type LineName = (typeof lineNames)[number];

/** What stands in the form; an empty string where nothing does. */
export type Application = Readonly<Record<LineName, string>>;

/** An application as it goes to the bank, with the receipts of the cards it was filled from. */
export type Submission = {
  readonly application: Application;
  readonly receipts: Readonly<Record<string, string>>;
};

/** The receipts that the upload has put beside the lines, by their cards. */
export function readReceipts(form: HTMLFormElement): Submission['receipts'] {
  const start = 'scanfill-receipt-';
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    name.startsWith(start) && typeof value === 'string' ? [[name.slice(start.length), value] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** Reads the form as it stands, spaces at the ends removed. */
export function readApplication(form: HTMLFormElement): Application {
  const data = new FormData(form);
  const value = (name: LineName): string => {
    const entry = data.get(name);
    return typeof entry === 'string' ? entry.trim() : '';
  };
  return Object.fromEntries(lineNames.map((name) => [name, value(name)])) as Application;
}
