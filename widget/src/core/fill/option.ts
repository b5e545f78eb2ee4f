import { countryNames } from './country.ts';

/** A choice as a page offers it: what it stands for and what a person reads. */
export type Choice = { readonly value: string; readonly text: string };

const sexes: Readonly<Record<string, string>> = {
  male: 'male m man men boy masculine masculino masculin homme hombre homem männlich mann laki-laki pria nam мужской ذكر 男 男性 남 남성 남자 ชาย 1',
  female:
    'female f w woman women girl feminine femenino feminino féminin femme mujer mulher weiblich frau perempuan wanita nữ женский أنثى 女 女性 여 여성 여자 หญิง 2 0',
};

/**
 * The index of the choice that means a value, -1 without one. Compared by value and text, then by meaning: sexes in the words of many
 * languages, countries by code or name, months by number or name, days and years with and without their signs.
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
  if (path.endsWith('.month')) {
    const names = ['long', 'short'].flatMap((month) =>
      [language, 'en'].map((locale) => monthName(locale, Number(value), month === 'long' ? 'long' : 'short')),
    );
    return [value, number, `${number}月`, ...names];
  }
  if (path.endsWith('.day')) return [value, number, `${number}日`];
  if (path.endsWith('.year')) return [value, `${value}年`];
  return [value];
}

function monthName(locale: string, month: number, style: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(locale || 'en', { month: style, timeZone: 'UTC' }).format(
    Date.UTC(2000, month - 1, 1),
  );
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
