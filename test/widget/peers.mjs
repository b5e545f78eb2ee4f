/**
 * The widget beside its peers, measured by the same script: `node test/widget/peers.mjs`. Fetches the peers from the
 * npm registry into a temporary folder, so it is no part of the test command.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, measure, sizeOf } from '../../widget/scripts/sizes.mjs';

/**
 * What does a comparable job with each: choose or drop, check size, shrink, upload, show progress. None reads a card.
 */
const peers = {
  'Uppy: core, dashboard, compressor, XHR': ['@uppy/core', '@uppy/dashboard', '@uppy/compressor', '@uppy/xhr-upload'],
  'FilePond with its image plugins': [
    'filepond',
    'filepond-plugin-image-validate-size',
    'filepond-plugin-file-validate-type',
    'filepond-plugin-image-exif-orientation',
    'filepond-plugin-image-preview',
    'filepond-plugin-image-resize',
    'filepond-plugin-image-transform',
  ],
  'react-dropzone and browser-image-compression alone': ['react-dropzone', 'browser-image-compression'],
};

const folder = mkdtempSync(join(tmpdir(), 'scanfill-peers-'));
try {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const packages = [...new Set(Object.values(peers).flat()), 'react', 'react-dom'];
  const { status } = spawnSync(
    'npm',
    ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...packages],
    {
      cwd: folder,
      stdio: 'inherit',
    },
  );
  if (status !== 0) throw new Error('npm could not fetch the peers.');
  await measure(fileURLToPath(new URL('../../widget/dist', import.meta.url)));
  for (const [index, [name, modules]] of Object.entries(peers).entries()) {
    const entry = join(folder, `entry-${index}.js`);
    writeFileSync(
      entry,
      modules
        .map((module, at) => `export * as p${at} from '${module}';\nexport { default as d${at} } from '${module}';\n`)
        .join(''),
    );
    const { initial, lazy } = await sizeOf(entry, [/^react(-dom)?(\/|$)/]);
    const later = lazy.reduce((sum, [, size]) => sum + size, 0);
    console.log(`${name.padEnd(52)} ${format(initial)}${later > 0 ? `, later ${format(later)}` : ''}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
