import type { Attempt, Attempts } from '../controls/control.ts';
import type { DatePattern } from './dates.ts';

const iso = 'yyyy-MM-dd';

/**
 * Days no month can be taken for. They differ, so that a picker that goes back to the last it understood is not taken
 * to have understood.
 */
const probeDays = { d: '25', M: '26' };

/** A day on its way into a control: what the page's hint `told`, and how one of its spellings is tried. */
type DateInControl = {
  readonly date: string;
  readonly language: string;
  readonly told: DatePattern;
  /** Whether a script may take a text only from somebody who is in the control. */
  readonly isVisited: boolean;
  fits(pattern: DatePattern): boolean;
  /** Whether a person could type what the pattern has between its digits. */
  isKeyed(pattern: DatePattern): boolean;
  spell(pattern: DatePattern, day?: string, isFocused?: boolean): Attempt;
  /** Goes into the control to see what it shows only then; gives the pattern found. */
  peek(): Generator<Attempt, DatePattern, boolean>;
};

/**
 * The spellings of a day after the first: as the control shows it to whoever is in it, as the page's language writes
 * it, then every order. Only in an order that a hint, a probe or the language has settled: a control that keeps both
 * keeps whatever is written, and what it makes of it cannot be seen.
 */
export function* dateOrders({ date, language, told, isVisited, fits, isKeyed, spell, peek }: DateInControl): Attempts {
  const shown = told === '' ? yield* peek() : told;
  if (told === '' && isOrdered(shown) && fits(shown)) yield spell(shown, date, true);

  const own = patternOf(language);
  const order = function* (dayFirst: DatePattern, monthFirst: DatePattern): Generator<Attempt, DatePattern, boolean> {
    const probed = (first: 'd' | 'M'): Attempt => ({
      ...spell(first === 'd' ? dayFirst : monthFirst, `${date.slice(0, 8)}${probeDays[first]}`, isVisited),
      isProbe: true,
    });
    const isDayFirst = yield probed('d');
    const isMonthFirst = yield probed('M');
    if (isDayFirst !== isMonthFirst) return isDayFirst ? dayFirst : monthFirst;
    if (!isDayFirst) return '';
    // Nobody puts points behind a month in front.
    if (dayFirst.includes('.')) return dayFirst;
    // English is written both ways: only a country says which.
    if (own === '' || /^en$/i.test(language)) return undecided;
    return own.indexOf('d') < own.indexOf('M') ? dayFirst : monthFirst;
  };
  // Nothing can be taken for something else where the year comes first.
  const plain = function* (patterns: readonly DatePattern[]): Attempts {
    for (const pattern of patterns) if (fits(pattern) && isKeyed(pattern)) yield spell(pattern, date, isVisited);
  };
  const isYearFirst = own.startsWith('y');
  if (isYearFirst) yield* plain(/^(?:zh|ja)/i.test(language) ? ['yyyy年MM月dd日', ...yearFirst] : yearFirst);
  const separators = [...new Set([/\?(.*?)\?/.exec(shown)?.[1] ?? separatorOf(shown || own), '/', '.', '-', ''])];
  const known = separators.filter((separator) => separator !== undefined);
  for (const separator of known.filter((one) => isKeyed(`dd${one}MM`))) {
    const dayFirst = `dd${separator}MM${separator}yyyy`;
    const monthFirst = `MM${separator}dd${separator}yyyy`;
    if (!fits(dayFirst)) continue;
    const settled = yield* order(dayFirst, monthFirst);
    if (settled === undecided) return;
    // What a picker took of a probe is let go only by somebody who has been in it, and shows again where it was not.
    if (settled !== '') yield spell(settled, date, true);
  }
  if (!isYearFirst) yield* plain(yearFirst);
  yield* plain(['dd MMM yyyy', 'MMM dd, yyyy']);
  if (told === '' && isKeyed(iso)) yield spell(iso, date, true);
}

const yearFirst: readonly DatePattern[] = ['yyyy/MM/dd', 'yyyy.MM.dd', 'yyyyMMdd'];

/** Both orders of day and month are kept. */
const undecided = '?';

/** Whether a pattern says which of day and month comes first. */
function isOrdered(pattern: DatePattern): boolean {
  return pattern !== '' && !pattern.includes('?');
}

/**
 * How people of a language write a date in digits; `''` for a language nobody knows, or one whose orders differ from
 * country to country.
 */
function patternOf(language: string): DatePattern {
  try {
    const locale = new Intl.Locale(language, { calendar: 'gregory', numberingSystem: 'latn' });
    const style = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    return new Intl.DateTimeFormat(locale, style)
      .formatToParts(new Date(2000, 0, 1))
      .map(({ type, value }) => (({ year: 'yyyy', month: 'MM', day: 'dd' }) as Record<string, string>)[type] ?? value)
      .join('')
      .replace(/[\u200e\u200f]/g, '');
  } catch {
    return '';
  }
}

function separatorOf(pattern: DatePattern): string | undefined {
  return /[dMy]+([^dMy]+)/.exec(pattern)?.[1];
}
