import type { Random } from '../random.ts';

/** A calendar day. */
export type Day = { year: number; month: number; day: number };

const two = (value: number): string => String(value).padStart(2, '0');
const monthNames = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/**
 * A day between two years, both included; the 29th to 31st never come up, so every month fits and years can be added.
 */
export const dayIn = (random: Random, from: number, to: number): Day => ({
  year: random.int(from, to),
  month: random.int(1, 12),
  day: random.int(1, 28),
});

/** The same day some years on. */
export const yearsLater = (date: Day, years: number): Day => ({ ...date, year: date.year + years });

/** The day before; used where a validity ends a day short of the anniversary. */
export const dayBefore = (date: Day): Day => {
  const moved = new Date(Date.UTC(date.year, date.month - 1, date.day - 1));
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
};

/** "2000-01-09". */
export const iso = (date: Day): string => `${date.year}-${two(date.month)}-${two(date.day)}`;
/** "2000.01.09". */
export const dotted = (date: Day): string => `${date.year}.${two(date.month)}.${two(date.day)}`;
/** "20000109". */
export const compact = (date: Day): string => `${date.year}${two(date.month)}${two(date.day)}`;
/** "000109", as in a machine-readable line. */
export const short = (date: Day): string => compact(date).slice(2);
/** "2000年01月09日". */
export const han = (date: Day): string => `${date.year}年${two(date.month)}月${two(date.day)}日`;
/** "2000年1月9日". */
export const hanPlain = (date: Day): string => `${date.year}年${date.month}月${date.day}日`;
/** "JAN". */
export const monthName = (date: Day): string => monthNames[date.month - 1] ?? '';
/** "09". */
export const dayOfMonth = (date: Day): string => two(date.day);
