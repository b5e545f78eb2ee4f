import { useEffect, useMemo, useState } from 'react';
import { en } from '../../texts/en.ts';
import type { FirstLanguage, Language } from '../../texts/language.ts';
import { loadLanguage, nearestTag } from '../../texts/languages.ts';
import { type Messages, type Speech, speechOf } from '../../texts/speak.ts';

/**
 * The language to speak: given whole, or named and loaded. `ready` is false until a named one has come (English stands
 * in, hidden, so that nothing flashes or jumps).
 */
export function useSpeech(
  lang: string | Language | undefined,
  messages: Messages | undefined,
): { readonly speech: Speech; readonly ready: boolean } {
  const [loaded, setLoaded] = useState<FirstLanguage>(en);
  const [ready, setReady] = useState(() => typeof lang === 'object' || nearestTag(lang ?? pageLanguage()) === 'en');
  useEffect(() => {
    if (typeof lang === 'object') return;
    let current = true;
    const wanted = lang ?? pageLanguage();
    const finish = (language: FirstLanguage): void => {
      if (!current) return;
      setLoaded(language);
      setReady(true);
    };
    loadLanguage(nearestTag(wanted)).then(finish, () => finish(en));
    return () => {
      current = false;
    };
  }, [lang]);
  const language = typeof lang === 'object' ? lang : loaded;
  const speech = useMemo(() => speechOf(language, messages), [language, messages]);
  return { speech, ready: ready || typeof lang === 'object' };
}

function pageLanguage(): string {
  return (typeof document !== 'undefined' && document.documentElement.lang) || 'en';
}
