import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pnpm, root } from '../scripts/workspace.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * A customer's project in a temporary folder: the hosts as the lock file pins them, and both packages as they would be
 * published, packed and installed. `dispose` takes it away.
 */
export async function makeProject() {
  const folder = mkdtempSync(join(tmpdir(), 'scanfill-hosts-'));
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  try {
    cpSync(here, folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
    const tarballs = Object.fromEntries(
      ['proxy', 'widget'].map((name) => [`@scanfill/${name}`, `file:${pack(name, folder)}`]),
    );
    const manifest = join(folder, 'package.json');
    const content = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(manifest, JSON.stringify({ ...content, dependencies: { ...content.dependencies, ...tarballs } }));
    const install = ['install', '--no-frozen-lockfile', '--prefer-offline', '--ignore-scripts', '--reporter=silent'];
    if ((await pnpm(install, { cwd: folder })) !== 0) throw new Error('the project could not be installed');
    return { folder, tarballs, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The tarball of a package, as `npm publish` would upload it. */
function pack(name, folder) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(
    execFileSync('npm', args, {
      cwd: join(root, name),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  return join(folder, filename);
}
