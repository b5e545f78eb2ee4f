import { type Attempt, type Attempts, isKept } from '../controls/control.ts';
import { parentOf, referred, textOf } from '../page/dom.ts';
import { fire, typeInto } from '../page/events.ts';
import { isFit, type TextField, twice, visit, writeText } from '../page/typing.ts';
import { type DatePattern, iso, patternIn, showsDate, writeDate } from './dates.ts';

/** Loaded when a page has not kept the first spelling. */
let orders: typeof import('./date-orders.ts') | undefined;

/** Loads the other spellings of a day; without them the first is the only one. */
export async function loadOrders(): Promise<void> {
  orders ??= await import('./date-orders.ts').catch(() => undefined);
}

/**
 * The spellings of a day, best first: as the page's hint writes it, else as `YYYY-MM-DD`, then those of
 * `date-orders.ts`.
 */
export function* dateAttempts(element: TextField, date: string, language: string): Attempts {
  const told = toldBy(element);
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
    if (isRange || isFocused)
      return { text, isSlow: true, write: () => visit(element, () => typeInto(element, 'value', text)), holds };
    return { text, write: () => writeText(element, text), holds };
  };
  if (told !== '' && !told.includes('?') && fits(told)) {
    yield* twice(element, spell(told));
    yield spell(told, date, true);
  } else if (told === '' && fits(iso) && isKeyed(iso)) yield* twice(element, spell(iso));
  // Nothing is written before the others are there.
  else yield { text: date, isSlow: true, why: 'unsuitable', write: () => undefined, holds: () => false };
  const peek = function* (): Generator<Attempt, DatePattern, boolean> {
    if (!isKept(element)) return '';
    let shown = '';
    const look = (): void => {
      // Twice: a mask may make something of a digit that was left.
      for (let times = 0; times < 2; times++) typeInto(element, 'value', '');
      shown = toldBy(element);
    };
    yield { text: date, isSlow: true, isProbe: true, write: () => visit(element, look), holds: () => false };
    return shown;
  };
  if (orders)
    yield* orders.dateOrders({ date, language, told, isVisited: isKept(element), fits, isKeyed, spell, peek });
}

/** The pattern that a control's hints tell; `''` where they tell none. */
function toldBy(element: TextField): DatePattern {
  return hintsOf(element).map(patternIn).find(Boolean) ?? '';
}

/** Whether a script draws two days as one: it commits neither before somebody has been in both. */
export function isOfRange(element: TextField): boolean {
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
  // As it stands on the screen: masks tell scripts that their own blanks are nothing.
  const shown = String(Reflect.get(Object.getPrototypeOf(element), 'value', element));
  return [...own, shown, around, ...described, ...labels];
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
