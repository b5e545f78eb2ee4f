import { calendarDate, isLongTerm, monthOf as monthNamed } from '@scanfill/proxy/contract';

/** A calendar date as `YYYY-MM-DD`, and where in the text it ends. */
export type DateFound = { readonly date: string; readonly end: number };

/** Digits that letters were read for, where a digit stands beside them. */
function mended(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/0(?=CT(?:[^A-Z]|OBER|\d|$))/gi, 'O')
    .replace(/(?<=\d)[OoQD](?=[\d年月日.\-/]|$)|(?<=[年月.\-/]\s?)[OoQD](?=\d)/g, '0')
    .replace(/(?<=\d)[lI|](?=[\d年月日.\-/]|$)|(?<=[年月.\-/]\s?)[lI|](?=\d)/g, '1')
    .replace(/(?<=\d)[B](?=[\d年月日])/g, '8')
    .replace(/(?<=\d)[S](?=[\d年月日])/g, '5')
    .replace(/(?<=\d)[Z](?=[\d年月日])/g, '2');
}

/**
 * All dates of a text in their order: 2000年1月1日, 2000.01.01 (also with separators lost), 01 JAN 2000, 01.01.2000,
 * January 1, 2000.
 */
export function datesIn(text: string): DateFound[] {
  const plain = mended(text);
  const found: (DateFound & { start: number })[] = [];
  for (const { pattern, dateOf } of shapes) {
    for (const match of plain.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const date = dateOf(match);
      if (date !== undefined && found.every((other) => end <= other.start || start >= other.end)) {
        found.push({ date, start, end });
      }
    }
  }
  return found.sort((a, b) => a.end - b.end).map(({ date, end }) => ({ date, end }));
}

/**
 * The same where a passport's day, month and year may have lost the spaces between them: 23091981. Elsewhere eight
 * digits are a number.
 */
export function passportDatesIn(text: string): DateFound[] {
  const found = datesIn(text);
  if (found.length > 0) return found;
  return [...mended(text).matchAll(/(?<![\dA-Z])(\d{2})\s?(\d{2})\s?((?:19|20)\d{2})(?![\dA-Z])/g)].flatMap((match) => {
    const date = calendarDate(Number(match[3]), Number(match[2]), Number(match[1]));
    return date === undefined ? [] : [{ date, end: match.index + match[0].length }];
  });
}

type Shape = { readonly pattern: RegExp; readonly dateOf: (match: RegExpExecArray) => string | undefined };

const ymd = (match: RegExpExecArray) => calendarDate(Number(match[1]), Number(match[2]), Number(match[3]));

// The surest first: what one shape has taken, no later one reads again.
const shapes: readonly Shape[] = [
  {
    pattern: /((?:18|19|20)\d{2})\s*[年.\-/,:·\s]\s*(\d{1,2})\s*[月.\-/,:·\s]\s*(\d{1,2})(?!\d)\s*日?/g,
    dateOf: ymd,
  },
  // Separators lost between full parts.
  { pattern: /((?:18|19|20)\d{2})\s*[年.\-/,·\s]?\s*(\d{2})\s*[月.\-/,·\s]?\s*(\d{2})日?/g, dateOf: ymd },
  // 12 3月/MAR 2019, 05 NOV 2025, 14 FÉV/FEB 2020, 21 SEP /SEPT 88; never the end of a longer number, which would be
  // another day.
  {
    pattern:
      /(?<!\d|(?<![A-Z\d]\s?)\d\d\s)(\d{1,2})\s*(?:(\d{1,2})\s*月)?[\s./-]*([A-ZÀ-Ý][A-ZÀ-Ý0]{2,8})\.?(?:\s*\/\s*([A-ZÀ-Ý][A-ZÀ-Ý0]{2,8})\.?)?[\s./,-]*((?:19|20)\d{2}|\d{2}(?!\d))/gi,
    dateOf: (match) =>
      calendarDate(
        yearOf(match[5] ?? ''),
        monthOf(match[3] ?? '') ?? monthOf(match[4] ?? '') ?? Number(match[2] ?? 0),
        Number(match[1]),
      ),
  },
  // A month in a script the recogniser does not know, then in English: 12 ГРУ/DEC 22.
  {
    pattern: /(?<!\d)(\d{1,2})\s+[^\s/]{2,6}\s*\/\s*([A-Z][A-Z0]{2,8})\.?\s*((?:19|20)\d{2}|\d{2}(?!\d))/gi,
    dateOf: (match) => calendarDate(yearOf(match[3] ?? ''), monthOf(match[2] ?? '') ?? 0, Number(match[1])),
  },
  // Day, the month's number with a sign lost or misread, and its English name: 16 6月/JUN 2023 as 166/JUN2023, 02 8월/AUG
  // 2022 as 02 8/AUG 2022.
  {
    pattern: /(?<!\d)(\d{2,4}|\d{1,2}\s\d{1,2})\s*[^\d\s/]{0,3}\s*\/\s*([A-Z][A-Z0]{2,8})\.?\s*((?:19|20)\d{2})/gi,
    dateOf: (match) => {
      const month = monthOf(match[2] ?? '');
      const run = match[1] ?? '';
      if (month === undefined || !run.endsWith(String(month))) return undefined;
      return calendarDate(Number(match[3]), month, Number(run.slice(0, -String(month).length) || 0));
    },
  },
  // The day and the month's number run together: 123月/MAR2019.
  {
    pattern: /(\d{1,2}?)\s*(1[0-2]|\d)\s*月[^\d]{0,8}((?:19|20)\d{2})/g,
    dateOf: (match) => calendarDate(Number(match[3]), Number(match[2]), Number(match[1])),
  },
  {
    pattern: /([A-ZÀ-Ý]{3,9})\.?\s*(\d{1,2})(?:ST|ND|RD|TH)?[\s,.]+((?:19|20)\d{2})/gi,
    dateOf: (match) => calendarDate(Number(match[3]), monthOf(match[1] ?? '') ?? 0, Number(match[2])),
  },
  // Day before month, unless only the other way round is a date.
  {
    pattern: /(?<!\d)(\d{1,2})\s*[.\-/\s]\s*(\d{1,2})\s*[.\-/\s]\s*((?:19|20)\d{2})/g,
    dateOf: (match) => {
      const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
      return second > 12 ? calendarDate(year, first, second) : calendarDate(year, second, first);
    },
  },
];

/** The month that a word names, its O easily read as 0. */
function monthOf(word: string): number | undefined {
  return monthNamed(word.replace(/0/g, 'O'));
}

/** Two digits stand for the year of that ending at most 15 years from now. */
function yearOf(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return 2000 + year <= new Date().getUTCFullYear() + 15 ? 2000 + year : 1900 + year;
}

/**
 * Whether a text says that something has no end; a character of 长期 may have been misread, or a speck read between them.
 */
export function isEndless(text: string): boolean {
  return isLongTerm(text) || /长.期/.test(text);
}

/** Whether a range goes on behind its date, whatever should stand there: its first day is not its end. */
export function isOpen(rest: string): boolean {
  return /^\s*起?\s*(?:至|到|[-~—–―])\s*$/.test(rest);
}

/** `2000年01月01日` from `2000-01-01`. */
export function chineseDate(date: string): string {
  return `${date.slice(0, 4)}年${date.slice(5, 7)}月${date.slice(8, 10)}日`;
}
