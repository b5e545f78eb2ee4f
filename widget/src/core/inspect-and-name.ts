import {
  type ForeignFormat,
  type Inspection,
  inspectBlobWith,
  refuseFormat,
  type SizeLimits,
} from '@scanfill/proxy/contract';
import { readable } from './readable.ts';

/** Names what is no image by its first bytes. */
type Namer = (head: Uint8Array) => ForeignFormat;

/**
 * Judges a picture from its header alone; what is none is named by code that is loaded only then, and refused without a
 * name where it cannot be had.
 */
export async function inspectAndName(
  file: Blob,
  loadNamer: () => Promise<Namer | undefined>,
  allowed?: SizeLimits,
): Promise<Inspection> {
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
  const nameOf = start && (await loadNamer().catch(() => undefined));
  return start && nameOf ? refuseFormat(nameOf(start)) : verdict;
}
