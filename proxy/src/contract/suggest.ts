import type { CheckName } from './card-spec.ts';
import { passesCheck } from './checks/check.ts';

/**
 * Pairs of characters that readers and hands confuse, the likelier ones first: shapes alike first, digits among
 * themselves last.
 */
const pairs =
  '0O 1I 8B 5S 2Z 0D 0Q 1L 6G 1T 7T 7Z 4A 9G 3B 3E 7Y 9P OD OQ DQ OC CG UV VY EF PR MN VW XY IL IT IJ LT KX HN DB DP 17 38 08 56 68 35 69 49 89 06 39 36 14 47 23 58 09 27';

/** What may stand at a place of a value; a character that may not is surely misread. */
const possible: Readonly<Partial<Record<CheckName, (index: number, length: number) => RegExp>>> = {
  // Fifteen characters: a foreigner's number before December 2023, which begins with three letters.
  'id-number': (index, length) => (length === 15 && index < 3 ? /[A-Z]/ : index < 17 ? /\d/ : /[\dX]/),
  luhn: () => /\d/,
  vin: () => /[0-9A-HJ-NPR-Z]/,
  'credit-code': (index) => (index >= 2 && index < 8 ? /\d/ : /[0-9A-HJ-NPQRTUWXY]/),
  // Behind a province and its office's letter; special plates begin otherwise.
  plate: (index) => (index === 0 ? /./ : index === 1 ? /[^I]/ : /[^IO]/),
  'mrz-line-1': (index) => (index < 44 ? /[A-Z<]/ : /./),
  // ICAO 9303-4 §4.2.2: nationality and sex are letters, dates and check digits are digits.
  'mrz-line-2': (index) =>
    (index >= 10 && index < 13) || index === 20
      ? /[A-Z<]/
      : index === 9 || index === 43 || (index >= 13 && index < 28)
        ? /[\d<]/
        : /[A-Z0-9<]/,
};

/**
 * Where a digit is the rule and a letter the exception: the serial number of a VIN, the organisation's part of a credit
 * code.
 */
const usualDigits: Readonly<Partial<Record<CheckName, (index: number) => boolean>>> = {
  vin: (index) => index >= 11,
  'credit-code': (index) => index >= 8,
};

/** More would not help a person choose. */
const most = 3;

/**
 * Values near `value` that pass the check, likelier ones first, at most three: tidied (full-width forms, separators,
 * case), with every character replaced that cannot stand where it does, and with one more commonly confused character
 * replaced. Empty where the value passes as it is or nothing near it does. `today` (`YYYY-MM-DD`) as for `passesCheck`.
 */
export function suggest(check: CheckName, value: string, today?: string): readonly string[] {
  const found: string[] = [];
  const offer = (candidate: string): void => {
    if (found.length < most && !found.includes(candidate) && passesCheck(check, candidate, today))
      found.push(candidate);
  };
  if (passesCheck(check, value, today)) return [];
  const text = withPossible(check, tidy(check, value));
  offer(text);
  // A character that cannot stand there may have been another one too: a 3 in a name is a B or an E.
  for (const [index, character] of [...tidy(check, value)].entries())
    for (const other of text[index] === character ? [] : others(character, possible[check]?.(index, text.length)))
      offer(text.slice(0, index) + other + text.slice(index + 1));
  if (found.length > 0) return found;
  const replaceEach = (places: (index: number, character: string) => boolean): void => {
    for (const [a = '', b = ''] of pairs.split(' ')) {
      for (const [index, character] of [...text].entries()) {
        const other = character === a ? b : character === b ? a : undefined;
        if (other !== undefined && places(index, character))
          offer(text.slice(0, index) + other + text.slice(index + 1));
      }
    }
  };
  const isUsualDigit = usualDigits[check];
  if (isUsualDigit) replaceEach((index, character) => isUsualDigit(index) && !/\d/.test(character));
  replaceEach(() => true);
  return found;
}

/** What a live check says of a value while a person edits it. */
export type ValueCheck = { readonly ok: boolean; readonly suggestions: readonly string[] };

/** Checks a value and, where it does not pass, looks for what may have been meant. */
export function checkValue(check: CheckName, value: string, today?: string): ValueCheck {
  return { ok: passesCheck(check, value, today), suggestions: suggest(check, value, today) };
}

/** Full-width forms and separators are how a value is written, not what it says. */
function tidy(check: CheckName, value: string): string {
  const plain = value.normalize('NFKC').toUpperCase().replace(/\s/g, '');
  return check.startsWith('mrz') ? plain.replace(/[«‹〈]/g, '<') : plain.replace(/[-·•.]/g, '');
}

function withPossible(check: CheckName, text: string): string {
  const allowed = possible[check];
  if (!allowed) return text;
  return [...text]
    .map((character, index) => {
      const here = allowed(index, text.length);
      return here.test(character) ? character : nearest(character, here);
    })
    .join('');
}

function nearest(character: string, allowed: RegExp): string {
  return others(character, allowed)[0] ?? character;
}

/** What a character is confused with, of what may stand there, the likelier first. */
function others(character: string, allowed = /./): string[] {
  return pairs.split(' ').flatMap(([a = '', b = '']) => {
    const other = character === a ? b : character === b ? a : undefined;
    return other !== undefined && allowed.test(other) ? [other] : [];
  });
}
