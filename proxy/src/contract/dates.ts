import { calendarDate } from './calendar.ts';
import { withDigits } from './chinese-numerals.ts';
import { monthOf } from './months.ts';

/** Which century a two-digit year belongs to; see `FieldSpec.century`. */
export type Century = 'past' | 'near';

/** What a reading of dates goes by: `today` as `YYYY-MM-DD`; without a `century` two-digit years are none. */
export type DateOptions = { readonly century?: Century; readonly today: string };

/**
 * A date in a text that was made plain by `plainDates`: where it stands, and which day it is (`YYYY-MM-DD`); `date` is
 * undefined where its parts are those of no day there is.
 */
export type DateFound = { readonly date: string | undefined; readonly start: number; readonly end: number };

type Part = 'y' | 'm' | 'd';
type Shape = { readonly pattern: RegExp; readonly order: readonly [Part, Part, Part] };

// The surest first: what one shape has taken, no later one reads again.
const shapes: readonly Shape[] = [
  {
    pattern: /(?<!\d)(\d{4})\s*[年년\-./·]\s*(\d{1,2})\s*[月월\-./·]\s*(\d{1,2})(?!\d)\s*[日号일]?/g,
    order: ['y', 'm', 'd'],
  },
  { pattern: /(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/g, order: ['y', 'm', 'd'] },
  { pattern: /(\p{L}{3,12})\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,]\s*(\d{4})(?!\d)/giu, order: ['m', 'd', 'y'] },
  // 01 JAN 2000, 12 AOUT/AUG 1990, 15 8月/AUG 2014, and the same with its spaces lost or with a year of two digits.
  {
    pattern: /(?<!\d)(\d{1,2})(?![月월])((?:[\s.\-/]*\d{1,2}\s*[月월])?[^\d,]{0,24}?)[\s.\-/]*(\d{4}|\d{2})(?!\d)/g,
    order: ['d', 'm', 'y'],
  },
  // Day before month, as ICAO 9303-3 §3.4 has it.
  { pattern: /(?<!\d)(\d{1,2})\s*[.\-/\s]\s*(\d{1,2})\s*[.\-/\s]\s*(\d{4})(?!\d)/g, order: ['d', 'm', 'y'] },
];

/** No field of a date holds more; what is longer is another text. */
const most = 200;

/** A text as dates are looked for in: half-width forms, Chinese numerals as digits. */
export function plainDates(text: string): string {
  return withDigits(text.slice(0, most).normalize('NFKC')).trim();
}

/**
 * The dates of a text made plain by `plainDates`, in their order: 2000-01-01, 2000/1/1, 20000101, 2000年1月1日, January
 * 01, 2000, 01 JAN 2000, 12 AOUT/AUG 1990, 15 8月/AUG 2014, 01.02.2000 (day first), and — only with a `century` — 12 DEC
 * 22 and the 000101 of machine-readable zones.
 */
export function datesIn(plain: string, options: DateOptions): readonly DateFound[] {
  const found: DateFound[] = [];
  for (const { pattern, order } of shapes) {
    for (const match of plain.matchAll(pattern)) {
      const part = (name: Part): string => match[order.indexOf(name) + 1] ?? '';
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const month = /^\d+$/.test(part('m')) ? Number(part('m')) : monthOf(part('m'));
      if (month === undefined || (part('y').length === 2 && !options.century)) continue;
      found.push({ date: dayOf(part('y'), month, Number(part('d')), options), start, end });
    }
  }
  const short = options.century && /^(\d{2})(\d{2})(\d{2})$/.exec(plain);
  if (short) found.push({ date: dayOf(short[1] ?? '', Number(short[2]), Number(short[3]), options), start: 0, end: 6 });
  return found.sort((a, b) => a.start - b.start);
}

/**
 * The calendar date a text holds, as `YYYY-MM-DD`: of several the last, or the first with `which`; undefined where it
 * holds none, or one that does not exist. The shapes are those of `datesIn`.
 */
export function parseDate(text: string, options: DateOptions & { which?: 'first' | 'last' }): string | undefined {
  const found = datesIn(plainDates(text), options);
  return found[options.which === 'first' ? 0 : found.length - 1]?.date;
}

function dayOf(year: string, month: number, day: number, { century, today }: DateOptions): string | undefined {
  if (year.length !== 2 || !century) return calendarDate(Number(year), month, day);
  const full = fullYear(Number(year), century, Number(today.slice(0, 4)));
  const date = calendarDate(full, month, day);
  return date && century === 'past' && date > today ? calendarDate(full - 100, month, day) : date;
}

function fullYear(twoDigits: number, century: Century, thisYear: number): number {
  const base = Math.floor(thisYear / 100) * 100;
  if (century === 'past') return base + twoDigits > thisYear ? base - 100 + twoDigits : base + twoDigits;
  const candidates = [base - 100, base, base + 100].map((hundred) => hundred + twoDigits);
  return candidates.reduce((best, year) => (Math.abs(year - thisYear) < Math.abs(best - thisYear) ? year : best));
}
