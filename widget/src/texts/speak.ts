import type { CardName, Label } from '@scanfill/proxy/contract';
import type { TextKey } from './en.ts';
import type { Language, Texts } from './language.ts';

/** Texts a page puts in place of the widget's own. */
export type Messages = Partial<Texts>;

/** A language with a page's own texts laid over it. */
export type Speech = {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** A text, its `{places}` filled; numbers are written the language's way. */
  say(key: TextKey, params?: Readonly<Record<string, string | number>>): string;
  /** A card's name. */
  title(card: CardName): string;
  /** A field's name. */
  label(label: Label): string;
};

/** Lays a page's texts over a language. */
export function speechOf(language: Language, messages: Messages = {}): Speech {
  const numbers = new Intl.NumberFormat(language.lang);
  return {
    lang: language.lang,
    dir: language.dir,
    title: (card) => language.titles[card],
    label: language.labelOf,
    say: (key, params = {}) =>
      (messages[key] ?? language.texts[key]).replace(/\{(\w+)\}/g, (place, name: string) => {
        const value = params[name];
        return value === undefined ? place : typeof value === 'number' ? numbers.format(value) : value;
      }),
  };
}
