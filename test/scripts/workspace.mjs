import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildChanged } from './build-changed.mjs';

/** The root of the workspace. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Runs a command in the workspace with its output shown; gives its exit code, 1 where a signal ended it. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Runs pnpm: the very one that called this script, else the version the workspace names. */
export function pnpm(args, options) {
  const caller = process.env.npm_execpath;
  return caller !== undefined && /pnpm/.test(caller)
    ? run(process.execPath, [caller, ...args], options)
    : run('npx', ['-y', packageManager, ...args], options);
}

/** Installs exactly what the lock file names; skipped where that very lock file was installed before. */
export async function install() {
  const stamp = join(root, 'node_modules/.scanfill-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await must('Installing the dependencies', pnpm(['install', '--frozen-lockfile', '--prefer-offline']));
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Builds of proxy, widget and demo, in this order, what is not built yet or has changed since. */
export async function build() {
  const packages = [
    { name: 'proxy', uses: [] },
    { name: 'widget', uses: ['proxy'] },
    { name: 'demo', uses: ['proxy', 'widget'] },
  ];
  const buildOne = (name) => must(`Building the ${name}`, pnpm(['--filter', `@scanfill/${name}`, 'run', 'build']));
  const built = await buildChanged({ root, packages, buildOne });
  if (built.length === 0) console.log('── Built before, and nothing has changed');
}

/** Fails with a plain sentence on an old Node. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Scanfill needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

async function must(title, running) {
  const beganAt = Date.now();
  console.log(`\n── ${title}`);
  const code = await running;
  if (code !== 0) {
    console.error(`${title} failed (exit code ${code}).`);
    process.exit(1);
  }
  console.log(`── ${title}: ${((Date.now() - beganAt) / 1_000).toFixed(1)} s`);
}
