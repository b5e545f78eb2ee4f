import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './workspace.mjs';

/**
 * `pnpm changeset [command]`: Changesets, fetched for this command alone. `version` raises the packages by it, then the
 * workspace itself, what the changelog calls unreleased, and where the README and the examples name one.
 */

const args = process.argv.slice(2).filter((argument) => argument !== '--');
const code = await run('npx', ['-y', '@changesets/cli@2.31.1', ...args]);
if (code === 0 && args[0] === 'version') {
  const { version } = JSON.parse(await readFile(join(root, 'proxy/package.json'), 'utf8'));
  await replace('package.json', /("version": ")[^"]+/, `$1${version}`);
  await replace('CHANGELOG.md', /^## Unreleased$/m, `## ${version}`);
  await replace('README.md', /(scanfill-\w+-)\d+\.\d+\.\d+(?=\.tgz)/g, `$1${version}`);
  for (const name of await readdir(join(root, 'examples')))
    if (existsSync(join(root, 'examples', name, 'package.json')))
      await replace(`examples/${name}/package.json`, /("@scanfill\/\w+": ")[^"]+/g, `$1${version}`);
}
process.exitCode = code;

async function replace(file, what, by) {
  const path = join(root, file);
  await writeFile(path, (await readFile(path, 'utf8')).replace(what, by));
}
