import type { BlobLike, Inspection } from '@scanfill/proxy/contract';

/** For developers; the parameter `gone` is for a text in the person's language. */
export const goneDetail =
  'The file cannot be read: it was changed, moved or deleted after it was chosen. Choose it again.';

/** An inspection whose rejection is a refusal. */
export async function readable(inspect: (file: BlobLike) => Promise<Inspection>, file: Blob): Promise<Inspection> {
  try {
    return await inspect(file);
  } catch {
    return { ok: false, code: 'image-unreadable', params: { gone: 1 }, detail: goneDetail };
  }
}
