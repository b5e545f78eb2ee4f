/**
 * Builds the sandbox: proxy, stand-in and reader in one file, its reading process in another, and the widget's files
 * for plain pages. What has binaries or models stays a dependency.
 */

import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { licencesOf } from '../../widget/scripts/licenses.mjs';
import { swapModules } from '../../widget/scripts/swaps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

const result = await build({
  configFile: false,
  root,
  logLevel: 'warn',
  plugins: [swapModules(join(root, 'src/stand-ins/swaps.ts'))],
  ssr: { noExternal: true },
  build: {
    outDir: dist,
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'node20.19',
    ssr: true,
    minify: false,
    rolldownOptions: {
      input: { main: join(root, 'src/main.ts'), worker: join(root, 'src/worker.ts') },
      external: [...Object.keys(dependencies), ...otherStores()],
      // Flat: the proxy finds its manifest a folder up.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), await licencesOf([result]));

const widget = dirname(fileURLToPath(import.meta.resolve('@scanfill/widget/styles.css')));
await mkdir(join(dist, 'widget'));
for (const name of ['scanfill.js', 'scanfill', 'THIRD-PARTY-LICENSES.txt'])
  await cp(join(widget, name), join(dist, 'widget', name), {
    recursive: true,
    filter: (path) => !path.endsWith('.map'),
  });
await mkdir(join(dist, 'specimens'));
for (const name of ['id-card-front-1.jpg', 'id-card-back-1.jpg'])
  await cp(join(root, '../demo/public/specimens', name), join(dist, 'specimens', name));

/** Scans are kept in memory: the other stores are never loaded, and so not needed. */
function otherStores() {
  return ['libsql', 'ioredis'];
}
