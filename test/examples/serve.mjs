import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

const mostMs = 60_000;

/** Serves a folder's `index.html`; gives what ends it. */
export async function servePage(folder, port) {
  const server = createServer(async (_request, response) => {
    response.setHeader('content-type', 'text/html').end(await readFile(join(folder, 'index.html')));
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async () => {
    server.close();
    server.closeAllConnections();
  };
}

/** Runs a command until `url` answers; gives what ends it and all it has started. */
export async function startCommand(command, args, { cwd, env, url }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  const ended = new Promise((resolve) => child.once('close', resolve));
  let over = false;
  ended.then(() => (over = true));
  const stop = async () => {
    // npm passes no signal on to what it runs: the whole group is told.
    if (!over) process.kill(-child.pid, 'SIGTERM');
    const late = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  };
  const until = Date.now() + mostMs;
  while (!over && Date.now() < until) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return stop;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${command} ${args.join(' ')} did not answer at ${url}:\n${said.slice(-2_000)}`);
}
