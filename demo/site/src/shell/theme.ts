import { createContext, useContext, useEffect } from 'react';
import { usePreference } from './preferences.ts';

/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark';

/** The theme in force and the way to change it. */
export type ThemeChoice = { readonly theme: Theme; readonly choose: (theme: Theme) => void };

export const ThemeContext = createContext<ThemeChoice>({ theme: 'auto', choose: () => {} });

/** The page's theme. */
export function useTheme(): ThemeChoice {
  return useContext(ThemeContext);
}

/** The remembered theme, kept on the root element where the style sheets look for it. */
export function useThemePreference(): readonly [Theme, (theme: Theme) => void] {
  const [theme, choose] = usePreference<Theme>('scanfill-theme', () => {
    const set = document.documentElement.dataset.theme;
    return set === 'light' || set === 'dark' ? set : 'auto';
  });
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme, choose];
}
