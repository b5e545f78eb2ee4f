import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { startFirefox, startOnDisplay, webkitPath } from '../../../widget/testing/start-browser.ts';
import { exif, withSegments } from '../../pictures/bytes.ts';
import { grainy, photo } from './files.mjs';

type Result = { ms: number; blockedMs: number; cpuMs: number; peakMb: number; side: number; error?: string };
type Browser = { readonly child: ChildProcess; stop(): Promise<void> };

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../../../widget/dist/', import.meta.url));

/**
 * Large JPEGs to 4096 px in each engine, a fresh page for every run, methods in turn: wall clock, processor time of all
 * the browser's processes, their memory over what it was before, longest task; then what the others take as
 * multiples of this build, and the memory of this build as a share of theirs. `before`: the folder of another build.
 */
export async function benchLarge(options: {
  readonly before: string;
  readonly engines: readonly string[];
  readonly megapixels: readonly string[];
  readonly rounds: number;
}): Promise<void> {
  const files = new Map<string, Buffer>();
  for (const size of options.megapixels) {
    const [width, height] = size === '200' ? [16_320, 12_240] : [8_064, 6_048];
    // Grain is what phones give; with it the larger one would be more than the build before takes.
    const picture = size === '200' ? photo(width, height) : grainy(photo(width, height), width, height);
    const upright = await picture.jpeg({ quality: 88 }).toBuffer();
    files.set(`${size} MP, upright`, upright);
    files.set(`${size} MP, on its side`, withSegments(upright, exif([{ value: 6 }])));
  }
  const script = await bundle();
  const methods = [
    'this build',
    ...(options.before ? ['the build before'] : []),
    'browser-image-compression',
    'Compressor.js',
  ];
  for (const engine of options.engines) await benchIn(engine, { ...options, files, script, methods });
}

async function benchIn(
  engine: string,
  run: {
    readonly before: string;
    readonly rounds: number;
    readonly files: ReadonlyMap<string, Buffer>;
    readonly script: string;
    readonly methods: readonly string[];
  },
): Promise<void> {
  const tasks = [...run.files.keys()].flatMap((file) =>
    Array.from({ length: run.rounds + 1 }, (_, round) => run.methods.map((method) => ({ file, method, round }))).flat(),
  );
  const results = new Map<string, Result[]>();
  let browser: Browser | undefined;
  let at = 0;
  let watch: ReturnType<typeof watchUsage> | undefined;
  let used = { cpuMs: 0, peakMb: 0 };
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const names = [...run.files.keys()];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const script = { 'content-type': 'text/javascript' };
    const [, folder, file] = /^\/(this|before)\/(.+)$/.exec(path) ?? [];
    if (folder && file)
      return response.writeHead(200, script).end(await readFile(join(folder === 'this' ? dist : run.before, file)));
    if (path === '/page.js') return response.writeHead(200, script).end(run.script);
    if (path.startsWith('/files/')) return response.end(run.files.get(names[Number(path.slice(7))] ?? ''));
    if (path === '/task') {
      const task = tasks[at];
      return response.end(JSON.stringify(task ? { ...task, file: names.indexOf(task.file) } : {}));
    }
    if (path === '/started') watch = browser && watchUsage(browser.child.pid ?? 0);
    else if (path === '/ended') used = watch?.stop() ?? used;
    else if (path === '/result') {
      watch?.stop();
      const task = tasks[at++];
      // The first round is for the caches.
      if (task && task.round > 0) {
        const key = `${task.file}|${task.method}`;
        results.set(key, [...(results.get(key) ?? []), { ...JSON.parse(Buffer.concat(pieces).toString()), ...used }]);
      }
      if (at === tasks.length) finish();
    } else if (path === '/')
      return response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>bench</title><script type="module" src="/page.js"></script>');
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  browser = await start(engine, `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
  try {
    await finished;
  } finally {
    await browser.stop();
    server.closeAllConnections();
    server.close();
  }
  for (const file of names) {
    console.log(
      `\n${engine}, ${file}, ${((run.files.get(file)?.length ?? 0) / 1e6).toFixed(1)} MB: median of ${run.rounds}`,
    );
    console.log('| method | wall ms | processor ms | peak MiB | longest task ms | longest side |\n|-|-|-|-|-|-|');
    const middle = (method: string, name: Exclude<keyof Result, 'error'>): number =>
      median((results.get(`${file}|${method}`) ?? []).map((one) => one[name]));
    for (const method of run.methods) {
      const shown = (['ms', 'cpuMs', 'peakMb', 'blockedMs'] as const).map((name) => middle(method, name).toFixed(0));
      const failed = results.get(`${file}|${method}`)?.find(({ error }) => error)?.error;
      console.log(`| ${[method, ...shown, failed ?? middle(method, 'side')].join(' | ')} |`);
    }
    for (const method of run.methods.slice(1)) {
      const times = (name: 'ms' | 'cpuMs'): string => (middle(method, name) / middle('this build', name)).toFixed(2);
      const share = ((100 * middle('this build', 'peakMb')) / middle(method, 'peakMb')).toFixed(0);
      console.log(`${method}: ${times('ms')} × the time, ${times('cpuMs')} × the processor's; memory here ${share} %`);
    }
  }
}

async function start(engine: string, url: string): Promise<Browser> {
  if (engine === 'firefox') return await startFirefox([url]);
  if (engine === 'webkit') return await startOnDisplay(webkitPath(), ['--private', url]);
  const profile = mkdtempSync(join(tmpdir(), 'scanfill-bench-'));
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const path = process.env.CHROMIUM || '/usr/bin/chromium';
  const child = spawn(
    path,
    [...args, '--disable-dev-shm-usage', `--user-data-dir=${profile}`, url, '--remote-debugging-port=0'],
    {
      stdio: 'ignore',
      detached: true,
    },
  );
  return {
    child,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Processor time and memory of a process and all it has started, from Linux's /proc, from now until it is stopped. */
function watchUsage(root: number): { stop(): { cpuMs: number; peakMb: number } } {
  const cpuAtStart = cpuMsOf(root);
  const before = memoryOf(root);
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, memoryOf(root));
  }, 150);
  return {
    stop() {
      clearInterval(timer);
      return { cpuMs: cpuMsOf(root) - cpuAtStart, peakMb: Math.max(peak, memoryOf(root)) - before };
    },
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function treeOf(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(read(`/proc/${name}/stat`).split(') ')[1]?.split(' ')[1]));
  const isOf = (pid: number): boolean => pid === root || (pid > 1 && isOf(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isOf);
}

function cpuMsOf(root: number): number {
  return treeOf(root).reduce((sum, pid) => {
    const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
    return sum + 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
  }, 0);
}

/** Proportional set size: pages that processes share count once. */
function memoryOf(root: number): number {
  return treeOf(root).reduce(
    (sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1_024,
    0,
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The page as a host's bundler would make it. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(here, 'large-page.js'), output: { entryFileNames: 'page.js' } },
    },
    resolve: {
      alias: { 'browser-image-compression': join(here, '../../../widget/node_modules/browser-image-compression') },
    },
  });
  const [page] = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  if (page?.type !== 'chunk') throw new Error('The page could not be built.');
  return page.code;
}
