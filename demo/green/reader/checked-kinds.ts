import {
  idNumberCheckDigit,
  isCreditCode,
  isPlate,
  isVin,
  organisationCodeCheckDigit,
  parseIdNumber,
  plateProvinces,
  vinCheckDigit,
} from '@scanfill/proxy/contract';
import { type Guess, repair } from './repair.ts';
import type { Cell } from './rows.ts';
import type { Value, ValueReader } from './value.ts';

const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const vinAlphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const cjk = /\p{Script=Han}/u;

/** Windows of `size` consecutive Latin letters and digits (other characters skipped), with their cells. */
function windows(cells: readonly Cell[], size: number): Cell[][] {
  const kept = cells.filter((cell) => /^[0-9A-Z]$/.test(cell.key));
  const found: Cell[][] = [];
  for (let i = 0; i + size <= kept.length; i++) found.push(kept.slice(i, i + size));
  return found;
}

function guess(cell: Cell): Guess {
  return { char: cell.key, score: cell.score, others: cell.others };
}

/** The cheapest repair over all windows. */
function checked(
  cells: readonly Cell[],
  size: number,
  alphabetAt: (place: number) => string,
  valid: (text: string) => boolean,
  maxChanges: number,
): Value | undefined {
  let best: { text: string; cost: number; changes: number } | undefined;
  for (const part of windows(cells, size)) {
    const repaired = repair(part.map(guess), alphabetAt, valid, maxChanges);
    if (repaired !== undefined && (best === undefined || repaired.cost < best.cost)) best = repaired;
  }
  return best === undefined ? undefined : { value: best.text, fit: 1 - 0.1 * best.changes };
}

const thisYear = new Date().getUTCFullYear();

function isIdNumber(candidate: string): boolean {
  const year = Number(candidate.slice(6, 10));
  return year >= 1900 && year <= thisYear && parseIdNumber(candidate) !== undefined;
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

/** A unified social credit code (GB 32100), mended by its check digit. */
export const creditCode: ValueReader = (cells) => {
  const good = checked(cells, 18, (place) => (place >= 2 && place < 8 ? digits : creditAlphabet), isCreditCode, 2);
  if (good !== undefined) return good;
  const raw = cells.map((cell) => cell.key).join('');
  const form = /^[0-9A-Z]{15,18}/.exec(raw)?.[0];
  return form === undefined ? undefined : { value: form, fit: 0.4 };
};

const isOrganisation = (text: string) => organisationCodeCheckDigit(text.slice(-9, -1)) === text.slice(-1);

/** An organisation code (GB 11714), with the hyphen before its check digit if one is printed; `undefined` where that does not fit. */
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
  return kept.length === size ? checked(kept, size, alphabetAt, isOrganisation, 1) : undefined;
}

/** A vehicle's number; one in China and North America carries a check digit. */
export const vin: ValueReader = (cells) => {
  const fits = (candidate: string) =>
    isVin(candidate) && /\d{4}$/.test(candidate.slice(-4)) && vinCheckDigit(candidate) === candidate[8];
  const good = checked(cells, 17, (place) => (place >= 13 ? digits : vinAlphabet), fits, 1);
  if (good !== undefined) return good;
  const loose = checked(cells, 17, (place) => (place >= 13 ? digits : vinAlphabet), isVin, 0);
  return loose === undefined ? undefined : { value: loose.value, fit: 0.5 };
};

const plateEnd = `${'ABCDEFGHJKLMNPQRSTUVWXYZ'}${digits}`;

/** A licence plate: province, letter, five or six characters; an embassy's. */
export const plate: ValueReader = (cells) => {
  const marks = cells.filter((cell) => cell.key !== '');
  // No plate holds an I: behind the province it is one of 川's own strokes.
  const kept = marks.filter((cell, i) => cell.key !== 'I' || !plateProvinces.includes(marks[i - 1]?.key || ' '));
  const embassy = /^(?:使\d{6}|\d{6}使)$/.exec(kept.map((cell) => cell.key).join(''))?.[0];
  if (embassy !== undefined) return { value: embassy, fit: 0.9 };
  let best: Value | undefined;
  let bestCost = Infinity;
  for (let i = 0; i < kept.length; i++) {
    const head = kept[i];
    if (head === undefined || !cjk.test(head.key)) continue;
    for (const size of [8, 7]) {
      const part = kept.slice(i, i + size);
      // 江苏 is no plate's beginning.
      if (i > 0 && cjk.test(kept[i - 1]?.key ?? '') && kept[i - 1]?.line === head.line && !head.starts) continue;
      if (part.length < size || part.slice(1, -1).some((cell) => cjk.test(cell.key))) continue;
      const repaired = repair(
        part.map(guess),
        (place) =>
          place === 0
            ? plateProvinces
            : place === 1
              ? capitals
              : place === size - 1
                ? `${plateEnd}挂学警港澳领使`
                : plateEnd,
        isPlate,
        1,
      );
      if (repaired === undefined) continue;
      const next = kept[i + size];
      const cutShort = next !== undefined && !next.starts && /^[0-9A-Z]$/.test(next.key);
      const cost = repaired.cost + (size === 8 ? 0 : 0.2) + (cutShort ? 2 : 0);
      if (cost < bestCost) {
        bestCost = cost;
        best = { value: repaired.text, fit: Math.max(0.3, 1 - 0.1 * cost) };
      }
    }
  }
  return best;
};
