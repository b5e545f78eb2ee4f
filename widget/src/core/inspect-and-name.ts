import { inspectBlobWith, type SizeLimits } from '@scanfill/proxy/contract';
import type { Opened } from './open/opened.ts';
import type { Way } from './open/pages.ts';
import { readable } from './readable.ts';

/** Names what is no image by its first bytes, or opens it; see `foreign.ts`. */
type Taker = (file: Blob, head: Uint8Array, way?: Way) => Promise<Opened>;

/**
 * Judges a picture from its header alone; what is none is named, or opened, by code that is loaded only then, and
 * refused without a name where it cannot be had.
 */
export async function inspectAndName(
  file: Blob,
  loadTaker: () => Promise<Taker | undefined>,
  allowed?: SizeLimits,
  way?: Way,
): Promise<Opened> {
  let head: Uint8Array | undefined;
  const verdict = await readable(
    (blob) =>
      inspectBlobWith(
        blob,
        (start) => {
          head = start;
          return 'unknown';
        },
        allowed,
      ),
    file,
  );
  const start = head;
  const take = start && (await loadTaker().catch(() => undefined));
  return take ? await take(file, start, way) : verdict;
}
