import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A port of loopback that nobody has. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a process and waits until it has printed `ready`; `stop` ends it and waits for that. Rejects with what it
 * printed where it ends before, or takes more than two minutes.
 */
export async function startProcess(command, args, { cwd, env, ready }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  };
  try {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready in time\n${said}`)), 120_000);
      const hear = (piece) => {
        said += piece;
        if (said.includes(ready)) {
          clearTimeout(timer);
          resolve();
        }
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      void ended.then((code) => {
        clearTimeout(timer);
        reject(new Error(`ended with ${code}\n${said}`));
      });
    });
  } catch (error) {
    if (child.exitCode === null && child.pid !== undefined) await stop();
    throw error;
  }
  return { stop, said: () => said };
}
