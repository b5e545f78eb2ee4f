import { idNumberCheckDigit, parseIdNumber } from '@scanfill/proxy/contract';
import type { ValueReader } from '../rows/value.ts';
import { checked } from './windows.ts';

const digits = '0123456789';

function isIdNumber(candidate: string): boolean {
  const year = Number(candidate.slice(6, 10));
  return year >= 1900 && year <= new Date().getUTCFullYear() && parseIdNumber(candidate) !== undefined;
}

/** A citizen's number (GB 11643), mended by its check digit. */
export const idNumber: ValueReader = (cells) => {
  const good = checked(cells, 18, (place) => (place === 17 ? `${digits}X` : digits), isIdNumber, 2);
  if (good !== undefined) return good;
  const kept = cells.filter((cell) => /^[0-9A-Z]$/.test(cell.key));
  // One digit lost in reading: the check digit tells which one, if only one fits.
  const raw = kept.map((cell) => cell.key).join('');
  if (/^\d{16}[\dX]$/.test(raw)) {
    const fits = new Set<string>();
    for (let i = 0; i <= 16; i++) {
      const double = raw.slice(0, i) + (raw[i] ?? '') + raw.slice(i);
      if (isIdNumber(double)) fits.add(double);
    }
    const only = [...fits][0];
    if (fits.size === 1 && only !== undefined) return { value: only, fit: 0.8 };
  }
  const form = /^\d{17}[\dX]/.exec(raw)?.[0];
  if (form !== undefined) return { value: form, fit: 0.4 };
  // Seventeen digits and an unreadable last one: the check digit is known.
  const check = /^\d{17}$/.test(raw) ? idNumberCheckDigit(raw) : undefined;
  return check !== undefined && isIdNumber(raw + check) ? { value: raw + check, fit: 0.6 } : undefined;
};
