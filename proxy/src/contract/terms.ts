import { calendarDate, daysIn } from './calendar.ts';
import { type DateOptions, datesIn, plainDates } from './dates.ts';

/** A value of a date field that never ends. */
export const longTerm = 'long-term';

const endless =
  /长期|長期|永久|永续|永續|[不无無未]约定|[不无無未](?:固定|设定|限定|限|营业|经营|定)*(?:期限|期)|long[\s-]?term|permanent|perpetual|indefinite|unlimited|no expir|not expire/i;
// Registers write a year no certificate reaches: 2999-12-31, 9999-09-09, 99991231.
const farAway = /(?<!\d)(?:(?:2999|[3-9]\d{3})\s*[年.\-/·]|(?:2999|9999)\d{4}(?!\d))/;
const duration = /(?<!\d)(\d{1,2})\s*(?:(年|years?\b|yrs?\b)|(?:个月|個月|months?\b))(?!\s*\d)/i;
// A date behind which a range goes on, or from which it begins.
const opens = /^\s*起?\s*(?:至|到(?!期)|[-~—–―]|to\b|until\b|起)/i;
const begins = /(?:自|从|從|from|since)\s*$/i;

/**
 * Whether a text says that something has no end: 长期, 无固定期限, 永续经营, 不约定期限, Long-term, permanent, or a year like 2999 or
 * 9999.
 */
export function isLongTerm(text: string): boolean {
  const plain = plainDates(text);
  return endless.test(plain) || farAway.test(plain);
}

/**
 * When a term ends: `YYYY-MM-DD`, or `long-term`; undefined where the text does not say. Of a range the second date; of
 * a date with a number of years or months behind it (2015-03-02 6年) the day that many later; of such a number alone the
 * same from `start` (`YYYY-MM-DD`), where that is given. A range that stays open (2015-03-02至) has no end, and its
 * first day is none.
 */
export function endOfTerm(text: string, options: DateOptions & { start?: string }): string | undefined {
  const plain = plainDates(text);
  const found = datesIn(plain, options);
  const last = found[found.length - 1];
  const rest = plain.slice(last?.end ?? 0);
  if (endless.test(rest) || farAway.test(plain)) return longTerm;
  const from = last === undefined ? options.start : last.date;
  const term = duration.exec(rest);
  if (term && found.length < 2) return from === undefined ? undefined : later(from, Number(term[1]), term[2] ? 12 : 1);
  if (last === undefined || opens.test(rest) || (found.length === 1 && begins.test(plain.slice(0, last.start))))
    return undefined;
  return last.date;
}

/** The same day some months on; the month's last day where that month is shorter. */
function later(date: string, count: number, monthsEach: number): string | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const months = year * 12 + month - 1 + count * monthsEach;
  const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
  return count === 0 ? undefined : calendarDate(y, m, Math.min(day, daysIn(y, m)));
}
