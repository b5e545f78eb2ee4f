import { useSyncExternalStore } from 'react';
import { type Lang, langNow, watchChoices } from '../shell/choices.ts';
import type { Texts } from './en.ts';
import { textsOf } from './texts-of.ts';

/** The language the page is shown in, and its texts. */
export function useLanguage(): { readonly lang: Lang; readonly texts: Texts } {
  const lang = useSyncExternalStore(watchChoices, langNow);
  return { lang, texts: textsOf(lang) };
}
