import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../scripts/workspace.mjs';

const run = promisify(execFile);

/**
 * The bill of materials of the sandbox as CycloneDX: npm's own, of its tarball and all that is installed with it, and
 * what is bundled in it. This workspace does not install its runtime, and so cannot say it.
 */
export async function sandboxSbom(tarball) {
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-sbom-'));
  try {
    const manifest = {
      name: 'scanfill',
      version: '0.0.0',
      private: true,
      dependencies: { '@scanfill/sandbox': `file:${tarball}` },
    };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    const options = { cwd: folder, maxBuffer: 64 * 2 ** 20 };
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], options);
    const { stdout } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], options);
    const sbom = JSON.parse(stdout);
    const bundled = await bundledIn(join(root, 'sandbox/dist/THIRD-PARTY-LICENSES.txt'));
    const known = new Set(sbom.components.map(({ purl }) => purl));
    const more = bundled.filter(({ purl }) => !known.has(purl));
    const own = sbom.components.find(({ purl }) => purl.startsWith('pkg:npm/%40scanfill/sandbox@'));
    // Where the file lay when this was made is nobody's business.
    delete own.externalReferences;
    sbom.metadata.component.version = own.version;
    sbom.components.push(...more);
    sbom.dependencies.find(({ ref }) => ref === own['bom-ref']).dependsOn.push(...more.map(({ purl }) => purl));
    sbom.dependencies.push(...more.map(({ purl }) => ({ ref: purl, dependsOn: [] })));
    return sbom;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bundledIn(file) {
  const heads = (await readFile(file, 'utf8')).matchAll(/^(@?[\w./-]+) (\d+\.\d+\.\S+) \(([^)]+)\)$/gm);
  return [...heads].map(([, name, version, license]) => {
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version,
      purl,
      scope: 'required',
      licenses: [{ license: { id: license } }],
    };
  });
}
