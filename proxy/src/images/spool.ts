import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealedFiles } from '../seal/sealed-files.ts';

/**
 * Keeps a source of unknown length in a temporary file, then gives its length and the source once more. The file is
 * sealed under a key that only this call knows, so that what a crash leaves behind is noise.
 */
export async function spooled<T>(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  use: (bytes: number, again: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'scanfill-spool-'));
  try {
    const files = createSealedFiles({ dir, secrets: [randomBytes(32).toString('hex')], sync: false });
    await files.put('image', '', source, { signal, consume: true });
    const file = await files.open('image');
    if (file === undefined) throw new Error('the spooled image is gone');
    try {
      return await use(file.bytes, file.content);
    } finally {
      await file.close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
