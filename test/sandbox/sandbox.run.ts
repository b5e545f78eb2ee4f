import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { freePort, type Running, start } from '../harness/processes.ts';
import { placed, snippetsOf } from '../snippets/snippets.ts';
import { specimenPath } from '../widget/specimen.ts';

const run = promisify(execFile);
const { SANDBOX_TARBALL: tarball = '', WIDGET_TARBALL: widgetTarball = '' } = process.env;
const ready = /^Scanfill sandbox .*: http/;
/** From the command to a filled form, with what npm has fetched before. */
const mostSeconds = 20;

/** Nothing of this machine's user: an empty home, so no settings, and npm's cache is empty at first. */
let home: string;
let project: string;
let browser: Browser;
let command: string;
const environment = () => ({ HOME: home, NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS ?? '' });

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'scanfill-home-'));
  project = join(home, 'project');
  await mkdir(project);
  const env = { PATH: process.env.PATH, ...environment() };
  const startedAt = Date.now();
  await run('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: project, env });
  console.log(`installed from the registry in ${seconds(startedAt)} s`);
  command = join(project, 'node_modules/.bin/scanfill-sandbox');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await rm(home, { recursive: true, force: true });
});

/** The lines of a page's snippet, by its name. */
function linesOf(page: string, name: string): readonly string[] {
  const code = snippetsOf(page).find((snippet) => snippet.name === `${page}: ${name}`)?.code ?? '';
  return code.split('\n');
}

const [fromFile = '', widgetFromFile = ''] = linesOf('README.md', 'Put it into a page 1');
const fromRegistry = linesOf('sandbox/README.md', '@scanfill/sandbox 1');

const seconds = (startedAt: number): number => Math.round((Date.now() - startedAt) / 100) / 10;

const startSandbox = (args: readonly string[] = ['--port', '0']): Promise<Running> =>
  start({ command, args, cwd: project, env: environment(), ready });

const urlOf = ({ lines }: Running): string => /http:\S+/.exec(lines.find((line) => ready.test(line)) ?? '')?.[0] ?? '';

async function isFilled(page: Page): Promise<void> {
  await expect.poll(() => page.inputValue('input[name="name"]'), { timeout: 60_000 }).toBe('汪初');
  expect(await page.inputValue('input[name="number"]')).toBe('410302199112209308');
}

test('no package of it has an install script that could fetch anything', async () => {
  const lock = JSON.parse(await readFile(join(project, 'node_modules/.package-lock.json'), 'utf8'));
  const withScripts = Object.entries<{ hasInstallScript?: true }>(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path);
  expect(withScripts).toEqual(['node_modules/protobufjs']);
  const { scripts } = JSON.parse(await readFile(join(project, 'node_modules/protobufjs/package.json'), 'utf8'));
  expect(scripts.postinstall).toBe('node scripts/postinstall');
  const script = await readFile(join(project, 'node_modules/protobufjs/scripts/postinstall.js'), 'utf8');
  const modules = [...script.matchAll(/require\(([^)]*)\)|import\b/g)].map(([, name]) => name);
  expect(modules).toEqual(['"path"', '"fs"', 'path.join(__dirname, "..", "package.json"']);
});

test(`from a warm cache a form is filled within ${mostSeconds} s of the command`, async () => {
  const isBusy = (loadavg()[0] ?? 0) > availableParallelism();
  const taken = [await secondsToFill()];
  // A busy moment of this machine is not what is measured: the best of three, and on a busy machine none is judged.
  while (!isBusy && taken.length < 3 && Math.min(...taken) >= mostSeconds) taken.push(await secondsToFill());
  if (isBusy) console.warn(`The machine is busy: ${taken} s are told, and not held against ${mostSeconds}.`);
  else expect(Math.min(...taken)).toBeLessThan(mostSeconds);
});

async function secondsToFill(): Promise<number> {
  const folder = await mkdtemp(join(home, 'empty-'));
  // As whoever has the file of a release beside the project; npx knows it by its name and so has to install it.
  await copyFile(tarball, join(folder, basename(tarball)));
  await rm(join(home, '.npm/_npx'), { recursive: true, force: true });
  const port = await freePort();
  const startedAt = Date.now();
  const sandbox = await start({
    command: 'bash',
    args: ['-c', `exec ${fromFile}`],
    cwd: folder,
    env: { ...environment(), PORT: String(port) },
    ready,
    first: true,
  });
  const readyAfter = seconds(startedAt);
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}`);
  await page.getByRole('button', { name: 'Try it with a specimen' }).click();
  await isFilled(page);
  const taken = seconds(startedAt);
  console.log(`ready after ${readyAfter} s, filled after ${taken} s (load ${loadavg()[0]?.toFixed(1)})`);
  await page.close();
  await sandbox.stop();
  const isGone = () =>
    fetch(`http://localhost:${port}`).then(
      () => false,
      () => true,
    );
  await expect.poll(isGone, { timeout: 10_000 }).toBe(true);
  return taken;
}

test.each(fromRegistry)('once it is installed, or on the registry, the page says how it starts: %s', async (line) => {
  const port = await freePort();
  const isTold = line.includes('6180');
  const command = `exec ${isTold ? placed(line, { '--port 6180': `--port ${port}` }) : line}`;
  const env = { ...environment(), ...(isTold ? {} : { PORT: String(port) }) };
  const sandbox = await start({ command: 'bash', args: ['-c', command], cwd: project, env, ready });
  expect(urlOf(sandbox)).toBe(`http://localhost:${port}`);
  await sandbox.stop();
});

test('the widget is installed as the page says', async () => {
  const folder = await mkdtemp(join(home, 'page-'));
  await copyFile(widgetTarball, join(folder, basename(widgetTarball)));
  const env = { PATH: process.env.PATH, ...environment() };
  await run('bash', ['-c', widgetFromFile], { cwd: folder, env });
  expect(await readdir(join(folder, 'node_modules/@scanfill/widget/dist'))).toContain('scanfill.js');
});

test('the lines for a plain page, as they are printed, fill its form from another port', async () => {
  const sandbox = await startSandbox();
  const printed = sandbox.lines.join('\n');
  expect(printed).toContain('For development, not for visitors');
  const html = `<!doctype html><title>A plain page</title>${printed.slice(printed.indexOf('<script type="module"'))}`;
  const site = await serve(html);
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}`);
  await page.locator('scan-fill input[type="file"]').first().setInputFiles(specimenPath);
  await isFilled(page);
  expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  await page.close();
  site.close();
  await sandbox.stop();
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, and its reading process', async (signal) => {
  const sandbox = await startSandbox();
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(sandbox.pid)]);
  const reader = Number(stdout);
  expect(reader).toBeGreaterThan(0);
  expect(await sandbox.stop(signal)).toBe(0);
  expect(() => process.kill(reader, 0)).toThrow('ESRCH');
});

test('a taken port is told in words', async () => {
  const first = await startSandbox();
  const { port } = new URL(urlOf(first));
  await expect(startSandbox(['--port', port])).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken. Stop what uses it`);
  await first.stop();
});

async function serve(html: string): Promise<Server> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
