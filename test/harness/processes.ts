import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { setPriority } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The root of the workspace. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** A child process of this test, its output kept line by line. */
export type Running = {
  readonly pid: number;
  readonly lines: readonly string[];
  /** Settles with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  alive(): boolean;
  /** Sends the signal and waits for the end; SIGKILL after 15 s. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
  /** Sends a signal without waiting: for SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void;
};

/** What to run. */
export type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /**
   * The line that says it is ready, or a question that is asked until it is answered yes; absent: nobody waits for
   * that.
   */
  readonly ready?: RegExp | (() => Promise<boolean>);
  /** Longest start. Default 120 s, as a crowded machine needs. */
  readonly readyMs?: number;
  /** It comes before the others on this machine, where that may be asked for: it stands for another machine. */
  readonly first?: boolean;
};

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Puts a process before the others on this machine, where that may be asked for. */
export function comeFirst(pid: number, priority = -10): void {
  try {
    setPriority(pid, priority);
  } catch {
    // Only root may.
  }
}

async function askUntilYes(question: () => Promise<boolean>, over: () => boolean): Promise<void> {
  while (!over() && !(await question().catch(() => false))) await pause(50);
}

/**
 * Starts a process and resolves once it printed its ready line; rejects with its output when it ends, or is not ready,
 * before.
 */
export async function start({
  command,
  args,
  env = {},
  cwd = root,
  ready,
  readyMs = 120_000,
  first = false,
}: Command): Promise<Running> {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  if (first && child.pid !== undefined) comeFirst(child.pid);
  const lines: string[] = [];
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // Not at its exit: what it printed last may still be on its way.
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  }).finally(() => children.delete(child));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const isReady = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (ready instanceof RegExp && ready.test(line)) resolve();
      });
    }
    if (ready === undefined) resolve();
    else if (!(ready instanceof RegExp)) void askUntilYes(ready, () => over).then(resolve);
  });
  const late = new Promise<string>((resolve) => setTimeout(resolve, readyMs, 'not ready in time').unref());
  const failure = await Promise.race([isReady, ended, late]);
  if (failure !== undefined) {
    child.kill('SIGKILL');
    throw new Error(`${command} ${args.join(' ')}: ${failure}\n${lines.slice(-40).join('\n')}`);
  }
  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    alive: () => !over,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
    signal: (signal) => void child.kill(signal),
  };
}

/** Starts a script with this very Node. */
export function startNode(
  script: string,
  options: Omit<Command, 'command' | 'args'> & { args?: readonly string[] },
): Promise<Running> {
  return start({ ...options, command: process.execPath, args: [resolve(root, script), ...(options.args ?? [])] });
}

function listenAt(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const [firstPort, blocks, blockSize] = [10_240, 200, 100];
let claim: Promise<number> | undefined;
let handedOut = 0;

/** A block of ports for this process alone: its first port is listened on for as long as the process lives. */
async function claimBlock(): Promise<number> {
  for (;;) {
    const port = firstPort + blockSize * Math.floor(Math.random() * blocks);
    const server = await listenAt(port);
    if (server === undefined) continue;
    server.unref();
    return port;
  }
}

/**
 * A port that nobody else is handed, for a process that must come back under the same one. It lies below those that
 * the system gives to outgoing connections, one of which could else sit on it in the meantime.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    if (handedOut % blockSize === 0) {
      claim = claimBlock();
      handedOut += 1;
    }
    const index = handedOut % blockSize;
    handedOut += 1;
    const port = ((await claim) ?? 0) + index;
    const server = await listenAt(port);
    if (server === undefined) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Waits. */
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
