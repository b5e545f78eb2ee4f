import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** This workspace. */
export const here = dirname(fileURLToPath(import.meta.url));

const libraries = join(here, 'libraries');

/** The libraries there are pages of, by name, and their files. */
export const pages = new Map(
  readdirSync(libraries)
    .filter((file) => /\.jsx?$/.test(file))
    .sort()
    .map((file) => [basename(file).replace(/\.jsx?$/, ''), join(libraries, file)]),
);

/** Where a library's bundled page is. */
export function folderOf(library) {
  return join(here, 'dist', library);
}

/** Bundles one library's page in a process of its own; gives what went wrong, if anything. */
export function bundleApart(library, widget) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), library, widget], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? undefined : complaint.trim().slice(0, 2000)));
  });
}

/** Bundles one library's page as a customer's build would, unless the very same was bundled before. */
async function bundle(library, widget) {
  const file = pages.get(library);
  const outDir = folderOf(library);
  const stamp = join(outDir, 'built-from');
  const source = readFileSync(file, 'utf8');
  const usesWidget = source.includes('@scanfill/widget');
  const key = keyOf(source, usesWidget ? widget : undefined);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  rmSync(outDir, { recursive: true, force: true });
  const plugins = source.includes('.svelte') ? (await import('@sveltejs/vite-plugin-svelte')).svelte() : [];
  await build({
    configFile: false,
    root: here,
    base: './',
    logLevel: 'error',
    mode: 'production',
    plugins: [plugins, entry(file)],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    resolve: {
      alias: [
        { find: /^vue$/, replacement: 'vue/dist/vue.esm-bundler.js' },
        { find: /^@scanfill\/widget$/, replacement: join(widget, 'react.js') },
      ],
      dedupe: ['react', 'react-dom', 'react-dropzone', 'browser-image-compression', 'vue'],
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 100_000,
      rolldownOptions: { input: 'virtual:page', output: { entryFileNames: 'page.js' } },
    },
  });
  writeFileSync(stamp, key);
}

/** The page of a library: its controls, made known to the runner. */
function entry(file) {
  const matrix = join(here, 'page/matrix.js');
  return {
    name: 'page',
    resolveId: (id) => (id === 'virtual:page' ? join(here, 'virtual-page.js') : undefined),
    load: (id) =>
      id === join(here, 'virtual-page.js')
        ? `import { expose } from '${matrix}';\nimport controls from '${file}';\nexpose(controls);`
        : undefined,
  };
}

function keyOf(source, widget) {
  const hash = createHash('sha256')
    .update(source)
    .update(readFileSync(join(here, 'pnpm-lock.yaml')));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const folder of [join(here, 'page'), join(libraries, 'components')])
    if (existsSync(folder))
      for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  if (widget)
    for (const name of readdirSync(widget, { recursive: true, encoding: 'utf8' }).sort())
      if (name.endsWith('.js')) hash.update(readFileSync(join(widget, name)));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(process.argv[2], process.argv[3]);
