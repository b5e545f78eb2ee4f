import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { pack, published } from '../release/pack.mjs';
import { fillForm } from './drive.mjs';
import { exampleNames, makeProject } from './project.mjs';
import { servePage, startCommand } from './serve.mjs';

/**
 * Installs, builds and serves each example, fills its form, and prints a table.
 *
 * --only vue,express      these examples alone
 */
const { values: options } = parseArgs({ options: { only: { type: 'string' } } });
const only = options.only?.split(',');
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'scanfill-examples-'));
const failures = [];
let tried = 0;
let stopSandbox;
let browser;
try {
  const tarballs = new Map();
  for (const name of published)
    tarballs.set(
      `@scanfill/${name}`,
      await pack(name, { out: folder, repository: 'https://repository.example/scanfill' }),
    );
  const port = await freePort();
  const sandbox = `http://localhost:${port}`;
  const home = join(folder, 'sandbox');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{"private":true}');
  await run('npm', ['install', '--no-audit', '--no-fund', tarballs.get('@scanfill/sandbox')], { cwd: home });
  stopSandbox = await startCommand('node_modules/.bin/scanfill-sandbox', ['--port', String(port)], {
    cwd: home,
    url: sandbox,
  });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  print(['example', 'install', 'build', 'start', 'filled', '']);
  for (const name of await exampleNames())
    if (only === undefined || only.includes(name)) await tryExample(name, { sandbox, tarballs });
} finally {
  await browser?.close();
  await stopSandbox?.();
  await rm(folder, { recursive: true, force: true });
}
for (const failure of failures) console.log(`\n${failure}`);
console.log(`\nexamples: ${tried - failures.length} of ${tried} filled`);
process.exitCode = failures.length === 0 && tried > 0 ? 0 : 1;

async function tryExample(name, world) {
  tried++;
  const cells = [name];
  const timed = async (work) => {
    const startedAt = Date.now();
    const result = await work();
    cells.push(`${((Date.now() - startedAt) / 1_000).toFixed(1)} s`);
    return result;
  };
  const project = join(folder, name);
  let stop;
  let faults;
  try {
    const manifest = await timed(() => makeProject(name, { folder: project, ...world }));
    await timed(() => manifest?.scripts.build && run('npm', ['run', 'build'], { cwd: project }));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    stop = await timed(() => serve(manifest, { project, port, url, sandbox: world.sandbox }));
    faults = await timed(() => fillForm(browser, url));
  } catch (error) {
    faults = [`${error.message}\n${error.stdout ?? ''}`];
  } finally {
    await stop?.();
    await rm(project, { recursive: true, force: true });
  }
  if (faults.length > 0) failures.push(`${name}: ${faults.join('\n')}`);
  print([...cells, ...Array(5 - cells.length).fill(''), faults.length === 0 ? 'right' : 'wrong']);
}

/** A page needs a port, a backend the place of Green and secrets too; both take what they do not need. */
function serve(manifest, { project, port, url, sandbox }) {
  if (manifest === undefined) return servePage(project, port);
  // A server of one's own reads PORT.
  const args = manifest.scripts.start.startsWith('node ') ? ['start'] : ['start', '--', '--port', String(port)];
  const env = {
    PORT: String(port),
    GREEN_ENDPOINT: sandbox,
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'sandbox',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'sandbox',
    SESSION_SECRET: '77b9f8c6368e20b585838b8b352c0e71',
  };
  return startCommand('npm', args, { cwd: project, env, url });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function print(cells) {
  console.log(cells.map((cell, index) => cell.padEnd(index === 0 ? 18 : 9)).join(' '));
}
