import { useEffect, useState } from 'react';

/** So long until a part that could not be loaded is asked for again. */
const againMs = 3_000;

/**
 * A part loaded when first wanted, asked for again and again while it cannot be had; undefined until it is there.
 * `missing`: it is wanted and could not be had so far, which the person is to be told: some browsers ask for a module
 * once, and then only when the page is reloaded.
 */
export function useLazy<T>(
  load: () => Promise<T>,
  wanted: boolean,
): { readonly part: T | undefined; readonly missing: boolean } {
  const [part, setPart] = useState<{ readonly value: T }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = wanted && !part;
    const ask = (): void => {
      if (current)
        load().then(
          (value) => current && setPart({ value }),
          () => {
            if (current) setFailed(true);
            setTimeout(ask, againMs);
          },
        );
    };
    ask();
    return () => {
      current = false;
    };
  }, [load, wanted, part]);
  return { part: part?.value, missing: failed && wanted && !part };
}
