/** A day as the page's own spelling wants it: `y` `M` `d` runs, everything else as it stands. `''` is no pattern. */
export type DatePattern = string;

/** As this product writes days itself. */
export const iso: DatePattern = 'yyyy-MM-dd';

const yearLetters = 'yjaгปnسt年년';
const monthLetters = 'mмด月월bش';
const dayLetters = 'djgtдวي日일h';
/** Three runs of a letter with something between them, as `jj/mm/aaaa`, `TT.MM.JJJJ`, `yyyy年mm月dd日`, `DD MMM YYYY`. */
const runs =
  /(?<!\p{L})((\p{L})\2{0,3})([^\p{L}\p{N}]{1,3}|年)((\p{L})\5{0,3})([^\p{L}\p{N}]{1,3}|月)((\p{L})\8{0,3})(日?)(?!\p{L})/u;
const closeRuns = /(?<!p{L})(?:(yyyy)(mm)(dd)|(dd)(mm)(yyyy)|(mm)(dd)(yyyy))(?!p{L})/;
const example = /(?<!\d)(\d{1,4})([^\p{L}\p{N}]{1,3}|年)(\d{1,2})([^\p{L}\p{N}]{1,3}|月)(\d{1,4})(日?)(?!\d)/u;
const blanks = /([_#9xX]{2,4})([^\p{L}\p{N}_#]{1,3})([_#9xX]{2})([^\p{L}\p{N}_#]{1,3})([_#9xX]{2,4})/u;

/**
 * The pattern a page's hint writes, in any language; `?` runs where it tells the separators but not which of day and
 * month comes first.
 */
export function patternIn(hint: string): DatePattern {
  const text = hint
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060-\u206f]/g, '')
    .toLowerCase();
  const close = closeRuns.exec(text);
  if (close) return close[0].replaceAll('m', 'M');
  const found = runs.exec(text);
  if (found) {
    const [, a = '', , s1 = '', b = '', , s2 = '', c = '', , end = ''] = found;
    return fromRuns([a, b, c], s1, s2, end);
  }
  const shown = example.exec(text) ?? blanks.exec(text);
  if (!shown) return '';
  const [, a = '', s1 = '', b = '', s2 = '', c = '', end = ''] = shown;
  if (a.length > 2) return `yyyy${s1}MM${s2}dd${end}`;
  if (c.length < 4 && !/^[_#9x]/.test(a)) return '';
  const year = 'y'.repeat(c.length);
  if (Number(a) > 12) return `dd${s1}MM${s2}${year}`;
  if (Number(b) > 12) return `MM${s1}dd${s2}${year}`;
  return `??${s1}??${s2}${year}`;
}

function fromRuns(parts: readonly [string, string, string], s1: string, s2: string, end: string): DatePattern {
  const [a, b, c] = parts;
  const long = parts.filter((part) => part.length > 1).length;
  const isHan = a === '年' && b === '月' && c.startsWith('日');
  if (long < 2 && !isHan && !/^[dm]$/.test(a + b === 'dm' || a + b === 'md' ? a : '')) return '';
  if (isHan) return `yyyy${s1}MM${s2}dd`;
  const isOf = (letters: string, part: string): boolean => letters.includes(part.charAt(0));
  const year = parts.findIndex((part) => part.length === 4 && isOf(yearLetters, part));
  const isYearFirst = year === 0 || (year < 0 && isOf('yгa年', a) && !isOf('yгa年', c));
  if (isYearFirst) return `${'y'.repeat(a.length)}${s1}${'M'.repeat(b.length)}${s2}${'d'.repeat(c.length)}${end}`;
  if (year === 1 || (year < 0 && !isOf(yearLetters, c))) return '';
  const isMonthFirst = isOf(monthLetters, a) && isOf(dayLetters, b);
  const [first, second] = isMonthFirst ? ['M', 'd'] : ['d', 'M'];
  return `${first?.repeat(a.length)}${s1}${second?.repeat(b.length)}${s2}${'y'.repeat(c.length)}${end}`;
}

/** `YYYY-MM-DD` written by a pattern. */
export function writeDate(date: string, pattern: DatePattern, language: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return pattern.replace(/y+|M+|d+/g, (run) => {
    if (run.startsWith('y')) return run.length < 3 ? year.slice(2) : year;
    if (run.startsWith('d')) return run.length > 1 ? day : String(Number(day));
    if (run.length > 2) return monthNames(Number(month), language)[run.length === 3 ? 1 : 0] ?? month;
    return run.length > 1 ? month : String(Number(month));
  });
}

/** A month's long and short name; in English too where `language` is another. */
export function monthNames(month: number, language: string): readonly string[] {
  const day = new Date(2000, month - 1, 15);
  return [language, 'en'].flatMap((locale) =>
    (['long', 'short'] as const).flatMap((style) => {
      try {
        return [day.toLocaleString(locale, { month: style }).replace(/\.$/, '')];
      } catch {
        return [];
      }
    }),
  );
}

/**
 * Whether a text shows a day. Where day and month stand both as numbers after one another and before the year, either
 * order will do: which one was meant is settled by whoever wrote it.
 */
export function showsDate(text: string, date: string, language: string, pattern: DatePattern = ''): boolean {
  const [year = '', month = '', day = ''] = date.split('-');
  let plain = text.normalize('NFKC').toLowerCase();
  const named = monthNames(Number(month), language)
    .map((name) => name.toLowerCase())
    .find((name) => /\p{L}/u.test(name) && !/^\d/.test(name) && plain.includes(name));
  if (named) plain = plain.replace(named, ' ');
  const numbers = plain.match(/\d+/g) ?? [];
  const isYear = (number = ''): boolean =>
    number === year || (number.length === 2 && /(?<!y)yy(?!y)/.test(pattern) && year.endsWith(number));
  const isSame = (number: string | undefined, other: string): boolean => Number(number) === Number(other);
  const [a = '', b = '', c = ''] = numbers;
  if (named) return (isYear(a) && isSame(b, day)) || (isSame(a, day) && isYear(b));
  if (numbers.length === 1)
    return a === `${year}${month}${day}` || a === `${day}${month}${year}` || a === `${month}${day}${year}`;
  if (isYear(a) && a.length === 4) return isSame(b, month) && isSame(c, day);
  const inOrder = (isSame(a, day) && isSame(b, month)) || (isSame(a, month) && isSame(b, day));
  return inOrder && isYear(c);
}

/** Whether a text is a day as this product writes it. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}
