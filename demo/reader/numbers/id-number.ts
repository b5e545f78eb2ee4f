import { parseIdNumber } from '@scanfill/proxy/contract';
import type { Cell } from '../rows/rows.ts';
import type { ValueReader } from '../rows/value.ts';
import { quantile } from '../sight/text.ts';
import { checked, printedIn } from './windows.ts';

const digits = '0123456789';
const alphabetAt = (place: number) => (place === 17 ? `${digits}X` : digits);

function isIdNumber(candidate: string): boolean {
  return parseIdNumber(candidate, new Date().toISOString().slice(0, 10)) !== undefined;
}

/** A citizen's or resident's number (GB 11643, GA 2102); as printed where its check digit does not fit. */
export const idNumber: ValueReader = (cells) => {
  const good = checked(cells, 18, alphabetAt, isIdNumber);
  if (good !== undefined) return good;
  const kept = cells.filter((cell) => /^[0-9A-Z]$/.test(cell.key));
  const doubled = kept.length === 17 ? withDouble(kept) : undefined;
  if (doubled !== undefined) return { value: doubled, fit: 0.8, mends: 1 };
  const former = /^[A-Z]{3}\d{12}$/.exec(kept.map((cell) => cell.key).join(''))?.[0];
  if (former !== undefined) return { value: former, fit: 0.6 };
  const form = printedIn(cells, 18, alphabetAt, (text) => /^\d{17}[\dX]$/.test(text));
  if (form !== undefined) return { value: form, fit: 0.4 };
  const short = /^\d{17}$/.exec(kept.map((cell) => cell.key).join(''))?.[0];
  return short === undefined ? undefined : { value: short, fit: 0.3 };
};

/**
 * The number with the second of two like digits that were read as one: there its neighbours stand further apart, and
 * the check digit fits.
 */
function withDouble(kept: readonly Cell[]): string | undefined {
  const raw = kept.map((cell) => cell.key).join('');
  if (!/^\d{16}[\dX]$/.test(raw)) return undefined;
  const gaps = kept.slice(1).map((cell, i) => cell.x - (kept[i]?.x ?? cell.x));
  const usual = quantile(gaps, 0.5);
  const fits = new Set<string>();
  for (let i = 0; i <= 16; i++) {
    const widest = Math.max(gaps[i - 1] ?? 0, gaps[i] ?? 0);
    const double = raw.slice(0, i) + (raw[i] ?? '') + raw.slice(i);
    if (widest > 1.3 * usual && isIdNumber(double)) fits.add(double);
  }
  return fits.size === 1 ? [...fits][0] : undefined;
}
