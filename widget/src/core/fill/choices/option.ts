import { monthNames } from '../dates/dates.ts';
import { fold } from '../page/dom.ts';
import { countryNames, isOfficialName } from './country.ts';
import { sexChoice } from './sex.ts';

/** A choice as a page offers it: what it stands for and what a person reads. */
export type Choice = { readonly value: string; readonly text: string };

/**
 * The index of the choice that means a value, -1 without one. What a person reads goes before what the page submits,
 * by meaning: sexes in the widget's languages, countries by code or name, months by name before number, days and years
 * with and without their signs.
 */
export function choiceFor(path: string, value: string, choices: readonly Choice[], language: string): number {
  if (path === 'sex') return sexChoice(value, choices);
  const texts = choices.map(({ text }) => fold(text));
  const values = choices.map(({ value: one }) => fold(one));
  const wanted = meanings(path, value, language).map(fold);
  const find = (folded: readonly string[]): number => {
    for (const meaning of wanted) {
      const index = meaning === '' ? -1 : folded.indexOf(meaning);
      if (index >= 0) return index;
    }
    return -1;
  };
  const read = find(texts);
  if (read >= 0) return read;
  if (isCountry(path)) {
    const named = texts.findIndex((text) => isOfficialName(text, value));
    const byCode = find(values);
    if (byCode >= 0 || named >= 0) return byCode >= 0 ? byCode : named;
    // A code or a sign beside the name, as in "Germany (DEU)".
    const [names] = [wanted.slice(1)];
    return choices.findIndex(({ text }) =>
      text.split(/[()（）/|–,]|\s-\s|\s{2,}/u).some((part) => names.includes(fold(part)) && fold(part).length > 1),
    );
  }
  // A month that reads as another is that other one, whatever number it is submitted by.
  if (path.endsWith('.month') && texts.some((text) => isMonth(text, language))) return -1;
  if (isPartOfAddress(path)) return -1;
  return find(values);
}

/** Whether a path holds a country's code. */
export function isCountry(path: string): boolean {
  return path === 'srcCountry' || path === 'citizenship';
}

function isPartOfAddress(path: string): boolean {
  return /^address\.(province|city|district)$/.test(path);
}

function isMonth(folded: string, language: string): boolean {
  if (/^\d{1,2}(月|월)?$/.test(folded)) return true;
  return Array.from({ length: 12 }, (_, index) => monthNames(index + 1, language)).some((names) =>
    names.some((name) => fold(name) === folded),
  );
}

const languages = ['en', 'zh', 'ja', 'ko', 'de', 'fr', 'es', 'pt', 'ru', 'id', 'vi', 'th', 'ar'];

function meanings(path: string, value: string, language: string): readonly string[] {
  if (isCountry(path)) return countryNames(value, [language, 'en', 'zh']);
  if (path === 'nationality' || path === 'nation') return [value, `${value}族`, value.replace(/族$/, '')];
  if (isPartOfAddress(path))
    return [
      value,
      value.replace(/(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市|区|县)$/, ''),
      path.endsWith('.city') ? '市辖区' : '',
    ];
  if (!/\.(year|month|day)$/.test(path)) return [value];
  const number = Number(value);
  if (path.endsWith('.day'))
    return [
      value,
      ...[
        number,
        `${number}日`,
        `${number}일`,
        `${number}号`,
        `${number}st`,
        `${number}nd`,
        `${number}rd`,
        `${number}th`,
      ].map(String),
    ];
  if (path.endsWith('.month'))
    return [
      ...monthNames(number, language),
      value,
      ...[number, `${number}月`, `${number}월`, `Tháng ${number}`].map(String),
      ...languages.flatMap((other) => monthNames(number, other).slice(0, 2)),
    ];
  const era = new Date(number, 11, 31).toLocaleDateString('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric' });
  return [
    value,
    `${value}年`,
    `${value}년`,
    era,
    `${value}年${era}`,
    String(number + 543),
    `พ.ศ. ${number + 543}`,
    value.slice(2),
  ];
}
