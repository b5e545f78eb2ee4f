const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const shapes: readonly { pattern: RegExp; order: readonly ('y' | 'm' | 'd')[] }[] = [
  { pattern: /(\d{4})\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})\s*日?/g, order: ['y', 'm', 'd'] },
  { pattern: /(?:^|\D)(\d{4})(\d{2})(\d{2})(?!\d)/g, order: ['y', 'm', 'd'] },
  { pattern: /([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/g, order: ['m', 'd', 'y'] },
  { pattern: /(\d{1,2})\s*([A-Za-z]{3,9})[^\d]*(\d{4})/g, order: ['d', 'm', 'y'] },
];

/** Which century a two-digit year belongs to; see `FieldSpec.century`. */
export type Century = 'past' | 'near';

/**
 * The calendar date a text holds, as `YYYY-MM-DD`, the last one where it holds a range; undefined where it holds none or one that does
 * not exist. Reads 2000-01-01, 2000/1/1, 2000.01.01, 20000101, 2000年1月1日, January 01, 2000, 01 JAN 2000, and — only with a `century` —
 * the 000101 of machine-readable zones, which are otherwise ambiguous.
 */
export function parseDate(text: string, options: { century?: Century; today: string }): string | undefined {
  const plain = text.normalize('NFKC').trim();
  for (const { pattern, order } of shapes) {
    const last = [...plain.matchAll(pattern)].at(-1);
    if (!last) continue;
    const part = (name: 'y' | 'm' | 'd'): string => last[order.indexOf(name) + 1] ?? '';
    return calendarDate(Number(part('y')), monthNumber(part('m')), Number(part('d')));
  }
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(plain);
  if (!short || !options.century) return undefined;
  const year = fullYear(Number(short[1]), options.century, Number(options.today.slice(0, 4)));
  const date = calendarDate(year, Number(short[2]), Number(short[3]));
  return date && options.century === 'past' && date > options.today
    ? calendarDate(year - 100, Number(short[2]), Number(short[3]))
    : date;
}

/** Whether a text means "without end": 长期, Long-term, permanent, or the year 2999 and later that registers write for it. */
export function isLongTerm(text: string): boolean {
  return (
    /长期|長期|永久|long[\s-]?term|permanent|indefinite/i.test(text) ||
    /^(?:.*至\s*)?(?:2999|9999)\D?12\D?31/.test(text.trim())
  );
}

/** `YYYY-MM-DD` where the day exists in the Gregorian calendar, between the years 1800 and 2200. */
export function calendarDate(year: number, month: number, day: number): string | undefined {
  if (!(year >= 1800 && year <= 2200 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (day > days) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function monthNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const lower = text.toLowerCase();
  return lower === 'sept' ? 9 : months.findIndex((month) => lower.startsWith(month)) + 1;
}

function fullYear(twoDigits: number, century: Century, thisYear: number): number {
  const base = Math.floor(thisYear / 100) * 100;
  if (century === 'past') return base + twoDigits > thisYear ? base - 100 + twoDigits : base + twoDigits;
  const candidates = [base - 100, base, base + 100].map((hundred) => hundred + twoDigits);
  return candidates.reduce((best, year) => (Math.abs(year - thisYear) < Math.abs(best - thisYear) ? year : best));
}
