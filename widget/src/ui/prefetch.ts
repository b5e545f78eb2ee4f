import { hintsOf, openImage } from '../core/later.ts';
import { loadReview } from './review/load-review.ts';

/**
 * Fetches what a scan needs after its first step, soon after the page has come: whoever loses the connection later — in
 * a lift, abroad — can still choose a photo, and it is sent when the connection is back. What cannot be had now is
 * asked for again then.
 */
export function prefetch(): () => void {
  const timer = setTimeout(() => {
    // The first steps of a scan fetch the others; these look at nothing.
    void openImage(new Blob());
    void hintsOf(new Blob());
    loadReview()
      .then(({ widenAccept }) => widenAccept())
      .catch(() => undefined);
  }, 300);
  return () => clearTimeout(timer);
}
