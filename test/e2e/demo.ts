import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

export type RunningDemo = { readonly url: string; readonly output: () => string; stop(): Promise<void> };

/**
 * Starts the built demo as its own process on free ports, as `pnpm start` does; resolves once it has printed its
 * address.
 */
export function startDemo(env: Readonly<Record<string, string>> = {}): Promise<RunningDemo> {
  const child = spawn(process.execPath, [join(root, 'demo/dist/server/main.js')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', GREEN_PORT: '0', STORE_URL: 'memory:', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        const address = /https?:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(line);
        if (address && /demo/i.test(line)) resolve({ url: address[0], output: () => output, stop });
      });
    }
    void exited.then(() => reject(new Error(`The demo ended before it printed its address:\n${output}`)));
  });
}
