import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, pause, type Running, start } from './processes.ts';

/** A redis-server of this test's own. */
export type RedisServer = {
  readonly port: number;
  readonly process: () => Running;
  /** Ends it by a signal and starts it again on the same port and data. */
  restart(signal: NodeJS.Signals): Promise<void>;
  /** Runs redis-cli against it and gives what it prints. */
  cli(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts one on 127.0.0.1 with an append-only file synced at every write, in a temporary folder that `stop` removes;
 * with a port it follows the one there; as a `cluster` it is all of one.
 */
export async function startRedis({
  replicaOf,
  cluster = false,
}: {
  readonly replicaOf?: number;
  readonly cluster?: boolean;
} = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-redis-'));
  const port = await freePort();
  const run = () =>
    start({
      command: 'redis-server',
      args: [
        ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'],
        ...['--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
        ...(replicaOf === undefined ? [] : ['--replicaof', `127.0.0.1 ${replicaOf}`]),
        ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : []),
      ],
      ready: /Ready to accept connections/,
    });
  let running = await run();
  const cli = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('redis-cli', ['-p', String(port), ...args])).stdout;
  if (cluster) {
    await cli('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    while (!(await cli('CLUSTER', 'INFO')).includes('cluster_state:ok')) await pause(50);
  }
  return {
    port,
    process: () => running,
    async restart(signal) {
      await running.stop(signal);
      running = await run();
    },
    cli,
    async stop() {
      running.signal('SIGCONT');
      await running.stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
