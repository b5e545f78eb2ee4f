import { useEffect, useState } from 'react';
import { operationsPath } from './topics.ts';

/** The operators' document; empty until it is there, and where it cannot be had. */
export function useDocument(): string {
  const [text, setText] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    fetch(operationsPath, { signal: abort.signal })
      .then(async (response) => {
        if (response.ok) setText(await response.text());
      })
      .catch(() => undefined);
    return () => abort.abort();
  }, []);
  return text;
}
