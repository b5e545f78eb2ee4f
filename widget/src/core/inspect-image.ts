import { foreignFormat, type Inspection, inspectBlobWith, type SizeLimits } from '@scanfill/proxy/contract';
import { readable } from './readable.ts';

/**
 * Judges a picture from its header alone, in milliseconds whatever its size: format by magic bytes, width and height as
 * a person sees them, every limit of the service unless others are `allowed`. Never decodes, never rejects: a file that
 * cannot be read (moved or deleted since it was chosen) is refused like any other.
 */
export async function inspectImage(file: Blob, allowed?: SizeLimits): Promise<Inspection> {
  return await readable((blob) => inspectBlobWith(blob, foreignFormat, allowed), file);
}
