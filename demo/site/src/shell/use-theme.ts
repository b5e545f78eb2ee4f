import { useSyncExternalStore } from 'react';
import { type Theme, themeNow, watchChoices } from './choices.ts';

/** The page's theme. */
export function useTheme(): Theme {
  return useSyncExternalStore(watchChoices, themeNow);
}
