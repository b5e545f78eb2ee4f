import { cards } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { mixUpTexts } from './en-mix-up.ts';
import { phoneTexts } from './en-phone.ts';
import type { FirstLanguage } from './language.ts';
import { languageTags, loadLanguage, nearestTag } from './languages.ts';
import { inPart, speechOf } from './speak.ts';
import { english } from './testing/english.ts';

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const all = await Promise.all(languageTags.map(async (tag) => (tag === 'en' ? english : await loadLanguage(tag))));

test.each(all.map((language): [string, FirstLanguage] => [language.lang, language]))(
  '%s has every text, with the places English has',
  (_tag, language) => {
    for (const [key, text] of Object.entries(english.texts)) {
      const translated = Object.entries(language.texts).find(([name]) => name === key)?.[1];
      expect(translated, key).toBeTruthy();
      // A number may be left out of a short form ("3 / 5"), never invented.
      expect(places(text), key).toEqual(expect.arrayContaining(places(translated ?? '')));
    }
    expect(Object.keys(language.texts)).toHaveLength(Object.keys(english.texts).length);
  },
);

test.each(
  all.filter(({ lang }) => lang !== 'en').map((language): [string, FirstLanguage] => [language.lang, language]),
)('%s translates sentences, not just copies them', (_tag, language) => {
  const same = Object.entries(language.texts).filter(
    ([key, text]) =>
      /\p{L}\s+\p{L}/u.test(text) && Object.entries(english.texts).some(([k, t]) => k === key && t === text),
  );
  expect(same.map(([key]) => key).filter((key) => key !== 'photoOf')).toEqual([]);
});

test("the English and Chinese names of the cards are the contract's", async () => {
  const zh = await loadLanguage('zh-CN');
  for (const [card, { label }] of Object.entries(cards)) {
    expect(Object.entries(english.titles)).toContainEqual([card, label.en]);
    expect(Object.entries(zh.titles)).toContainEqual([card, label.zh]);
  }
});

test('a language names every field a person is shown', async () => {
  const de = await loadLanguage('de');
  expect(de.labelOf(cards.passport.fields.personId.label)).toBe('Passnummer');
  for (const language of all)
    for (const card of Object.values(cards))
      for (const field of Object.values(card.fields)) expect(language.labelOf(field.label)).toBeTruthy();
});

test.each([
  ['pt-BR', 'pt'],
  ['zh-Hant-HK', 'zh-TW'],
  ['zh_HK', 'zh-TW'],
  ['zh', 'zh-CN'],
  ['zh-Hans-SG', 'zh-CN'],
  ['in', 'id'],
  ['EN-gb', 'en'],
  ['eo', 'en'],
])('%s speaks %s', (wanted, tag) => {
  expect(nearestTag(wanted)).toBe(tag);
});

test("numbers are written the language's way, and a page's own text stands before the widget's", async () => {
  const german = speechOf(await loadLanguage('de'), { filled: 'Fertig: {count}' });
  expect(german.say('refuseSide', { actual: 31000, limit: 30000 })).toContain('31.000');
  expect(german.say('filled', { count: 3 })).toBe('Fertig: 3');
});

test('a part of a part has the English of both', () => {
  const part = inPart(inPart(speechOf(en), phoneTexts), mixUpTexts);
  expect(part.say('phoneGo')).toBe('Go on');
  expect(part.say('misplaced', { card: 'x' })).toBe('This looks like “x”.');
});
