import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The folder of an installed package, looked up as Node does; `undefined` where it is not installed. */
export function packageFolder(name: string): string | undefined {
  const folders = process.versions.pnp === undefined ? foldersFor(name) : knownToYarn(name);
  return folders.find((folder) => existsSync(join(folder, 'package.json')));
}

function foldersFor(name: string): readonly string[] {
  return (require.resolve.paths(name) ?? []).map((root) => join(root, name));
}

/** Yarn's Plug'n'Play lays packages nowhere near: it is asked where one is, and throws where it knows of none. */
function knownToYarn(name: string): readonly string[] {
  const pnp: { resolveToUnqualified(name: string, from: string): string | null } = require('pnpapi');
  try {
    return [pnp.resolveToUnqualified(name, fileURLToPath(import.meta.url)) ?? ''];
  } catch {
    return [];
  }
}
