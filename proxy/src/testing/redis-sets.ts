import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type RedisServer, startRedisServer } from './redis-server.ts';

/** A server with the port it listens on. */
export type RedisNode = RedisServer & { readonly port: number };

/** One on a port of 127.0.0.1, durable unless told otherwise. */
export async function startRedisNode(settings: Readonly<Record<string, string>> = {}): Promise<RedisNode> {
  const port = await freePort();
  const durable = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' };
  const server = await startRedisServer({ ...durable, bind: '127.0.0.1', port: String(port), ...settings });
  return { ...server, port };
}

/** A cluster of primaries, and with `replicas` one replica of each. */
export type RedisCluster = {
  /** The primaries first. */
  readonly nodes: readonly RedisNode[];
  /** `host:port` of each primary, separated by commas. */
  readonly hosts: string;
  /** Who has the slot of a key. */
  owner(key: string): RedisNode;
  /** Moves the slot of a key, with all that is in it, to another primary; `pauseMs` after each portion of keys. */
  move(key: string, to: RedisNode, pauseMs?: number): Promise<void>;
  stop(): Promise<void>;
};

const slots = 16_384;

/** Starts one on loopback. */
export async function startRedisCluster({ replicas = false } = {}): Promise<RedisCluster> {
  const primaries = 3;
  const nodes = await Promise.all(
    Array.from({ length: replicas ? primaries * 2 : primaries }, async () =>
      startRedisNode({
        'cluster-enabled': 'yes',
        'cluster-node-timeout': '1000',
        'cluster-port': String(await freePort()),
      }),
    ),
  );
  const [first] = nodes;
  const idOf = (node: RedisNode): string => node.cli('CLUSTER', 'MYID').trim();
  const each = Math.ceil(slots / primaries);
  for (const [index, node] of nodes.slice(0, primaries).entries())
    node.cli('CLUSTER', 'ADDSLOTSRANGE', String(index * each), String(Math.min(slots, (index + 1) * each) - 1));
  for (const [index, node] of nodes.entries()) {
    node.cli('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    const bus = node.cli('CONFIG', 'GET', 'cluster-port').split('\n')[1] ?? '';
    if (node !== first) first?.cli('CLUSTER', 'MEET', '127.0.0.1', String(node.port), bus);
  }
  const agreed = (node: RedisNode): boolean => {
    const info = node.cli('CLUSTER', 'INFO');
    return /cluster_state:ok/.test(info) && info.includes(`cluster_known_nodes:${nodes.length}`);
  };
  while (!nodes.every(agreed)) await delay(50);
  for (const [index, node] of nodes.slice(primaries).entries()) {
    const primary = nodes[index];
    if (primary) node.cli('CLUSTER', 'REPLICATE', idOf(primary));
    while (!/master_link_status:up/.test(node.cli('INFO', 'replication'))) await delay(50);
  }

  function owner(key: string): RedisNode {
    const port = /:(\d+)$/.exec(first?.cli('GET', key).trim() ?? '')?.[1];
    const found = port === undefined ? first : nodes.find((node) => node.port === Number(port));
    if (found === undefined) throw new Error(`nobody has ${key}`);
    return found;
  }

  return {
    nodes,
    hosts: nodes
      .slice(0, primaries)
      .map(({ port }) => `127.0.0.1:${port}`)
      .join(','),
    owner,
    async move(key, to, pauseMs = 0) {
      const from = owner(key);
      const slot = from.cli('CLUSTER', 'KEYSLOT', key).trim();
      to.cli('CLUSTER', 'SETSLOT', slot, 'IMPORTING', idOf(from));
      from.cli('CLUSTER', 'SETSLOT', slot, 'MIGRATING', idOf(to));
      for (;;) {
        const keys = from.cli('CLUSTER', 'GETKEYSINSLOT', slot, '10').trim().split('\n').filter(Boolean);
        if (keys.length === 0) break;
        from.cli('MIGRATE', '127.0.0.1', String(to.port), '', '0', '5000', 'KEYS', ...keys);
        await delay(pauseMs);
      }
      for (const node of [to, from, ...nodes.slice(0, primaries)])
        node.cli('CLUSTER', 'SETSLOT', slot, 'NODE', idOf(to));
    },
    stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))),
  };
}

/** A Sentinel that watches a primary, which it calls `main`. */
export type RedisSentinel = {
  readonly port: number;
  /** Waits until it names another primary than now; `ask` has a replica take over though the primary is well. */
  failover(ask?: boolean): Promise<void>;
  stop(): Promise<void>;
};

/** Starts one of its own, on loopback; `more` are lines of its configuration. */
export async function startRedisSentinel(primary: RedisNode, more: readonly string[] = []): Promise<RedisSentinel> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-sentinel-'));
  const file = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor main 127.0.0.1 ${primary.port} 1`,
    'sentinel down-after-milliseconds main 500',
    'sentinel failover-timeout main 3000',
    ...more,
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const child = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  const killNow = (): void => void child.kill('SIGKILL');
  process.once('exit', killNow);
  const cli = (...args: readonly string[]): string => {
    try {
      return execFileSync('redis-cli', ['-p', String(port), ...args], { encoding: 'utf8', stdio: 'pipe' });
    } catch {
      return '';
    }
  };
  while (!/^num-slaves\n[1-9]/m.test(cli('SENTINEL', 'MASTER', 'main'))) await delay(100);
  const leader = (): string => cli('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'main');
  return {
    port,
    async failover(ask = false) {
      const before = leader();
      if (ask) cli('SENTINEL', 'FAILOVER', 'main');
      while (leader() === before || leader() === '') await delay(100);
    },
    async stop() {
      process.off('exit', killNow);
      await new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGKILL');
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
