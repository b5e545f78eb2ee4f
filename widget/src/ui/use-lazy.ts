import { useEffect, useState } from 'react';

/** So long until a part that could not be loaded is asked for again. */
const againMs = 3_000;

/** A part loaded when first wanted, asked for again and again while it cannot be had; undefined until it is there. */
export function useLazy<T>(load: () => Promise<T>, wanted: boolean): T | undefined {
  const [part, setPart] = useState<{ readonly value: T }>();
  useEffect(() => {
    let current = wanted && !part;
    const ask = (): void => {
      if (current)
        load().then(
          (value) => current && setPart({ value }),
          () => setTimeout(ask, againMs),
        );
    };
    ask();
    return () => {
      current = false;
    };
  }, [load, wanted, part]);
  return part?.value;
}
