import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What every package is built by, beside its own files. */
const common = ['package.json', 'pnpm-lock.yaml', 'tsconfig.base.json'];

/**
 * Builds those of `packages` whose files, or whose used packages' files, are not those of the last build, or whose
 * `dist` is not as that build left it. `buildOne(name)` builds one and rejects where that fails. Gives the names of
 * those that were built.
 */
export async function buildChanged({ root, packages, buildOne }) {
  const stampPath = join(root, 'node_modules/.scanfill-built.json');
  const stamps = JSON.parse(await readFile(stampPath, 'utf8').catch(() => '{}'));
  const shared = await Promise.all(common.map((file) => readFile(join(root, file)).catch(() => '')));
  const sources = new Map();
  const built = [];
  const keep = async () => {
    await mkdir(dirname(stampPath), { recursive: true });
    await writeFile(stampPath, JSON.stringify(stamps));
  };
  for (const { name, uses } of packages) {
    const folder = join(root, name);
    const hash = createHash('sha256').update(process.env.NODE_ENV ?? '');
    for (const content of shared) hash.update(content);
    for (const used of uses) hash.update(sources.get(used));
    for (const file of await filesIn(folder, isSource))
      hash.update(`\0${file}\0`).update(await readFile(join(folder, file)));
    const source = hash.digest('hex');
    sources.set(name, source);
    if (stamps[name]?.source === source && stamps[name].output === (await outputOf(folder))) continue;
    await buildOne(name);
    built.push(name);
    stamps[name] = { source, output: await outputOf(folder) };
    await keep();
  }
  if (built.length === 0) return built;
  // A later build may lay files into an earlier one's `dist`, as the widget's does into the proxy's.
  for (const { name } of packages) stamps[name].output = await outputOf(join(root, name));
  await keep();
  return built;
}

const isSource = (name) => !['node_modules', 'dist'].includes(name) && !/\.test\.\w+$/.test(name);

/** Names, lengths and times: what somebody else has built there since looks otherwise. */
async function outputOf(folder) {
  const dist = join(folder, 'dist');
  const hash = createHash('sha256');
  for (const file of await filesIn(dist, () => true)) {
    const { size, mtimeMs } = await stat(join(dist, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/** Every file below a folder whose own name and folders' names are wanted, sorted; none where there is no folder. */
async function filesIn(folder, isWanted, below = '') {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  const files = await Promise.all(
    entries
      .filter(({ name }) => isWanted(name))
      .map((entry) => {
        const path = join(below, entry.name);
        return entry.isDirectory() ? filesIn(folder, isWanted, path) : [path];
      }),
  );
  return files.flat().sort();
}
