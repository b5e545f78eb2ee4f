import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packages = ['next'];
/** `next build` and `next start` of the app in `next/`, which makes a proxy of its own in its route handler. */
export async function start({ port }) {
  const app = join(dirname(fileURLToPath(import.meta.url)), '../next');
  const command = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const next = (...args) =>
    spawn(process.execPath, [command, ...args], {
      cwd: app,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const build = next('build');
  let said = '';
  build.stdout.on('data', (piece) => {
    said += piece;
  });
  const code = await new Promise((resolve) => build.once('close', resolve));
  if (code !== 0) throw new Error(`next build failed: ${said}`);
  const server = next('start', '-p', String(port), '-H', '127.0.0.1');
  process.once('SIGTERM', () => {
    server.kill();
    process.exit(0);
  });
  await new Promise((resolve, reject) => {
    server.stdout.on('data', (piece) => String(piece).includes('Ready') && resolve());
    server.once('close', () => reject(new Error('next start ended')));
  });
}
