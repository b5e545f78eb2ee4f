import { countryNames } from './country.ts';

/** A choice as a page offers it: what it stands for and what a person reads. */
export type Choice = { readonly value: string; readonly text: string };

const sexes: Readonly<Record<string, string>> = { male: 'm man 男 男性 1', female: 'f w woman 女 女性 2 0' };

/**
 * The index of the choice that means a value, -1 without one. Compared by value and text, then by meaning: sexes in
 * English and Chinese, countries by code or name, months by number or name, days and years with and without their
 * signs.
 */
export function choiceFor(path: string, value: string, choices: readonly Choice[], language: string): number {
  const wanted = meanings(path, value, language).map(fold);
  for (const meaning of wanted) {
    const index = choices.findIndex((choice) => fold(choice.value) === meaning || fold(choice.text) === meaning);
    if (index >= 0 && meaning !== '') return index;
  }
  return -1;
}

function meanings(path: string, value: string, language: string): readonly string[] {
  if (path === 'sex') return [value, ...(sexes[value] ?? '').split(' ')];
  if (path === 'srcCountry' || path === 'citizenship') return [value, ...countryNames(value, [language, 'en', 'zh'])];
  const number = String(Number(value));
  if (!path.endsWith('.month')) return [value, number, `${number}日`, `${number}年`];
  const month = new Date(2000, Number(value) - 1);
  const names = [language, 'en'].flatMap((locale) => [
    month.toLocaleString(locale, { month: 'long' }),
    month.toLocaleString(locale, { month: 'short' }),
  ]);
  return [value, number, `${number}月`, ...names];
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
