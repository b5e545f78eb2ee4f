import { type Attempt, type Attempts, isKept } from './control.ts';
import { type DatePattern, patternIn, patternOf, showsDate, writeDate } from './dates.ts';
import { parentOf, referred, textOf } from './dom.ts';
import { fire, typeInto } from './events.ts';
import { isFit, type TextField, twice, visit, writeText } from './text-control.ts';

const iso = 'yyyy-MM-dd';
/**
 * Days no month can be taken for. They differ, so that a picker that goes back to the last it understood is not taken
 * to have understood.
 */
const probeDays = { d: '25', M: '26' };

/**
 * The spellings of a day, best first: as the page's hint writes it, else as `YYYY-MM-DD`, else as the page's language
 * does, else every order. Where day and month could be taken for each other, only in an order that a hint, a probe or
 * the language has settled.
 */
export function* dateAttempts(element: TextField, date: string, language: string): Attempts {
  const told = hintsOf(element).map(patternIn).find(Boolean) ?? '';
  const isKeyed =
    told === '' ? (pattern: DatePattern) => takesKeys(element, writeDate(date, pattern, language)) : () => true;
  const isRange = isOfRange(element);
  const fits = (pattern: DatePattern): boolean => {
    const text = writeDate(date, pattern, language);
    if (element.maxLength > 0 && text.length > element.maxLength) return false;
    const { pattern: allowed = '' } = element as Partial<HTMLInputElement>;
    return told !== '' || allowed === '' || matches(allowed, text);
  };
  const spell = (pattern: DatePattern, day = date, isFocused = false): Attempt => {
    const text = writeDate(day, pattern, language);
    const holds = (): boolean => showsDate(element.value, day, language, pattern) && isFit(element);
    if (isRange)
      return { text, isSlow: true, write: () => visit(element, () => typeInto(element, 'value', text)), holds };
    return { text, write: () => writeText(element, text, isFocused), holds };
  };
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

  if (told !== '' && !told.includes('?') && fits(told)) {
    yield* twice(element, spell(told));
    yield spell(told, date, true);
  }
  if (told === '' && fits(iso) && isKeyed(iso)) yield* twice(element, spell(iso));
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
      if (settled !== '') yield spell(settled);
    }
  }
  for (const pattern of ['yyyy/MM/dd', 'yyyy.MM.dd', 'yyyyMMdd', 'dd MMM yyyy', 'MMM dd, yyyy', 'yyyy年MM月dd日', iso])
    if (fits(pattern)) yield spell(pattern);
  if (told === '') yield spell(iso, date, true);
}

/** Whether a script draws two days as one: it commits neither before somebody has been in both. */
function isOfRange(element: TextField): boolean {
  if (!isKept(element) || element.localName !== 'input') return false;
  for (let up = parentOf(element), level = 0; up && level < 3; up = parentOf(up), level++) {
    if (/^(?:form|fieldset|body|tr)$/.test(up.localName) || up.querySelector('label')) return false;
    const inputs = [...up.querySelectorAll('input,select,textarea')];
    if (inputs.length > 1)
      return inputs.length === 2 && inputs.every((each) => each.matches('input:not([type]),input[type=text]'));
  }
  return false;
}

/** Where a page says how it wants a date, the control itself first. */
function hintsOf(element: TextField): readonly string[] {
  const attributes = ['placeholder', 'data-date-format', 'data-format', 'data-placeholder', 'title', 'aria-label'];
  const described = referred(element, 'aria-describedby').map(textOf);
  const labels = [...(element.labels ?? []), ...referred(element, 'aria-labelledby')].map(textOf);
  const own = attributes.map((name) => element.getAttribute(name) ?? '');
  const parent = parentOf(element);
  // A field drawn in segments shows its pattern in them.
  const around = parent?.querySelector('[role=spinbutton]')
    ? textOf(parent)
    : (parent?.getAttribute('data-placeholder') ?? '');
  return [...own, element.value, around, ...described, ...labels];
}

function separatorOf(pattern: DatePattern): string | undefined {
  return /[dMy]+([^dMy]+)/.exec(pattern)?.[1];
}

/** Whether the page would let a person type these characters; one that enters them by itself counts as willing. */
function takesKeys(element: TextField, text: string): boolean {
  const before = element.value;
  return [...new Set(text.replace(/[\p{L}\p{N}]/gu, ''))].every((key) => {
    const charCode = key.charCodeAt(0);
    const isTaken = fire(element, 'KeyboardEvent', 'keypress', { key, charCode, keyCode: charCode, which: charCode });
    return isTaken || element.value !== before;
  });
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return true;
  }
}
