/** The demo's languages. */
export type Lang = 'en' | 'zh';

/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

/*
 * What the visitor has chosen stands on the root element, where style sheets and the plain pages look for it too;
 * `preferences.js` has put it there before the first paint.
 */
const root = (): HTMLElement => document.documentElement;

/** The language in force. */
export function langNow(): Lang {
  return root().lang.startsWith('zh') ? 'zh' : 'en';
}

/** The theme in force. */
export function themeNow(): Theme {
  const { theme } = root().dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** Chooses a language, and remembers it for the next page. */
export function chooseLang(lang: Lang): void {
  root().lang = lang === 'zh' ? 'zh-CN' : 'en';
  remember('scanfill-lang', lang);
}

/** Chooses a theme, and remembers it for the next page. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'auto') delete root().dataset.theme;
  else root().dataset.theme = theme;
  remember('scanfill-theme', theme);
}

/** Calls back whenever either was chosen anew; returns how to stop. */
export function watchChoices(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(root(), { attributeFilter: ['lang', 'data-theme'] });
  return () => observer.disconnect();
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not remembered, but in force.
  }
}
