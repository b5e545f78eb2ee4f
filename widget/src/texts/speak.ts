import type { CardName, Label } from '@scanfill/proxy/contract';
import type { TextKey } from './en.ts';
import type { FirstLanguage, Texts } from './language.ts';

/** Texts a page puts in place of the widget's own. */
export type Messages = Partial<Texts>;

/** A language with a page's own texts laid over it. */
export type Speech = {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /**
   * A text, its `{places}` filled; numbers are written the language's way. `english` has the texts that a part loaded
   * later brings along.
   */
  say(key: TextKey, params?: Readonly<Record<string, string | number>>, english?: Messages): string;
  /** A card's name. */
  title(card: CardName): string;
  /** A field's name. */
  label(label: Label): string;
};

/** Lays a page's texts over a language. */
export function speechOf(language: FirstLanguage, messages: Messages = {}): Speech {
  const numbers = new Intl.NumberFormat(language.lang);
  return {
    lang: language.lang,
    dir: language.dir,
    title: (card) => language.titles[card],
    label: language.labelOf,
    say: (key, params = {}, english = {}) =>
      (messages[key] ?? language.texts[key] ?? english[key] ?? '').replace(/\{(\w+)\}/g, (place, name: string) => {
        const value = params[name];
        return value === undefined ? place : typeof value === 'number' ? numbers.format(value) : value;
      }),
  };
}

/** The speech of a part that is loaded later, with the texts in English it brings along. */
export function inPart(speech: Speech, english: Messages): Speech {
  return { ...speech, say: (key, params, more) => speech.say(key, params, { ...english, ...more }) };
}
