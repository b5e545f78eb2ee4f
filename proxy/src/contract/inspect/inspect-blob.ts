import { foreignFormat } from './foreign.ts';
import { type BlobLike, inspectBlobWith } from './inspect-blob-with.ts';
import type { Inspection } from './inspection.ts';

/**
 * Inspects a file without decoding it and without reading more than its header: 64 KiB mostly, further pieces only
 * where the header goes on. Rejects only where the file itself cannot be read.
 */
export async function inspectBlob(file: BlobLike): Promise<Inspection> {
  return await inspectBlobWith(file, foreignFormat);
}
