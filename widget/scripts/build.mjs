/**
 * Builds the widget: the packages' modules, the files for a script tag, the styles, declarations that need nothing
 * else, and the phone's page of the proxy.
 */

import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';
import { build } from 'vite';
import { licencesOf } from './licenses.mjs';
import { measure } from './sizes.mjs';
import { swapModules } from './swaps.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const finished = join(root, 'dist');
// Where the proxy finds its phone's page.
const served = join(dirname(fileURLToPath(import.meta.resolve('@scanfill/proxy/contract'))), 'phone');
// Built aside and moved at the end: whoever reads dist meanwhile finds the last build whole.
const dist = join(root, `node_modules/.build-${process.pid}`);
const source = (name) => join(root, 'src', name);
const require = createRequire(import.meta.url);

await mkdir(dist, { recursive: true });

/** What Vite gives of every build, for the licences of what is inside. */
const results = [];

/**
 * For bundlers: modules that share their chunks, with React and the libraries left to the page's own bundle. Compressed
 * but readable: names, statements and lines stay. The page's own minifier finds 0.3 KB less to leave.
 */
const readable = {
  mangle: false,
  compress: { sequences: false, conditionals: false, if_return: false, join_vars: false, directives: false },
  format: { beautify: true },
};
results.push(
  await build({
    ...common(),
    plugins: [terser(readable)],
    build: {
      ...common().build,
      minify: false,
      lib: {
        entry: {
          react: source('react.ts'),
          core: source('core.ts'),
          heic: source('heic.ts'),
          pdf: source('pdf.ts'),
        },
        formats: ['es'],
      },
      rolldownOptions: {
        external: [/^react(-dom)?(\/|$)/, 'react-dropzone', 'browser-image-compression'],
        output: {
          entryFileNames: '[name].js',
          // The page's own bundler puts a hash into names.
          chunkFileNames: 'chunks/[name].js',
          // Bundlers for React servers look for the directive at the top of the module a page imports.
          banner: (chunk) => (chunk.name === 'react' ? "'use client';" : ''),
        },
      },
    },
  }),
);

/**
 * With Preact inside: the element for bundlers, and the file for a script tag with its later parts in a folder beside
 * it.
 */
for (const { name, chunks } of [
  { name: 'element', chunks: 'chunks/element/[name].js' },
  { name: 'standalone', chunks: 'scanfill/[name]-[hash].js' },
])
  results.push(
    await build({
      ...common(),
      plugins: [swapModules(source('element/stand-ins/swaps.ts')), terser()],
      build: {
        ...common().build,
        // Whoever copies the files for a script tag copies no maps with them.
        sourcemap: name !== 'standalone',
        minify: true,
        lib: { entry: { [name === 'standalone' ? 'scanfill' : name]: source(`${name}.ts`) }, formats: ['es'] },
        rolldownOptions: {
          // Meant so: see `standalone.ts`.
          checks: { ineffectiveDynamicImport: name !== 'standalone' },
          // What is loaded later takes what it shares from the first file, not from a third: a script tag names one
          // file.
          preserveEntrySignatures: name === 'standalone' ? 'allow-extension' : 'strict',
          output: { minify: false, entryFileNames: '[name].js', chunkFileNames: chunks },
        },
      },
    }),
  );

/** The frame page and the script of the page around it; what a page opts into by a script tag. */
results.push(
  await build({
    ...common(),
    build: {
      ...common().build,
      minify: true,
      lib: {
        entry: {
          frame: source('frame.ts'),
          'frame-host': source('frame-host.ts'),
          'scanfill-heic': source('parts/tag-heic.ts'),
          'scanfill-pdf': source('parts/tag-pdf.ts'),
        },
        formats: ['es'],
      },
      rolldownOptions: {
        output: { minify: true, entryFileNames: '[name].js', chunkFileNames: 'scanfill/[name]-[hash].js' },
      },
    },
  }),
);

/** The workers of those parts, a file each: pages lay the decoders beside them. */
for (const { part, format } of [
  { part: 'heic', format: 'iife' },
  { part: 'pdf', format: 'es' },
])
  results.push(
    await build({
      ...common(),
      build: {
        ...common().build,
        outDir: join(dist, part),
        minify: true,
        lib: {
          entry: source(`parts/${part}-worker.ts`),
          formats: [format],
          name: 'scanfillWorker',
          fileName: () => 'worker.js',
        },
        rolldownOptions: { output: { minify: true } },
      },
    }),
  );

/** The page that a phone opens, for the proxy's package, which serves the files and does not know whence they come. */
const phone = await build({
  ...common(),
  build: {
    ...common().build,
    outDir: join(dist, 'served'),
    minify: true,
    // Beside what is mapped nobody serves the maps.
    sourcemap: false,
    lib: { entry: { phone: source('phone/phone.ts') }, formats: ['es'] },
    rolldownOptions: {
      output: { minify: true, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
await cp(source('phone/phone.css'), join(dist, 'served/phone.css'));
await writeFile(join(dist, 'served/THIRD-PARTY-LICENSES.txt'), await licencesOf([phone]));
await cp(source('frame.html'), join(dist, 'frame.html'));
// Types alone, written by hand: this workspace has no Vue.
await cp(source('vue.d.ts'), join(dist, 'vue.d.ts'));
await writeFile(join(dist, 'styles.css'), await styles());
// TypeScript 7 looks for types also of what is imported for its effect alone.
await writeFile(join(dist, 'styles.css.d.ts'), 'export {};\n');
await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), await licencesOf(results));
await declarations();
await rm(served, { recursive: true, force: true });
await cp(join(dist, 'served'), served, { recursive: true });
await rm(join(dist, 'served'), { recursive: true });
await rm(finished, { recursive: true, force: true });
await rename(dist, finished);
await measure(finished);

/** Vite's own minifier leaves 1 KB more, gzipped. */
function terser({ compress, ...others } = {}) {
  return {
    name: 'terser',
    async renderChunk(code) {
      return await minify(code, {
        module: true,
        ecma: 2020,
        sourceMap: true,
        compress: { passes: 3, unsafe_arrows: true, pure_getters: true, ...compress },
        ...others,
      });
    },
  };
}

function common() {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    // The styles use no `light-dark()`: the variables that would stand in for it are left out.
    css: { lightningcss: { exclude: 1_048_576 } },
    build: {
      outDir: dist,
      emptyOutDir: false,
      copyPublicDir: false,
      // The oldest browsers that are supported; the README names them.
      target: ['chrome111', 'edge111', 'firefox115', 'safari16.4', 'ios16.4'],
      sourcemap: true,
      modulePreload: false,
    },
  };
}

/** The parts of the look behind each other, as `ui/styles.css` names them. */
async function styles() {
  const list = await readFile(source('ui/styles.css'), 'utf8');
  const parts = [...list.matchAll(/@import "(.+?)"/g)].map(([, part]) => readFile(source(`ui/${part}`), 'utf8'));
  return (await Promise.all(parts)).join('\n');
}

/**
 * Declarations of the sources, with the contract's own beside them: a page need not install the proxy to have its
 * types.
 */
async function declarations() {
  const run = spawnSync(
    process.execPath,
    [
      join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'),
      '-p',
      join(root, 'tsconfig.build.json'),
      '--outDir',
      dist,
    ],
    { stdio: 'inherit' },
  );
  if (run.status !== 0) process.exit(run.status ?? 1);
  const contract = dirname(fileURLToPath(import.meta.resolve('@scanfill/proxy/contract')));
  const keep = (path) => !/\.(js|map)$|\.test|test-d/.test(path);
  await cp(join(contract, 'contract.d.ts'), join(dist, 'contract.d.ts'));
  await cp(join(contract, 'contract'), join(dist, 'contract'), {
    recursive: true,
    filter: (path) => keep(path),
  });
  for (const entry of await readdir(dist, { recursive: true })) {
    if (!entry.endsWith('.d.ts')) continue;
    const path = join(dist, entry);
    const text = await readFile(path, 'utf8');
    const own = relative(dirname(path), join(dist, 'contract.js')).replaceAll('\\', '/');
    const at = own.startsWith('.') ? own : `./${own}`;
    await writeFile(
      path,
      text
        .replaceAll(/(['"])@scanfill\/proxy\/contract\1/g, `'${at}'`)
        .replaceAll(/(from\s+|import\()(['"])(\.{1,2}\/[^'"]+)\.tsx?\2/g, '$1$2$3.js$2'),
    );
  }
}
