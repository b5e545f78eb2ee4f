import { type Inspection, inspectBlobWith, type SizeLimits } from '@scanfill/proxy/contract';
import { readable } from '../../core/readable.ts';

/** `core/inspect-image.ts` for the builds with Preact inside: files that are no photo were named and refused before. */
export async function inspectImage(file: Blob, allowed?: SizeLimits): Promise<Inspection> {
  return await readable((blob) => inspectBlobWith(blob, () => 'unknown', allowed), file);
}
