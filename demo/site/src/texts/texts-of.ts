import type { Lang } from '../shell/choices.ts';
import { en, type Texts } from './en.ts';
import { zh } from './zh.ts';

/** All texts of a language. */
export function textsOf(lang: Lang): Texts {
  return lang === 'zh' ? zh : en;
}
