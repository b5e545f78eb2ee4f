import { useCallback, useState } from 'react';

/** A remembered choice; where storage is forbidden it lasts as long as the page. */
export function usePreference<T extends string>(key: string, initial: () => T): readonly [T, (value: T) => void] {
  const [value, setValue] = useState<T>(initial);
  const choose = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, next);
      } catch {
        // Not remembered, but in force.
      }
    },
    [key],
  );
  return [value, choose];
}
