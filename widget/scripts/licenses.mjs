/** Gathers the licences of what is bundled: each package's own text, from the package itself. */
import { existsSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The text of `THIRD-PARTY-LICENSES.txt` for builds as Vite gives them. Dependencies of a bundled package count as
 * bundled: it may hold them within its own file. A package without a licence text ends the build.
 */
export async function licencesOf(results) {
  const chunks = results.flat().flatMap(({ output }) => output.filter(({ type }) => type === 'chunk'));
  const found = new Map();
  for (const id of new Set(chunks.flatMap(({ moduleIds }) => moduleIds)))
    if (id.includes('/node_modules/') && !id.startsWith('\0')) await add(dirname(id.split('?')[0]), found);
  const sections = [...found.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
  return `The files of this package hold code of the following packages, each under its own licence.\n${sections
    .map(({ title, text }) => `\n${'─'.repeat(80)}\n${title}\n\n${text.trim()}\n`)
    .join('')}`;
}

async function add(folder, found) {
  const home = homeOf(folder);
  if (found.has(home)) return;
  const {
    name,
    version,
    license,
    homepage,
    dependencies = {},
  } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const file = (await readdir(home)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (!file) throw new Error(`${name} is bundled but has no licence text beside its package.json.`);
  const title = `${name} ${version} (${license})${homepage ? `\n${homepage}` : ''}`;
  found.set(home, { title, text: await readFile(join(home, file), 'utf8') });
  const require = createRequire(join(home, 'package.json'));
  for (const dependency of Object.keys(dependencies)) {
    // Not every package can be resolved by its bare name.
    const at = (require.resolve.paths(dependency) ?? []).map((folder) => join(folder, dependency)).find(existsSync);
    if (!at) throw new Error(`${dependency} is bundled with ${name} but not installed.`);
    await add(await realpath(at), found);
  }
}

/** The package a folder belongs to: folders within may have a package.json of their own, without a version. */
function homeOf(folder) {
  const name = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(folder);
  if (name && existsSync(join(name[0], 'package.json'))) return name[0];
  throw new Error(`No package.json above ${folder}.`);
}
