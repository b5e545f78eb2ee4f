import { createHash } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root, run } from '../scripts/workspace.mjs';
import { faultsOf } from './check.mjs';
import { licenceFaultsOf } from './licences.mjs';
import { pack, published } from './pack.mjs';
import { releasePage } from './page.mjs';
import { sandboxSbom } from './sandbox-sbom.mjs';

/** Where a release is laid. */
const out = join(root, 'release');

/**
 * Packs and checks what is published, and lays tarballs, bills of materials, checksums and a page into `release/`.
 * Gives what is wrong, a sentence each; then nothing is to be published.
 */
export async function release(repository) {
  await rm(out, { recursive: true, force: true });
  const faults = [];
  const paths = [];
  for (const name of published) {
    const tarball = await pack(name, { out, repository });
    paths.push(tarball);
    faults.push(...(await faultsOf(name, tarball)));
    if (name === 'sandbox') await write('sandbox.sbom.json', await sandboxSbom(tarball));
  }
  const code = await run(process.execPath, [join(root, 'test/sbom/run.mjs'), '--out', join(out, 'sbom.json')]);
  if (code !== 0) throw new Error('The bill of materials could not be made.');
  for (const name of ['sbom.json', 'sandbox.sbom.json']) {
    paths.push(join(out, name));
    faults.push(...licenceFaultsOf(JSON.parse(await readFile(join(out, name), 'utf8'))));
  }
  const files = await Promise.all(paths.map(describe));
  await writeFile(join(out, 'SHA256SUMS'), files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const page = releasePage({ version, repository, files, changes: await changesOf(version) });
  await writeFile(join(out, 'RELEASE.md'), page);
  for (const { name, bytes } of files)
    console.log(`${name.padEnd(34)} ${bytes.toLocaleString('en').padStart(10)} bytes`);
  return faults;
}

const write = (name, content) => writeFile(join(out, name), `${JSON.stringify(content, undefined, 2)}\n`);

async function describe(path) {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { name: basename(path), bytes: (await stat(path)).size, sha256 };
}

/** What the changelog says of a version, or of what is not released yet. */
async function changesOf(version) {
  const sections = (await readFile(join(root, 'CHANGELOG.md'), 'utf8')).split(/^## /m).slice(1);
  const section = sections.find((each) => each.startsWith(version)) ?? sections[0] ?? '';
  return section.slice(section.indexOf('\n')).trim();
}
