import { createContext, useContext } from 'react';
import { en, type Texts } from './en.ts';

/** The demo's languages. */
export type Lang = 'en' | 'zh';

/** The page's language and its texts. */
export type Language = { readonly lang: Lang; readonly texts: Texts; readonly toggle: () => void };

export const LanguageContext = createContext<Language>({ lang: 'en', texts: en, toggle: () => {} });

/** The language the page is shown in. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}
