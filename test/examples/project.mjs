import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../scripts/workspace.mjs';

const run = promisify(execFile);

/** The examples that run: those with a manifest, and the page that needs none. */
export async function exampleNames() {
  const folder = join(root, 'examples');
  const names = await readdir(folder);
  return names.filter((name) => name === 'plain' || existsSync(join(folder, name, 'package.json'))).sort();
}

/**
 * Copies an example into `folder`, with the sandbox's address in the place of the usual one and the packed packages in
 * the place of the registry's, and installs it with npm as its README says. Gives its manifest, or undefined.
 */
export async function makeProject(name, { folder, sandbox, tarballs }) {
  const source = join(root, 'examples', name);
  await cp(source, folder, {
    recursive: true,
    filter: (path) => !/node_modules|dist|\.(next|nuxt|output|angular)/.test(path.slice(source.length)),
  });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(js|mjs|ts|html|json)$/.test(entry.name)) continue;
    const text = await readFile(path, 'utf8');
    if (text.includes('http://localhost:5180'))
      await writeFile(path, text.replaceAll('http://localhost:5180', sandbox));
  }
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  for (const each of Object.keys(manifest.dependencies))
    if (tarballs.has(each)) manifest.dependencies[each] = `file:${tarballs.get(each)}`;
  await writeFile(file, JSON.stringify(manifest, undefined, 2));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
  return manifest;
}
