import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A real Redis of our own, on a socket in a directory of its own. */
export type RedisServer = {
  readonly url: string;
  /** Path of its socket. */
  readonly socket: string;
  /** Ends it without warning (SIGKILL) and waits until it has. */
  kill(): Promise<void>;
  /** Starts it again on what it had written. */
  restart(): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  freeze(): void;
  thaw(): void;
  /** Runs redis-cli against it and gives what it prints. */
  cli(...args: readonly string[]): string;
  stop(): Promise<void>;
};

/**
 * Starts one; `settings` are lines of its configuration. Throws where there is none to start: the tests never skip it.
 */
export async function startRedisServer(
  settings: Readonly<Record<string, string>> = {
    appendonly: 'yes',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
  },
): Promise<RedisServer> {
  const program = ['redis-server', 'valkey-server'].map(executable).find((path) => path !== undefined);
  if (program === undefined) {
    throw new Error('The tests need redis-server or valkey-server on the PATH: apt-get install -y redis-server');
  }
  const dir = await mkdtemp(join(tmpdir(), 'scanfill-redis-'));
  const socket = join(dir, 'redis.sock');
  let child = await start();
  // A test run that breaks off must not leave it behind.
  const killNow = (): void => void child.kill('SIGKILL');
  process.once('exit', killNow);

  async function start(): Promise<ChildProcess> {
    const lines = Object.entries({ port: '0', unixsocket: socket, dir, save: '', daemonize: 'no', ...settings });
    const started = spawn(
      program ?? '',
      lines.flatMap(([name, value]) => [`--${name}`, value]),
      { stdio: 'ignore' },
    );
    const failed = new Promise<never>((_, reject) => {
      started.once('error', reject);
      started.once('exit', (code) => reject(new Error(`redis-server ended at its start with ${code}`)));
    });
    failed.catch(() => {});
    await Promise.race([failed, answers(socket)]);
    return started;
  }
  const ended = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });

  return {
    url: `unix://${socket}`,
    socket,
    kill: () => ended('SIGKILL'),
    restart: async () => {
      child = await start();
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    cli: (...args) => execFileSync('redis-cli', ['-s', socket, ...args], { encoding: 'latin1', maxBuffer: 1 << 28 }),
    stop: async () => {
      process.off('exit', killNow);
      await ended('SIGKILL');
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function answers(socket: string): Promise<void> {
  while (!(await pings(socket))) await delay(10);
}

/** Whether it is there and has loaded its data; one with a password answers that it wants it. */
const pings = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = connect(socket, () => connection.write('PING\r\n'));
    connection.once('data', (data: Buffer) => {
      resolve(/^(\+PONG|-NOAUTH)/.test(data.toString('latin1')));
      connection.destroy();
    });
    connection.once('error', () => resolve(false));
  });

function executable(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
