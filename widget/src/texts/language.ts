import type { CardName, cards, Label } from '@scanfill/proxy/contract';
import type { TextKey } from './en.ts';

/** All texts of the widget in one language; a missing one does not compile. */
export type Texts = Readonly<Record<TextKey, string>>;

/** A language the widget speaks. */
export type Language = {
  /** BCP 47. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The cards' names. */
  readonly titles: Readonly<Record<CardName, string>>;
  readonly texts: Texts;
  /** A field's name in this language. */
  readonly labelOf: (label: Label) => string;
};

/** A language whose later parts may bring their texts themselves, as they do in English. */
export type FirstLanguage = Omit<Language, 'texts'> & { readonly texts: Partial<Texts> };

type Row<C extends CardName> = (typeof cards)[C];
type FieldLabel<C extends CardName> = C extends CardName
  ? { [K in keyof Row<C>['fields']]: LabelToShow<Row<C>['fields'][K]> }[keyof Row<C>['fields']]
  : never;
type LabelToShow<F> = F extends { about: 'image' }
  ? never
  : F extends { label: { en: infer L extends string } }
    ? L
    : never;

/** The English name of every field a person is shown: the words a language has to translate. */
export type Word = FieldLabel<CardName>;

/** A `labelOf` from a complete word list; a word missing from the list does not compile. */
export function labelled(words: Readonly<Record<Word, string>>): Language['labelOf'] {
  const byEnglish: Readonly<Record<string, string>> = words;
  return ({ en }) => byEnglish[en] ?? en;
}
