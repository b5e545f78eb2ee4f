import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** The folder of an installed package, looked up as Node does; `undefined` where it is not installed. */
export function packageFolder(name: string): string | undefined {
  for (const root of require.resolve.paths(name) ?? []) {
    const folder = join(root, name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}
