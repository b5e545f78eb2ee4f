import { useEffect, useState } from 'react';

/** What was read last; `failed`: the last attempt to read it anew has failed. */
export type Polled<T> = { readonly value: T | undefined; readonly failed: boolean };

/** Reads something again and again, `everyMs` after the last answer, as long as the page is looked at. */
export function usePolled<T>(read: (signal: AbortSignal) => Promise<T>, everyMs: number): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>({ value: undefined, failed: false });
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      if (!document.hidden)
        try {
          const value = await read(signal);
          if (!signal.aborted) setPolled({ value, failed: false });
        } catch {
          if (!signal.aborted) setPolled((last) => ({ ...last, failed: true }));
        }
      if (!signal.aborted) timer = setTimeout(look, everyMs);
    };
    void look();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [read, everyMs]);
  return polled;
}
