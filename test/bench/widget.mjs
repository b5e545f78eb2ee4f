import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build, runnerImport } from 'vite';
import { makeFiles } from './widget/files.mjs';

const here = dirname(fileURLToPath(import.meta.url));
/** The library belongs to the widget: the same version is measured that is shipped. */
const libraryPath = createRequire(join(here, '../../widget/package.json')).resolve('browser-image-compression');
const library = join(dirname(libraryPath), 'browser-image-compression.mjs');
const classicLibrary = join(dirname(libraryPath), 'browser-image-compression.js');

/**
 * `pnpm bench widget [--verdicts 9] [--preparations 5]`
 * `pnpm bench widget --large 48,200 [--engines chromium,firefox,webkit] [--before <dist>] [--rounds 5]`
 *
 * With `--large` only JPEGs of so many megapixels, upright and on their side, in every engine. Else:
 * In Chromium, same files, one run: how long a verdict on a picture takes and how long its preparation, here and with
 * what pages use today, and how long the page is deaf meanwhile. Fails where the promises are broken.
 */
export default async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      verdicts: { type: 'string', default: '9' },
      preparations: { type: 'string', default: '5' },
      large: { type: 'string' },
      engines: { type: 'string', default: 'chromium,firefox,webkit' },
      before: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
    },
  });
  if (values.large) {
    const { module } = await runnerImport(join(here, 'widget/large.ts'), { configFile: false, logLevel: 'error' });
    return await module.benchLarge({
      before: values.before,
      engines: values.engines.split(','),
      megapixels: values.large.split(','),
      rounds: Number(values.rounds),
    });
  }
  const files = await makeFiles();
  const page = await bundle();
  const server = await serve(page, files);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-dev-shm-usage',
    ],
  });
  const broken = [];
  try {
    const address = `http://127.0.0.1:${server.address().port}/`;
    const sources = Object.fromEntries(Object.entries(files).map(([label, { name, type }]) => [label, { name, type }]));
    const verdictFiles = Object.keys(files).slice(0, 3);
    const verdicts = await measure(browser, address, 'verdicts', verdictFiles, sources, Number(values.verdicts));
    print('Verdict on a picture, median', verdicts, verdictFiles, files);
    for (const label of verdictFiles) {
      const { ms } = verdicts['Scanfill inspectImage'][label];
      if (ms > 5) broken.push(`a verdict on ${label} takes ${ms.toFixed(1)} ms, more than 5`);
    }

    const preparedFiles = [
      'JPEG 12 MP, upright',
      'JPEG 12 MP, on its side',
      'JPEG 12 MP, on its side, grainy',
      'PNG 12 MP',
    ];
    const prepared = await measure(
      browser,
      address,
      'preparations',
      preparedFiles,
      sources,
      Number(values.preparations),
    );
    print('Preparing: upright JPEG, at most 4096 px, metadata gone, median', prepared, preparedFiles, files);
    const theirs = Object.entries(prepared).filter(([name]) => name.startsWith('browser-image-compression'));
    console.log();
    for (const label of preparedFiles) {
      const own = prepared['Scanfill prepareImage'][label];
      const best = Math.min(...theirs.map(([, rows]) => rows[label].ms));
      const times = best / own.ms;
      console.log(
        `${label}: ${times.toFixed(1)} × as fast as browser-image-compression's best setting; longest task ${own.blockedMs.toFixed(0)} ms`,
      );
      // A PNG is decoded and encoded by the platform, here and there.
      if (label.startsWith('JPEG') && times < 3) broken.push(`${label} is prepared only ${times.toFixed(1)} × as fast`);
      // The best round: in the others the machine's own business may have kept the page waiting.
      if (own.leastBlockedMs > 100)
        broken.push(`${label}: the page is deaf for ${own.leastBlockedMs.toFixed(0)} ms, more than 100`);
    }

    const tab = await open(browser, address);
    const { decoded, code } = await tab.evaluate(
      (source) => window.bombIsDecoded(source),
      sources['bomb 20,000 × 20,000'],
    );
    console.log(`Bomb of ${files['bomb 20,000 × 20,000'].bytes.length} bytes: ${code}, decoded ${decoded} times`);
    if (decoded > 0 || code !== 'image-pixels') broken.push('a bomb was decoded');
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
  for (const sentence of broken) console.error(`BROKEN: ${sentence}`);
  if (broken.length > 0) process.exitCode = 1;
}

/**
 * Median milliseconds and deafness of every method on every file. Each method has a page of its own; they take turns,
 * so that whatever else the machine does falls on all of them alike. The first round is not counted.
 */
async function measure(browser, address, kind, labels, sources, rounds) {
  const pages = new Map();
  const tab = await open(browser, address);
  for (const method of await tab.evaluate((name) => window.methods(name), kind))
    pages.set(method, await open(browser, address));
  await tab.close();
  const table = Object.fromEntries([...pages.keys()].map((method) => [method, {}]));
  for (const label of labels) {
    const results = new Map([...pages.keys()].map((method) => [method, []]));
    for (let round = 0; round <= rounds; round++) {
      for (const [method, page] of pages) {
        const seen = results.get(method);
        // Minutes of the same slow figure tell nothing more.
        if (seen.some(({ ms }) => ms > 8_000)) continue;
        const result = await runOnce(page, [kind, method, sources[label], round]);
        if (round > 0 || result.ms > 8_000) seen.push(result);
      }
    }
    for (const [method, seen] of results)
      table[method][label] = {
        ms: median(seen.map(({ ms }) => ms)),
        blockedMs: median(seen.map(({ blockedMs }) => blockedMs)),
        leastBlockedMs: Math.min(...seen.map(({ blockedMs }) => blockedMs)),
        out: seen.at(-1)?.out ?? '',
      };
  }
  for (const page of pages.values()) await page.close().catch(() => undefined);
  return table;
}

async function runOnce(page, args) {
  const once = page.evaluate(([kind, method, source, run]) => window.run(kind, method, source, run), args);
  const late = new Promise((resolve) => {
    const never = Number.POSITIVE_INFINITY;
    setTimeout(() => resolve({ ms: never, blockedMs: never, out: 'no answer in 60 s' }), 60_000).unref();
  });
  const failed = (error) => ({
    ms: Number.NaN,
    blockedMs: Number.NaN,
    out: String(error.message).split('\n')[0].slice(0, 80),
  });
  return await Promise.race([once, late]).catch(failed);
}

async function open(browser, address) {
  const tab = await browser.newPage();
  await tab.goto(address);
  await tab.waitForFunction(() => window.ready);
  return tab;
}

function print(title, table, labels, files) {
  console.log(`\n${title} (longest task), result`);
  const sized = labels.map(
    (label) => `${label}, ${(files[label].bytes.length / 1e6).toFixed(label.startsWith('bomb') ? 3 : 1)} MB`,
  );
  console.log(['| method', ...sized].join(' | '), '|');
  console.log(`|${'---|'.repeat(labels.length + 1)}`);
  for (const [method, rows] of Object.entries(table)) {
    const cells = labels.map((label) => {
      const { ms, blockedMs, out } = rows[label];
      return `${ms.toFixed(ms < 20 ? 1 : 0)} ms (${blockedMs.toFixed(0)}), ${out}`;
    });
    console.log(['|', method, '|', cells.join(' | '), '|'].join(' '));
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The page as a host's bundler would make it. */
async function bundle() {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    resolve: { alias: { 'browser-image-compression': library } },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(here, 'widget/page.js'), output: { entryFileNames: 'page.js' } },
    },
  });
  return new Map(
    [result].flat().flatMap(({ output }) => output.map((part) => [`/${part.fileName}`, part.code ?? part.source])),
  );
}

async function serve(page, files) {
  const byName = new Map(Object.values(files).map((file) => [`/files/${file.name}`, file]));
  const script = await readFile(classicLibrary);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const file = byName.get(path);
    if (file)
      return response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-store' }).end(file.bytes);
    if (path === '/browser-image-compression.js')
      return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    if (page.has(path)) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(page.get(path));
    return response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>bench</title><script type="module" src="/page.js"></script>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
