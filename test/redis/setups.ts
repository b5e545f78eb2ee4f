import { rm } from 'node:fs/promises';
import { rights } from '../../proxy/src/store/redis/redis-rights.ts';
import { makeCertificates } from '../../proxy/src/testing/certificates.ts';
import { freePort } from '../../proxy/src/testing/free-port.ts';
import {
  type RedisNode,
  startRedisCluster,
  startRedisNode,
  startRedisSentinel,
} from '../../proxy/src/testing/redis-sets.ts';
import { pause } from '../harness/processes.ts';
import type { Standin } from '../harness/standin.ts';
import { refusal, startTrial, type Trial } from './world.ts';

/** One way that people run Redis, and what is asked of the proxy there. */
export type Setup = {
  readonly name: string;
  readonly asked: string;
  /** What was seen instead; empty where it was as asked. */
  run(standin: Standin): Promise<string>;
};

const scans = 60;
const anchor = '{scanfill}:canary';

const setup = (name: string, asked: string, run: Setup['run']): Setup => ({ name, asked, run });

/** Servers that are ended after the run, whatever came of it. */
async function among<T extends { stop(): Promise<unknown> }>(
  made: T,
  use: (made: T) => Promise<string>,
): Promise<string> {
  try {
    return await use(made);
  } finally {
    await made.stop();
  }
}

const works = (standin: Standin, url: string, more: Readonly<Record<string, string>> = {}, replicas = 1) =>
  startTrial(standin, { STORE_URL: url, ...more }, replicas).then((trial) => among(trial, () => trial.scans(scans)));

const refuses = async (standin: Standin, url: string, words: RegExp, more: Readonly<Record<string, string>> = {}) => {
  const said = await refusal(standin, { STORE_URL: url, ...more });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of what is sealed must not be printed.
  const raw = /[\x00-\x08\x0e-\x1f\x7f-\xff]{3}|\\x[\da-f]{2}\\x/.test(said) ? ' (with raw bytes)' : '';
  return words.test(said) && raw === '' ? '' : said.slice(0, 160) + raw;
};

/** Readiness has to say so while `spoil` holds, and be well again after `mend`; scans work before and after. */
const unready = (word: string, spoil: (node: RedisNode) => void, mend: (node: RedisNode) => void) =>
  async function run(standin: Standin): Promise<string> {
    return among(await startRedisNode(), async (node) => {
      const trial = await startTrial(standin, { STORE_URL: `redis://127.0.0.1:${node.port}` });
      return among(trial, async () => {
        const before = await trial.scans(10);
        spoil(node);
        const said = await trial.readyAs(new RegExp(`^503 .*${word}`));
        mend(node);
        const after = await trial.readyAs(/^(200|503 epoch)/);
        const logged = trial.proxies.some((proxy) => proxy.lines().some((line) => line.includes(word)));
        return [
          before,
          said.includes(word) ? '' : `readyz: ${said}`,
          logged ? '' : 'no word in the log',
          /^200|epoch/.test(after) ? '' : `after: ${after}`,
        ]
          .filter(Boolean)
          .join('; ');
      });
    });
  };

/** Scans that were on their way when another server took over are doubted; the operator confirms. */
async function throughFailover(trial: Trial, failover: () => Promise<unknown>): Promise<string> {
  const before = await trial.scans(20);
  let ready = '';
  const during = await trial.scans(scans, async () => {
    await pause(500);
    await failover();
    ready = await trial.readyAs(/^200|epoch-unconfirmed/, 30_000);
    if (ready.includes('epoch-unconfirmed')) await trial.confirm();
  });
  // What was on the former primary alone is lost, and its client told so; nothing may be billed twice.
  const lost = during.replace(/^\d+ of \d+ done(, \d+ open)?/, '');
  return [before, lost, /^200|epoch/.test(ready) ? '' : `readyz: ${ready}`, await trial.scans(20)]
    .filter(Boolean)
    .join('; ');
}

/** All of them. */
export const setups: readonly Setup[] = [
  setup('one server', 'scans', async (standin) =>
    among(await startRedisNode(), (node) => works(standin, `redis://127.0.0.1:${node.port}/1`)),
  ),
  setup('one server, valkey://', 'scans', async (standin) =>
    among(await startRedisNode(), (node) => works(standin, `valkey://127.0.0.1:${node.port}`)),
  ),
  setup('a socket', 'scans', async (standin) => among(await startRedisNode(), (node) => works(standin, node.url))),
  setup('three replicas of the proxy', 'scans', async (standin) =>
    among(await startRedisNode(), (node) => works(standin, `redis://127.0.0.1:${node.port}`, {}, 3)),
  ),
  setup('TLS, own CA, client certificate', 'scans; missing ones are named', async (standin) => {
    const { folder, ca, server, client } = makeCertificates();
    const files = { 'tls-ca-cert-file': ca, 'tls-cert-file': server.cert, 'tls-key-file': server.key };
    return among(await startRedisNode(files), async (node) => {
      const port = await freePort();
      node.cli('CONFIG', 'SET', 'port', '0');
      node.cli('CONFIG', 'SET', 'tls-port', String(port));
      const url = `rediss://127.0.0.1:${port}`;
      const authority = { STORE_CA_FILE: ca };
      const own = { ...authority, STORE_CERT_FILE: client.cert, STORE_KEY_FILE: client.key };
      const seen = [
        await works(standin, url, own),
        await refuses(standin, url, /STORE_CA/),
        await refuses(standin, url, /STORE_CERT/, authority),
        await refuses(standin, `redis://127.0.0.1:${port}`, /rediss:\/\//),
      ];
      await rm(folder, { recursive: true, force: true });
      return seen.filter(Boolean).join('; ');
    });
  }),
  setup('an ACL user, the README’s line', 'scans', async (standin) =>
    among(await startRedisNode(), (node) => {
      node.cli('ACL', 'SETUSER', 'scanfill', 'on', '>word', ...rights().split(' '));
      return works(standin, `redis://scanfill:word@127.0.0.1:${node.port}`);
    }),
  ),
  ...['time', 'evalsha'].map((command) =>
    setup(`an ACL user without ${command}`, 'refuses, with NOPERM', async (standin) =>
      among(await startRedisNode(), (node) => {
        node.cli('ACL', 'SETUSER', 'scanfill', 'on', '>word', ...rights().replace(`+${command} `, '').split(' '));
        return refuses(standin, `redis://scanfill:word@127.0.0.1:${node.port}`, /NOPERM/);
      }),
    ),
  ),
  setup('a cluster', 'scans, three replicas', async (standin) =>
    among(await startRedisCluster(), (cluster) => works(standin, `redis+cluster://${cluster.hosts}`, {}, 3)),
  ),
  setup('a cluster that moves the slot', 'all scans', async (standin) =>
    among(await startRedisCluster(), async (cluster) => {
      const trial = await startTrial(standin, { STORE_URL: `redis+cluster://${cluster.hosts}` }, 2);
      return among(trial, () =>
        trial.scans(scans * 2, async () => {
          await pause(1_000);
          const to = cluster.nodes.find((node) => node !== cluster.owner(anchor));
          if (to) await cluster.move(anchor, to, 20);
        }),
      );
    }),
  ),
  setup('a cluster whose primary dies', 'follows; doubts what waits', async (standin) =>
    among(await startRedisCluster({ replicas: true }), async (cluster) => {
      const trial = await startTrial(standin, { STORE_URL: `redis+cluster://${cluster.hosts}` });
      return among(trial, () => throughFailover(trial, () => cluster.owner(anchor).kill()));
    }),
  ),
  setup('a node of a cluster, redis://', 'refuses, naming redis+cluster', async (standin) =>
    among(await startRedisCluster(), (cluster) => {
      const stranger = cluster.nodes.find((node) => node !== cluster.owner(anchor));
      return refuses(standin, `redis://127.0.0.1:${stranger?.port}`, /redis\+cluster/);
    }),
  ),
  setup('Sentinels', 'follows after the primary dies', async (standin) =>
    among(await startRedisNode(), async (primary) =>
      among(await startRedisNode({ replicaof: `127.0.0.1 ${primary.port}` }), async () =>
        among(await startRedisSentinel(primary), async (sentinel) => {
          const trial = await startTrial(standin, { STORE_URL: `redis+sentinel://127.0.0.1:${sentinel.port}/main` });
          return among(trial, () =>
            throughFailover(trial, async () => {
              const over = sentinel.failover();
              await primary.kill();
              await over;
            }),
          );
        }),
      ),
    ),
  ),
  setup('Sentinels over TLS, client certificates', 'follows after the primary dies', async (standin) => {
    const { folder, ca, server, client } = makeCertificates();
    const tls = {
      'tls-ca-cert-file': ca,
      'tls-cert-file': server.cert,
      'tls-key-file': server.key,
      'tls-replication': 'yes',
    };
    const node = async (more: Readonly<Record<string, string>> = {}): Promise<RedisNode> => {
      const port = await freePort();
      return { ...(await startRedisNode({ ...tls, port: '0', 'tls-port': String(port), ...more })), port };
    };
    const watched = await among(await node(), async (primary) =>
      among(await node({ replicaof: `127.0.0.1 ${primary.port}` }), async () => {
        const port = await freePort();
        const lines = [...Object.entries(tls), ['tls-port', String(port)]].map((line) => line.join(' '));
        return among(await startRedisSentinel(primary, lines), async (sentinel) => {
          const trial = await startTrial(standin, {
            STORE_URL: `rediss+sentinel://127.0.0.1:${port}/main`,
            STORE_CA_FILE: ca,
            STORE_CERT_FILE: client.cert,
            STORE_KEY_FILE: client.key,
          });
          return among(trial, () =>
            throughFailover(trial, async () => {
              const over = sentinel.failover();
              await primary.kill();
              await over;
            }),
          );
        });
      }),
    );
    await rm(folder, { recursive: true, force: true });
    return watched;
  }),
  setup('Sentinels, failover asked for', 'follows', async (standin) =>
    among(await startRedisNode(), async (primary) =>
      among(await startRedisNode({ replicaof: `127.0.0.1 ${primary.port}` }), async () =>
        among(await startRedisSentinel(primary), async (sentinel) => {
          const trial = await startTrial(standin, { STORE_URL: `redis+sentinel://127.0.0.1:${sentinel.port}/main` });
          return among(trial, () =>
            throughFailover(trial, async () => {
              await sentinel.failover(true);
              // The former primary is told after about ten seconds.
              await pause(12_000);
            }),
          );
        }),
      ),
    ),
  ),
  setup('a Sentinel, redis://', 'refuses, naming redis+sentinel', async (standin) =>
    among(await startRedisNode(), async (primary) =>
      among(await startRedisNode({ replicaof: `127.0.0.1 ${primary.port}` }), async () =>
        among(await startRedisSentinel(primary), (sentinel) =>
          refuses(standin, `redis://127.0.0.1:${sentinel.port}`, /redis\+sentinel/),
        ),
      ),
    ),
  ),
  setup(
    'becomes read-only',
    'readyz 503 READONLY, and the log',
    unready(
      'READONLY',
      (node) => node.cli('REPLICAOF', '127.0.0.1', '1'),
      (node) => node.cli('REPLICAOF', 'NO', 'ONE'),
    ),
  ),
  setup(
    'its memory is full',
    'readyz 503 OOM, and the log',
    unready(
      'OOM',
      (node) => node.cli('CONFIG', 'SET', 'maxmemory', '1'),
      (node) => node.cli('CONFIG', 'SET', 'maxmemory', '0'),
    ),
  ),
  setup(
    'its replicas are missing',
    'readyz 503 NOREPLICAS, and the log',
    unready(
      'NOREPLICAS',
      (node) => node.cli('CONFIG', 'SET', 'min-replicas-to-write', '1'),
      (node) => node.cli('CONFIG', 'SET', 'min-replicas-to-write', '0'),
    ),
  ),
];
