import { foreignFormat, refuseFormat } from '@scanfill/proxy/contract';
import type { Opened } from './open/opened.ts';
import type { Way } from './open/pages.ts';

/**
 * What becomes of a file that is none of the five formats, of which `head` are the first bytes: refused by its name; or
 * made a photo, where a `way` is given and there is one for its format. A page needs this only for such a file.
 */
export async function takeForeign(file: Blob, head: Uint8Array, way?: Way): Promise<Opened> {
  const format = foreignFormat(head);
  if (!way || !/^(?:heic|avif|pdf)$/.test(format)) return refuseFormat(format);
  const opening = await import('./open/open-foreign.ts').catch(() => undefined);
  return opening ? await opening.openForeign(file, format, way) : refuseFormat(format);
}
