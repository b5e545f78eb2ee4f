import { isCreditCode, organisationCodeCheckDigit } from '@scanfill/proxy/contract';
import type { Cell } from '../rows/rows.ts';
import type { Value, ValueReader } from '../rows/value.ts';
import { checked, printedIn } from './windows.ts';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code (GB 32100); as printed where its check digit does not fit. */
export const creditCode: ValueReader = (cells) => {
  const alphabetAt = (place: number) => (place >= 2 && place < 8 ? digits : creditAlphabet);
  const good = checked(cells, 18, alphabetAt, isCreditCode);
  if (good !== undefined) return good;
  const printed = printedIn(cells, 18, alphabetAt, () => true);
  if (printed !== undefined) return { value: printed, fit: 0.5 };
  const raw = cells.map((cell) => cell.key).join('');
  const form = /^[0-9A-Z]{15,18}/.exec(raw)?.[0];
  return form === undefined ? undefined : { value: form, fit: 0.4 };
};

const isOrganisation = (text: string) => organisationCodeCheckDigit(text.slice(-9, -1)) === text.slice(-1);

/**
 * An organisation code (GB 11714), with the hyphen before its check digit if one is printed; `undefined` where that
 * does not fit.
 */
export const organisationCode: ValueReader = (cells) => {
  const good = ofOrganisation(cells, 9, () => `${digits}${capitals}`);
  if (good === undefined) return undefined;
  const text = String(good.value);
  return cells.some((cell) => /[-—–]/.test(cell.char)) ? { ...good, value: `${text.slice(0, 8)}-${text[8]}` } : good;
};

/** A company's old tax number: its region and its organisation code. */
export const taxNumber: ValueReader = (cells) =>
  ofOrganisation(cells, 15, (place) => (place < 6 ? digits : `${digits}${capitals}`));

function ofOrganisation(
  cells: readonly Cell[],
  size: number,
  alphabetAt: (place: number) => string,
): Value | undefined {
  const kept = cells.filter((cell) => cell.key !== '');
  return kept.length === size ? checked(kept, size, alphabetAt, isOrganisation) : undefined;
}
