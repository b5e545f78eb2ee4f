import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../scripts/workspace.mjs';
import { addressOf, withAbsoluteLinks } from './links.mjs';

const run = promisify(execFile);

/** The packages that are published. */
export const published = ['proxy', 'widget', 'sandbox'];

/**
 * Packs a built package as it is published into the folder `out`, and gives the tarball's path. What a customer has no
 * use for is left out of its manifest; what only a release knows, and the licence, are put in: `repository` is the
 * project's address on the web.
 */
export async function pack(name, { out, repository }) {
  const home = join(root, name);
  const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const staged = await mkdtemp(join(tmpdir(), `scanfill-${name}-`));
  try {
    for (const file of manifest.files.filter((each) => !each.startsWith('!')))
      await cp(join(home, file), join(staged, file), { recursive: true });
    await cp(join(root, 'LICENSE'), join(staged, 'LICENSE'));
    await writeFile(
      join(staged, 'package.json'),
      `${JSON.stringify(asPublished(manifest, name, repository), null, 2)}\n`,
    );
    await writeFile(join(staged, 'README.md'), await readme(name, { staged, repository, version: manifest.version }));
    await mkdir(out, { recursive: true });
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', out];
    const { stdout } = await run('npm', args, { cwd: staged });
    const [{ filename }] = JSON.parse(stdout);
    return join(out, filename);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

function asPublished({ scripts, devDependencies, ...manifest }, name, repository) {
  return {
    ...manifest,
    repository: { type: 'git', url: `git+${repository}.git`, directory: name },
    homepage: `${addressOf(repository, manifest.version, name)}#readme`,
    bugs: { url: `${repository}/issues` },
  };
}

async function readme(name, { staged, repository, version }) {
  const entries = await readdir(staged, { recursive: true });
  const packed = new Set(entries.map((entry) => `${name}/${entry.replaceAll('\\', '/')}`));
  const page = `${name}/README.md`;
  return withAbsoluteLinks(await readFile(join(root, page), 'utf8'), { page, packed, repository, version });
}
