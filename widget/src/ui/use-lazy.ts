import { useEffect, useState } from 'react';

/** A part loaded when first wanted; undefined until it is there, and for good where it cannot be loaded. */
export function useLazy<T>(load: () => Promise<T>, wanted: boolean): T | undefined {
  const [part, setPart] = useState<{ readonly value: T }>();
  useEffect(() => {
    let current = true;
    if (wanted && !part)
      load().then(
        (value) => current && setPart({ value }),
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [load, wanted, part]);
  return part?.value;
}
