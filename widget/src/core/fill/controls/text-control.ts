import type { FieldValue } from '@scanfill/proxy/contract';
import { countryNames } from '../choices/country.ts';
import { choiceFor, isCountry } from '../choices/option.ts';
import { sexSpellings } from '../choices/sex.ts';
import { dateAttempts, isOfRange } from '../dates/date-attempts.ts';
import { isDate, patternIn } from '../dates/dates.ts';
import { fold, isInput, languageOf, pause, textOf } from '../page/dom.ts';
import { clear, clearerOf, isFit, type TextField, twice, visit, writeText } from '../page/typing.ts';
import { type Attempt, type Attempts, asText, type Control, isKept, type Named } from './control.ts';

/** For a page to draw what it was told. */
const renderMs = 50;

/** An input or a text area. */
export function textControl(element: TextField, named: Named, isHidden: boolean, shown = element): Control {
  return {
    ...named,
    element: shown,
    members: [...new Set([element, shown])],
    isHidden,
    read: () => element.value,
    // A mask's blanks or the form of a date are nobody's work.
    isTouched: () => fold(element.value) !== '' && (/\d/.test(element.value) || patternIn(element.value) === ''),
    isLocked: () => element.matches(':disabled') || element.readOnly,
    attempts: (path, value) => textAttempts(element, path, value),
    async restore(before) {
      const isDay = element.type === 'text' && /\d\D+\d/.test(element.value);
      const isVisited = before === '' && isDay && isKept(element);
      const clearer = isVisited ? clearerOf(element, isOfRange(element)) : undefined;
      if (clearer) await clear(element, clearer);
      const former = element.value;
      writeText(element, before);
      if (!isCounted(element, before)) await pause(renderMs);
      // One that heard of it before it knew of the visit still counts what it no longer shows.
      if (!isCounted(element, before)) for (const text of [former, before]) writeText(element, text, true);
      // A slow picker shows only to the second visitor what it did not let go.
      for (let visits = 0; isVisited && visits < 2 && element.value === before; visits++) await visit(element);
      return true;
    },
  };
}

function* textAttempts(element: TextField, path: string, value: FieldValue): Attempts {
  if (typeof value === 'boolean') return;
  const text = asText(value);
  const language = languageOf(element);
  const spell = (spelling: string, isFocused = false): Attempt => ({
    text: spelling,
    write: () => writeText(element, spelling, isFocused),
    holds: () => fold(element.value) === fold(spelling) && isFit(element) && isCounted(element, spelling),
  });
  const typed = isInput(element) ? inputForm(element.type, text) : text;
  if (typed === undefined) return;
  if (typed !== text || /^(?:date|month|datetime-local|number)$/.test(element.type)) {
    yield* twice(element, spell(typed));
    return;
  }
  if (isDate(text)) {
    yield* dateAttempts(element, text, language);
    return;
  }
  // A date's place is no place for a word.
  if (value === 'long-term' && patternIn(element.getAttribute('placeholder') ?? '') !== '') return;
  const fits = (spelling: string): boolean => element.maxLength < 0 || spelling.length <= element.maxLength;
  const spellings = [...new Set([...listed(element, path, text, language), ...spellingsOf(path, text, language)])];
  for (const spelling of spellings.filter(fits)) {
    yield* twice(element, spell(spelling));
    yield spell(spelling, true);
  }
}

/** Whether a number's control, where it is drawn by a script, counts what it shows. */
function isCounted(element: TextField, text: string): boolean {
  return (
    element.getAttribute('role') !== 'spinbutton' || fold(element.getAttribute('aria-valuenow') ?? '') === fold(text)
  );
}

/**
 * What an input of a type of its own takes for a value; undefined where it has no form for it. No digit goes through a
 * number.
 */
function inputForm(type: string, text: string): string | undefined {
  if (type === 'date') return isDate(text) ? text : undefined;
  if (type === 'month') return isDate(text) ? text.slice(0, 7) : undefined;
  if (type === 'datetime-local') return isDate(text) ? `${text}T00:00` : undefined;
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
  return /^(?:week|time|email|url)$/.test(type) ? undefined : text;
}

/** The value among those the page suggests for an input. */
function listed(element: TextField, path: string, text: string, language: string): readonly string[] {
  const list = isInput(element) ? element.list : null;
  if (!list) return [];
  const choices = [...list.querySelectorAll('option')].map((option) => ({
    value: option.value,
    text: option.label || textOf(option),
  }));
  const choice = choices[choiceFor(path, text, choices, language)];
  return choice ? [choice.value] : [];
}

function spellingsOf(path: string, text: string, language: string): readonly string[] {
  if (path === 'sex') return [text, ...sexSpellings(text, language)];
  if (isCountry(path)) return countryNames(text, [language, 'en']);
  if (text === 'long-term' && /^(?:zh|ja)/.test(language))
    return [/^(?:ja|.*(?:tw|hk|hant))/i.test(language) ? '長期' : '长期', text];
  return [text];
}
