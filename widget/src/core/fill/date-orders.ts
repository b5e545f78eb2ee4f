import type { Attempt, Attempts } from './control.ts';
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
  fits(pattern: DatePattern): boolean;
  /** Whether a person could type what the pattern has between its digits. */
  isKeyed(pattern: DatePattern): boolean;
  spell(pattern: DatePattern, day?: string, isFocused?: boolean): Attempt;
};

/**
 * The spellings of a day after the first: as the page's language writes it, then every order. Where day and month
 * could be taken for each other, only in an order that a hint, a probe or the language has settled.
 */
export function* dateOrders({ date, language, told, fits, isKeyed, spell }: DateInControl): Attempts {
  const [, month, day = ''] = date.split('-');
  const isPlain = Number(day) > 12 || month === day;
  const order = function* (dayFirst: DatePattern, monthFirst: DatePattern): Generator<Attempt, DatePattern, boolean> {
    const probed = (first: 'd' | 'M'): Attempt => ({
      ...spell(first === 'd' ? dayFirst : monthFirst, `${date.slice(0, 8)}${probeDays[first]}`),
      isProbe: true,
    });
    const isDayFirst = yield probed('d');
    const isMonthFirst = yield probed('M');
    if (isDayFirst !== isMonthFirst) return isDayFirst ? dayFirst : monthFirst;
    // English is written both ways: only a country says which.
    const own = isDayFirst && !/^en$/i.test(language) ? patternOf(language) : '';
    return own === '' ? '' : own.indexOf('d') < own.indexOf('M') ? dayFirst : monthFirst;
  };

  const own = patternOf(language);
  const isMonthFirst = own.startsWith('M');
  const separators = [...new Set([/\?(.*?)\?/.exec(told)?.[1] ?? separatorOf(told || own), '/', '.', '-', ''])];
  const known = separators.filter((separator) => separator !== undefined);
  for (const separator of known.filter((one) => isKeyed(`dd${one}MM`))) {
    const dayFirst = `dd${separator}MM${separator}yyyy`;
    const monthFirst = `MM${separator}dd${separator}yyyy`;
    if (!fits(dayFirst)) continue;
    if (isPlain)
      for (const pattern of isMonthFirst && separator !== '.' ? [monthFirst, dayFirst] : [dayFirst, monthFirst])
        yield spell(pattern);
    else {
      const settled = yield* order(dayFirst, monthFirst);
      // What a picker took of a probe is let go only by somebody who has been in it, and shows again where it was not.
      if (settled !== '') yield spell(settled, date, true);
    }
  }
  for (const pattern of ['yyyy/MM/dd', 'yyyy.MM.dd', 'yyyyMMdd', 'dd MMM yyyy', 'MMM dd, yyyy', 'yyyy年MM月dd日', iso])
    if (fits(pattern)) yield spell(pattern);
  if (told === '') yield spell(iso, date, true);
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
