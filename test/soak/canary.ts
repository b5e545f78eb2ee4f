import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What stands in tokens, headers, ids, bodies, images and upstream answers, and must not be written anywhere. */
export const canary = 'CANARY7f3e9d21c0b84a65';

const spellings: readonly string[] = [
  canary,
  Buffer.from(canary).toString('hex'),
  // The middle of its base64, which is the same wherever it begins.
  ...[0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + canary)
      .toString('base64')
      .slice(4, -4),
  ),
];

/** Whether a text holds it, plain or spelt as hex or base64. */
export const holdsCanary = (text: string): boolean => spellings.some((spelling) => text.includes(spelling));

/** The files below a folder that hold it. */
export async function filesWithCanary(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'latin1').catch(() => '');
    if (holdsCanary(text)) found.push(path);
  }
  return found;
}
