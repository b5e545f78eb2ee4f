import { hintsOf, openImage } from '../core/later.ts';
import { loadReview } from './review/load-review.ts';
import type { tellMisuse } from './tell-misuse.ts';

/**
 * Fetches what a scan needs after its first step, soon after the page has come: whoever loses the connection later — in
 * a lift, abroad — can still choose a photo, and it is sent when the connection is back. What cannot be had now is
 * asked for again then. What comes first tells the page's author what is wrong with what it was `handed`.
 */
export function prefetch(handed: Parameters<typeof tellMisuse>[0]): () => void {
  const timer = setTimeout(() => {
    // The first steps of a scan fetch the others; these look at nothing.
    void openImage(new Blob());
    void hintsOf(new Blob());
    loadReview()
      .then((part) => {
        part.tellMisuse(handed);
        return part.widenAccept();
      })
      .catch(() => undefined);
  }, 300);
  return () => clearTimeout(timer);
}
