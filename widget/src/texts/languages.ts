import { en } from './en.ts';
import type { FirstLanguage } from './language.ts';

/** The languages there are, by BCP 47 tag; each but English is a module of its own, loaded when asked for. */
const loaders = {
  en: async () => ({ default: en }),
  'zh-CN': () => import('./zh-cn.ts'),
  'zh-TW': () => import('./zh-tw.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  vi: () => import('./vi.ts'),
  th: () => import('./th.ts'),
  id: () => import('./id.ts'),
  es: () => import('./es.ts'),
  pt: () => import('./pt.ts'),
  fr: () => import('./fr.ts'),
  de: () => import('./de.ts'),
  ru: () => import('./ru.ts'),
  ar: () => import('./ar.ts'),
} as const satisfies Record<string, () => Promise<{ readonly default: FirstLanguage }>>;

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
export async function loadLanguage(tag: LanguageTag): Promise<FirstLanguage> {
  return (await loaders[tag]()).default;
}
