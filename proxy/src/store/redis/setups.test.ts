import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Cluster, Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { type Certificates, makeCertificates, readPem } from '../../testing/certificates.ts';
import { freePort } from '../../testing/free-port.ts';
import {
  type RedisCluster,
  type RedisNode,
  startRedisCluster,
  startRedisNode,
  startRedisSentinel,
} from '../../testing/redis-sets.ts';
import type { Store } from '../store.ts';
import { createRedisStore, type RedisStoreOptions } from './redis.ts';
import { rights } from './redis-rights.ts';
import { scripts } from './redis-scripts.ts';

const stores: Store[] = [];
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.stop()));
  for (const end of ends.splice(0).reverse()) await end();
});

function store(url: RedisStoreOptions['url'], more: Partial<RedisStoreOptions> = {}): Store {
  const made = createRedisStore({ url, secrets: ['secret'], ...more });
  stores.push(made);
  return made;
}

async function started(url: RedisStoreOptions['url'], more: Partial<RedisStoreOptions> = {}): Promise<Store> {
  const made = store(url, more);
  await made.start();
  return made;
}

async function node(settings: Readonly<Record<string, string>> = {}): Promise<RedisNode> {
  const made = await startRedisNode(settings);
  ends.push(made.stop);
  return made;
}

const refused = (made: Store): Promise<string> =>
  made.start().then(
    () => 'starts',
    (error: unknown) => String(error),
  );

const job = (id: string): Job => ({
  id,
  card: 'passport',
  subject: 's',
  createdAtMs: 1,
  attempts: 0,
  phase: { state: 'queued', readyAtMs: 1 },
});

const claim = (from: Store) => from.claim('submit', { max: 9, nowMs: 10, leaseMs: 1 });

/** Until it works: what a cluster moves is refused meanwhile. */
async function eventually<T>(perform: () => Promise<T>, enough: (value: T) => boolean = () => true): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await perform().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in value && enough(value.value)) return value.value;
    if (tries > 1_200) throw 'error' in value ? value.error : new Error('it never was so');
    await delay(25);
  }
}

describe('a cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster?.stop());
  const anchor = '{scanfill}:canary';

  test('is followed from any of its nodes, and heard of through any', async () => {
    const [one, other] = [
      await started(`redis+cluster://${cluster.hosts}`),
      await started(`valkey+cluster://127.0.0.1:${cluster.nodes[2]?.port}`),
    ];
    const heard: string[] = [];
    other.watch(({ ids }) => heard.push(...ids));
    await one.create({ job: job('heard') });
    await expect.poll(() => heard).toContain('heard');
    expect(await other.get(['heard'])).toMatchObject([{ version: 1 }]);
    expect((await one.stats(1)).submit).toBe(1);
    await other.erase([{ id: 'heard' }]);
  });

  test('says what a crash of it could lose', async () => {
    expect(await store(`redis+cluster://${cluster.hosts}`).start()).toEqual([
      expect.stringMatching(/neither its crash nor a power cut/),
    ]);
  });

  test('moves the slot while scans are created and taken, and none is lost or taken for gone', async () => {
    const replica = await started(`redis+cluster://${cluster.hosts}`);
    const created: string[] = [];
    let over = false;
    const creating = (async () => {
      for (let number = 0; !over; number++) {
        const id = `moving-${number}`;
        // As the proxy does: what was refused is open, and asked for again under the same id only by its client.
        await replica.create({ job: job(id) }).then(
          () => created.push(id),
          () => {},
        );
        await delay(2);
      }
    })();
    const reading = (async () => {
      while (!over) {
        const ids = [...created];
        const found = await replica.get(ids).catch(() => undefined);
        if (found) expect(found.filter((each) => each === undefined)).toEqual([]);
        await delay(5);
      }
    })();
    await delay(200);
    const from = cluster.owner(anchor);
    const to = cluster.nodes.find((each) => each !== from) ?? from;
    await cluster.move(anchor, to, 20);
    await delay(300);
    over = true;
    await Promise.all([creating, reading]);
    expect(cluster.owner(anchor)).toBe(to);
    expect(created.length).toBeGreaterThan(20);
    const found = await eventually(() => replica.get(created));
    expect(found.filter((each) => each === undefined)).toEqual([]);
    await eventually(() => replica.create({ job: job('after') }));
    await replica.erase([...created, 'after'].map((id) => ({ id })));
  });

  test('one of its nodes alone says that it is one', async () => {
    const owner = cluster.owner(anchor);
    const stranger = cluster.nodes.find((each) => each !== owner);
    expect(await refused(store(`redis://127.0.0.1:${stranger?.port}`))).toMatch(/MOVED .*redis\+cluster:\/\//);
    expect(await store(`redis://127.0.0.1:${owner.port}`).start()).toContainEqual(
      expect.stringMatching(/node of a cluster/),
    );
  });

  test('may be reached by a client of the host’s own', async () => {
    const nodes = cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
    const made = await started((redisOptions, settings) => new Cluster(nodes, { ...settings, redisOptions }));
    await made.create({ job: job('own') });
    expect(await claim(made)).toHaveLength(1);
    await made.erase([{ id: 'own' }]);
    expect(() => store((redisOptions) => new Cluster(nodes, { lazyConnect: true, redisOptions }))).toThrow(
      /enableOfflineQueue/,
    );
  });
});

test('a single server that is told to be a cluster says that it is none', async () => {
  const { port } = await node();
  expect(await refused(store(`redis+cluster://127.0.0.1:${port}`))).toMatch(/say redis:\/\//);
});

test('a Sentinel leads to the primary, and to the next one after a failover', async () => {
  const primary = await node();
  const replica = await node({ replicaof: `127.0.0.1 ${primary.port}` });
  const sentinel = await startRedisSentinel(primary);
  ends.push(sentinel.stop);
  expect(await refused(store(`redis://127.0.0.1:${sentinel.port}`))).toMatch(/redis\+sentinel:\/\//);
  const made = await started(`redis+sentinel://127.0.0.1:${sentinel.port}/main`);
  const heard: string[] = [];
  made.watch(({ ids }) => heard.push(...ids));
  await made.create({ job: job('before') });
  await eventually(
    async () => replica.cli('EXISTS', '{scanfill}:job:before'),
    (found) => found.trim() === '1',
  );
  const over = sentinel.failover();
  await primary.kill();
  await over;
  await eventually(() => made.create({ job: job('after') }));
  expect(await made.get(['before', 'after'])).toMatchObject([{ version: 1 }, { version: 1 }]);
  await eventually(
    async () => {
      await made.erase([{ id: 'unknown' }]);
      return heard.includes('unknown');
    },
    (listens) => listens,
  );
  expect(
    await eventually(
      () => made.refusal?.() ?? Promise.resolve('none'),
      (word) => word === undefined,
    ),
  ).toBe(undefined);
  expect(await made.doubt(), 'a failover is told where scans wait').toBeGreaterThan(0);
}, 90_000);

describe('TLS', () => {
  let certificates: Certificates;
  beforeAll(() => {
    certificates = makeCertificates();
  });
  afterAll(() => rm(certificates.folder, { recursive: true, force: true }));
  const secured = async () => {
    const { ca, server } = certificates;
    const files = { 'tls-ca-cert-file': ca, 'tls-cert-file': server.cert, 'tls-key-file': server.key };
    const made = await node({ port: '0', ...files });
    const port = await freePort();
    made.cli('CONFIG', 'SET', 'tls-port', String(port));
    return port;
  };
  const pem = () => ({
    ca: readPem(certificates.ca),
    cert: readPem(certificates.client.cert),
    key: readPem(certificates.client.key),
  });

  test('takes an authority and a client’s certificate, and says what is missing', async () => {
    const port = await secured();
    const made = await started(`rediss://127.0.0.1:${port}`, { tls: pem() });
    await made.create({ job: job('sealed') });
    expect(await claim(made)).toHaveLength(1);
    expect(await refused(store(`rediss://127.0.0.1:${port}`))).toMatch(/STORE_CA/);
    expect(await refused(store(`rediss://127.0.0.1:${port}`, { tls: { ca: pem().ca } }))).toMatch(/STORE_CERT/);
    expect(await refused(store(`redis://127.0.0.1:${port}`))).toMatch(/rediss:\/\//);
  });
});

describe('a user of Redis', () => {
  const login = (port: number) => `redis://proxy:word@127.0.0.1:${port}/0`;
  const withRights = async (rule: string) => {
    const made = await node();
    made.cli('ACL', 'SETUSER', 'proxy', 'on', '>word', ...rule.split(' '));
    return made;
  };

  test('with the rights of the README’s line can do all, and not one of them is idle', async () => {
    const made = await withRights(rights());
    const running = await started(login(made.port));
    await running.create({ job: job('mine') });
    expect(await claim(running)).toHaveLength(1);
    expect(await running.refusal?.()).toBe(undefined);
    expect(made.cli('KEYS', '*rehearsal*').trim(), 'nothing of the rehearsal stays').toBe('');
    await running.settle();
    await running.forget(1);
    const used = new Set(
      [...made.cli('INFO', 'commandstats').matchAll(/^cmdstat_([\w|]+):/gm)].map(([, name = '']) => name),
    );
    // Every ten seconds, and only where the scripts are known already.
    for (const name of ['ping', 'evalsha', 'select']) used.add(name);
    const given = rights()
      .split(' ')
      .flatMap((each) => (/^\+[a-z]+$/.test(each) ? [each.slice(1)] : []));
    expect(given.filter((name) => !used.has(name))).toEqual([]);
    const inScripts = Object.values(scripts).flatMap((source) =>
      [...source.matchAll(/redis\.call\('([A-Z]+)'/g)].map(([, name = '']) => name.toLowerCase()),
    );
    expect([...new Set(inScripts)].filter((name) => !given.includes(name))).toEqual([]);
  });

  test.each(['time', 'evalsha', 'publish', 'zremrangebylex', 'incrby'])(
    'without %s does not start, and the refusal names the right',
    async (command) => {
      const made = await withRights(rights().replace(`+${command} `, ''));
      const said = await refused(store(login(made.port)));
      expect(said).toMatch(/NOPERM/);
      expect(said).toMatch(/ACL line/);
    },
  );

  test('without what only tells of crashes starts, and says what it cannot know', async () => {
    const made = await withRights(rights().replace(' +info +config|get', ''));
    expect(await store(login(made.port)).start()).toContainEqual(expect.stringMatching(/does not tell its settings/));
  });

  test('without the channel does not start', async () => {
    const made = await withRights(rights().replace('&{scanfill}:* ', ''));
    expect(await refused(store(login(made.port)))).toMatch(/NOPERM|channel/);
  });
});

describe('a Redis that reads and does not write', () => {
  test('is told by its own word, and that it is over', async () => {
    const primary = await node();
    const made = await started(`redis://127.0.0.1:${primary.port}`);
    const word = () => made.refusal?.() ?? Promise.resolve('none');
    expect(await word()).toBe(undefined);
    primary.cli('CONFIG', 'SET', 'min-replicas-to-write', '1');
    expect(await word()).toBe('NOREPLICAS');
    primary.cli('CONFIG', 'SET', 'min-replicas-to-write', '0');
    expect(await word()).toBe(undefined);
    primary.cli('CONFIG', 'SET', 'maxmemory', '1');
    expect(await word()).toBe('OOM');
    await expect(made.create({ job: job('full') })).rejects.toMatchObject({
      code: 'store-unavailable',
      cause: { code: 'OOM' },
    });
    primary.cli('CONFIG', 'SET', 'maxmemory', '0');
    primary.cli('REPLICAOF', '127.0.0.1', '1');
    await eventually(word, (said) => said === 'READONLY');
    primary.cli('REPLICAOF', 'NO', 'ONE');
    expect(await eventually(word, (said) => said === undefined)).toBe(undefined);
  });

  test('a client of the host’s own is taken where it repeats nothing', async () => {
    const { port } = await node();
    const made = await started((settings) => new Redis({ ...settings, host: '127.0.0.1', port }));
    await made.create({ job: job('own') });
    expect(await claim(made)).toHaveLength(1);
    expect(() => store(() => new Redis({ lazyConnect: true, port }))).toThrow(/enableOfflineQueue/);
  });

  test('a client that ends by itself is connected again, and one that was stopped is not', async () => {
    const { port } = await node();
    const clients: Redis[] = [];
    const made = await started((settings) => {
      const client = new Redis({ ...settings, host: '127.0.0.1', port });
      clients.push(client);
      return client;
    });
    clients[0]?.disconnect(false);
    await eventually(() => made.create({ job: job('after the end') }));
    expect(await claim(made)).toHaveLength(1);
    await made.stop();
    await delay(200);
    expect(clients[0]?.status).toBe('end');
  });
});
