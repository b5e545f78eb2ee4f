import { en } from './en.ts';
import type { Language } from './language.ts';

/** The languages there are, by BCP 47 tag; each but English is a module of its own, loaded when asked for. */
const loaders = {
  en: async () => en,
  'zh-CN': async () => (await import('./zh-cn.ts')).default,
  'zh-TW': async () => (await import('./zh-tw.ts')).default,
  ja: async () => (await import('./ja.ts')).default,
  ko: async () => (await import('./ko.ts')).default,
  vi: async () => (await import('./vi.ts')).default,
  th: async () => (await import('./th.ts')).default,
  id: async () => (await import('./id.ts')).default,
  es: async () => (await import('./es.ts')).default,
  pt: async () => (await import('./pt.ts')).default,
  fr: async () => (await import('./fr.ts')).default,
  de: async () => (await import('./de.ts')).default,
  ru: async () => (await import('./ru.ts')).default,
  ar: async () => (await import('./ar.ts')).default,
} as const satisfies Record<string, () => Promise<Language>>;

/** The tag of a language the widget speaks. */
export type LanguageTag = keyof typeof loaders;

/** All tags. */
export const languageTags = Object.keys(loaders) as readonly LanguageTag[];

/** The nearest tag to what a page says (`pt-BR` → `pt`, `zh-Hant-HK` → `zh-TW`); `en` where there is none. */
export function nearestTag(wanted: string): LanguageTag {
  const lower = wanted.toLowerCase().replaceAll('_', '-');
  const [language = ''] = lower.split('-');
  const tag =
    language === 'zh' ? (/-(tw|hk|mo|hant)\b/.test(lower) ? 'zh-TW' : 'zh-CN') : language === 'in' ? 'id' : language;
  return languageTags.find((known) => known === tag) ?? 'en';
}

/** Loads a language. */
export function loadLanguage(tag: LanguageTag): Promise<Language> {
  return loaders[tag]();
}
