import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Where a text stands in a source file, as `path:line`; throws when it stands there no longer, so that a report never
 * points astray.
 */
export function codePlace(path: string, text: string): string {
  const line = readFileSync(join(root, path), 'utf8')
    .split('\n')
    .findIndex((each) => each.includes(text));
  if (line < 0) throw new Error(`${path} no longer holds "${text}": the guess that depends on it needs another place.`);
  return `${path}:${line + 1}`;
}
