/**
 * Measures what a page loads, minified and gzipped, against its budgets. As a program (`node scripts/sizes.mjs`) it
 * fails where one is broken.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const kb = 1024;

const coreNames = ['ScanError', 'createScanClient', 'hintsOf', 'inspectImage', 'prepareImage'];
/** What fills a page's form is loaded later, and has a budget of its own. */
const fillBudget = 20 * kb;

/**
 * What is measured: a file's whole static import graph; `names` is what a page imports, everything unless told;
 * `external` is what the page has already; `whole` files are loaded as they are.
 */
const targets = [
  { name: 'React build, without React', entry: 'react.js', external: [/^react(-dom)?(\/|$)/], budget: 20 * kb },
  { name: 'standalone file', entry: 'scanfill.js', whole: true, budget: 32 * kb },
  { name: 'element for bundlers', entry: 'element.js', external: [], budget: 34 * kb },
  { name: 'core without filling', entry: 'core.js', names: coreNames, external: [], budget: 8 * kb },
  { name: "a phone's page", entry: '../../proxy/dist/phone/phone.js', whole: true, budget: 28 * kb },
  { name: 'core with fillForm', entry: 'core.js', names: [...coreNames, 'fillForm'], external: [], budget: 26 * kb },
];

/** Prints a table of the builds in `dist` and gives a sentence for every broken budget. */
export async function measure(dist) {
  const over = [];
  for (const { name, entry, names, external, whole, budget } of targets) {
    const path = join(dist, entry);
    const { initial, lazy, fill } = whole
      ? await sizeOfFiles(path)
      : await (names ? sizeOfNames(path, names, external) : sizeOf(path, external));
    console.log(
      `${name.padEnd(28)} ${format(initial)} of ${format(budget)}   loaded later: ${lazy.map(([chunk, size]) => `${chunk} ${format(size)}`).join(', ') || 'nothing'}`,
    );
    if (fill > fillBudget) over.push(`${name} fills with ${format(fill)}, the budget is ${format(fillBudget)}`);
    if (initial > budget) over.push(`${name} has ${format(initial)}, its budget is ${format(budget)}`);
  }
  return over;
}

/** Bundles as a page's own bundler would, and counts the bytes of the first load and of every chunk loaded later. */
export async function sizeOf(entry, external) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      modulePreload: false,
      lib: { entry, formats: ['es'] },
      // Library mode alone keeps the white space of ES modules; a page's own bundler does not.
      rolldownOptions: { external, preserveEntrySignatures: 'allow-extension', output: { minify: true } },
    },
  });
  const chunks = new Map(
    [result]
      .flat()
      .flatMap(({ output }) => output)
      .filter(({ type }) => type === 'chunk')
      .map((chunk) => [chunk.fileName, chunk]),
  );
  const first = new Set();
  const walk = (name, into) => {
    const chunk = chunks.get(name);
    if (!chunk || first.has(name) || into.has(name)) return into;
    into.add(name);
    for (const other of chunk.imports) walk(other, into);
    return into;
  };
  for (const [name, chunk] of chunks) if (chunk.isEntry) walk(name, first);
  const part = (start) =>
    walk(
      [...chunks.keys()].find((name) => chunks.get(name).name === start),
      new Set(),
    );
  const gzip = (name) => gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length;
  const sum = (names) => names.reduce((all, name) => all + gzip(name), 0);
  // What the review has brought by then is not fetched again.
  const review = part('review-and-fill');
  return {
    initial: sum([...first]),
    fill: sum([...part('fill-page')].filter((name) => !review.has(name))),
    lazy: [...chunks.keys()].filter((name) => !first.has(name)).map((name) => [chunks.get(name)?.name, gzip(name)]),
  };
}

/** What a page has of these names alone. */
async function sizeOfNames(entry, names, external) {
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-sizes-'));
  try {
    const page = join(folder, 'page.js');
    await writeFile(page, `export { ${names.join(', ')} } from ${JSON.stringify(entry)};`);
    return await sizeOf(page, external);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Counts the bytes of a file a page loads as it is, and of those that it may load later. */
async function sizeOfFiles(entry) {
  const first = new Map();
  const later = new Map();
  const walk = async (path, into) => {
    if (first.has(path) || later.has(path)) return;
    const code = await readFile(path, 'utf8');
    into.set(path, gzipSync(code, { level: 9 }).length);
    for (const [, file] of code.matchAll(/\bfrom\s*["'](\.[^"']+)["']/g)) await walk(join(path, '..', file), into);
    for (const [, file] of code.matchAll(/\bimport\(\s*["'](\.[^"']+)["']\s*\)/g))
      await walk(join(path, '..', file), later);
  };
  await walk(entry, first);
  const nameOf = (path) => basename(path, '.js').replace(/-[\w-]{8}$/, '');
  const fill = [...later.keys()].find((path) => nameOf(path) === 'fill-page');
  const shared = fill ? await importsOf(fill) : [];
  const review = [...later.keys()].find((path) => nameOf(path) === 'review-and-fill');
  const brought = review ? await importsOf(review) : [];
  return {
    fill: shared
      .filter((path) => !first.has(path) && !brought.includes(path))
      .reduce((sum, path) => sum + (later.get(path) ?? 0), 0),
    initial: [...first.values()].reduce((sum, size) => sum + size, 0),
    lazy: [...later].map(([path, size]) => [nameOf(path), size]),
  };
}

/** A file and what it imports at once. */
async function importsOf(path, found = []) {
  if (found.includes(path)) return found;
  found.push(path);
  const code = await readFile(path, 'utf8');
  for (const [, file] of code.matchAll(/\bfrom\s*["'](\.[^"']+)["']/g)) await importsOf(join(path, '..', file), found);
  return found;
}

/** Bytes as kilobytes, for people. */
export function format(bytes) {
  return `${(bytes / kb).toFixed(1)} KB`;
}

const self = fileURLToPath(import.meta.url);
if (argv[1] === self) {
  const over = await measure(join(dirname(self), '../dist'));
  for (const sentence of over) console.error(sentence);
  if (over.length > 0) process.exitCode = 1;
}
