import type { BlobLike, Inspection } from '@scanfill/proxy/contract';

/** An inspection whose rejection is a refusal. */
export async function readable(inspect: (file: BlobLike) => Promise<Inspection>, file: Blob): Promise<Inspection> {
  try {
    return await inspect(file);
  } catch {
    const detail = 'The file cannot be read: it may have been moved or deleted. Choose it again.';
    return { ok: false, code: 'image-unreadable', params: {}, detail };
  }
}
