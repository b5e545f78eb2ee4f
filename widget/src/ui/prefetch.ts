import { inspectImage } from '../core/later.ts';

/**
 * Fetches what a scan needs after its first step, soon after the page has come: whoever loses the connection later — in a lift, abroad —
 * can still choose a photo, and it is sent when the connection is back. What cannot be had now is asked for again then.
 */
export function prefetch(): () => void {
  const timer = setTimeout(() => {
    // The first step of a scan fetches the others; this one looks at nothing.
    void inspectImage(new Blob());
    for (const part of [import('./fill-page.ts'), import('./review.tsx')]) part.catch(() => undefined);
  }, 300);
  return () => clearTimeout(timer);
}
