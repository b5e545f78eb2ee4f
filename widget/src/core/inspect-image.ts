import { type Inspection, inspectBlob } from '@scanfill/proxy/contract';

/**
 * Judges a picture from its header alone, in milliseconds whatever its size: format by magic bytes, width and height as a person sees
 * them, every limit of the service. Never decodes, never rejects: a file that cannot be read (moved or deleted since it was chosen) is
 * refused like any other.
 */
export async function inspectImage(file: Blob): Promise<Inspection> {
  try {
    return await inspectBlob(file);
  } catch {
    const detail = 'The file cannot be read: it may have been moved or deleted. Choose it again.';
    return { ok: false, code: 'image-unreadable', params: {}, detail };
  }
}
