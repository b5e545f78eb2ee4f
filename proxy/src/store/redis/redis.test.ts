import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { type RedisServer, startRedisServer } from '../../testing/redis-server.ts';
import type { Changed, Store } from '../store.ts';
import { storeSuite } from '../testing/store-suite.ts';
import { createRedisStore, type RedisStoreOptions } from './redis.ts';
import { durabilityNotes } from './redis-durability.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedisServer();
});
afterAll(() => server?.stop());

let prefixes = 0;
const newPrefix = () => `test-${++prefixes}`;

storeSuite('redis', async () => {
  const prefix = newPrefix();
  const stores: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = createRedisStore({ url: server.url, secrets: ['secret'], prefix });
    stores.push(store);
    await store.start();
    return store;
  };
  return {
    store: await open(),
    other: await open(),
    atRest: async () => server.cli('--no-raw', 'EVAL', dump, '0', `{${prefix}}:*`),
    reopen: async () => {
      await Promise.all(stores.splice(0).map((store) => store.stop()));
      await server.kill();
      await server.restart();
      return open();
    },
    dispose: async () => {
      await Promise.all(stores.map((store) => store.stop()));
    },
  };
});

/** Every key with everything in it. */
const dump = `
local all = {}
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  local kind = redis.call('TYPE', key).ok
  all[#all + 1] = key
  if kind == 'hash' then all[#all + 1] = table.concat(redis.call('HGETALL', key), ' ') end
  if kind == 'string' then all[#all + 1] = redis.call('GET', key) end
  if kind == 'zset' then all[#all + 1] = table.concat(redis.call('ZRANGE', key, 0, -1), ' ') end
end
return table.concat(all, ' ')`;

const job = (id: string): Job => ({
  id,
  card: 'passport',
  subject: 's',
  createdAtMs: 1,
  attempts: 0,
  phase: { state: 'queued', readyAtMs: 1 },
});

describe('replicas on one Redis', () => {
  const stores: Store[] = [];
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.stop()));
  });
  function store(options: Partial<RedisStoreOptions> & { prefix: string }): Store {
    const created = createRedisStore({ url: server.url, secrets: ['secret'], ...options });
    stores.push(created);
    return created;
  }
  const start = async (each: Store): Promise<Store> => {
    await each.start();
    return each;
  };

  test('never take more than ten slots in any second together', async () => {
    const prefix = newPrefix();
    const replicas = await Promise.all([1, 2, 3].map(() => start(store({ prefix }))));
    const gapMs = 105;
    const grants: { readonly asked: number; readonly told: number }[] = [];
    const endsAt = performance.now() + 1_800;
    await Promise.all(
      replicas.map(async (replica) => {
        while (performance.now() < endsAt) {
          const asked = performance.now();
          const { taken, waitMs } = await replica.slot('submit', gapMs);
          if (taken) grants.push({ asked, told: performance.now() });
          else await delay(waitMs);
        }
      }),
    );
    // A grant was made some time between asking and being told: eleven of them cannot lie within a second.
    const inOrder = grants.toSorted((a, b) => a.told - b.told);
    for (const [index, { asked }] of inOrder.entries()) {
      const next = inOrder[index + 1];
      if (next !== undefined) expect(next.told - asked).toBeGreaterThanOrEqual(gapMs - 1);
      const tenth = inOrder[index + 10];
      if (tenth !== undefined) expect(tenth.told - asked).toBeGreaterThanOrEqual(10 * gapMs - 1);
    }
    expect(inOrder.length).toBeGreaterThanOrEqual(5);
  });

  test('count hits together, under names that tell nothing', async () => {
    const prefix = newPrefix();
    const [first, second] = [await start(store({ prefix })), await start(store({ prefix }))];
    await first.hit('requests somebody', 60_000);
    expect((await second.hit('requests somebody', 60_000)).hits).toBe(2);
    expect(server.cli('KEYS', `{${prefix}}:*`)).toMatch(/:window:[\w-]{22}\n/);
    expect(server.cli('KEYS', `{${prefix}}:*`)).not.toContain('somebody');
  });

  test('refuse to start under another secret, and take a rotated one', async () => {
    const prefix = newPrefix();
    const first = await start(store({ prefix }));
    await first.create({ job: job('a') });
    await expect(store({ prefix, secrets: ['other'] }).start()).rejects.toThrow(/not configured/);
    const rotated = await start(store({ prefix, secrets: ['other', 'secret'] }));
    expect(await rotated.get(['a'])).toEqual([{ job: job('a'), version: 1 }]);
    await rotated.create({ job: job('b') });
    expect(await rotated.claim('submit', { max: 10, nowMs: 10, leaseMs: 10 })).toHaveLength(2);
    // The first replica does not have the new secret: it leaves what it cannot open for one that has.
    const opened = await first.claim('submit', { max: 10, nowMs: 30, leaseMs: 10 });
    expect(opened.map((stored) => stored.job.id)).toEqual(['a']);
    expect(await rotated.claim('submit', { max: 10, nowMs: 50, leaseMs: 10 })).toHaveLength(2);
  });

  test('reject while Redis is away and go on when it is back, with everything that was kept', async () => {
    const replica = await start(store({ prefix: newPrefix() }));
    const changes: Changed[] = [];
    replica.watch((changed) => changes.push(changed));
    await replica.create({ job: job('before') });
    await server.kill();
    for (const call of [
      () => replica.create({ job: job('during') }),
      () => replica.get(['before']),
      () => replica.slot('submit', 100),
      () => replica.claim('submit', { max: 1, nowMs: 10, leaseMs: 10 }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'store-unavailable' });
    }
    changes.length = 0;
    await server.restart();
    await until(() => changes.some(({ queues }) => queues.length === 4));
    await until(() =>
      replica.get(['before']).then(
        ([found]) => found?.version === 1,
        () => false,
      ),
    );
    expect(await replica.create({ job: job('after') })).toEqual({ kind: 'created' });
  });

  test('reject within their time-out while Redis hangs, and go on afterwards', async () => {
    const replica = await start(store({ prefix: newPrefix(), commandTimeoutMs: 100 }));
    server.freeze();
    try {
      await expect(replica.get(['a'])).rejects.toMatchObject({ code: 'store-unavailable' });
    } finally {
      server.thaw();
    }
    await until(() =>
      replica.create({ job: job('a') }).then(
        () => true,
        () => false,
      ),
    );
  });

  test('keep their connection where it was they who were held up', async () => {
    const prefix = newPrefix();
    const replica = await start(store({ prefix, commandTimeoutMs: 200 }));
    const ids = () =>
      server
        .cli('CLIENT', 'LIST')
        .match(/^id=\d+ .* name=scanfill .*$/gm)
        ?.map((line) => line.split(' ')[0]);
    const before = ids();
    const asked = replica.get(['a']).catch(() => 'timed out');
    for (const endsAt = performance.now() + 400; performance.now() < endsAt; );
    await asked;
    await delay(300);
    expect(await replica.get(['a'])).toEqual([undefined]);
    expect(ids()).toEqual(before);
  });

  test('hear again of changes after their listening connection was cut in silence', async () => {
    const wire = await startForwarder(server.socket);
    const replica = await start(store({ prefix: 'silent', url: wire.url, heartbeatMs: 50, commandTimeoutMs: 200 }));
    const other = await start(store({ prefix: 'silent' }));
    let heard = 0;
    replica.watch(() => {
      heard += 1;
    });
    wire.swallow();
    await other.create({ job: job('while-deaf') });
    // New connections get through: the replica must notice by itself that its old ones are dead.
    await until(() => heard > 0);
    heard = 0;
    await other.create({ job: job('later') });
    await until(() => heard > 0);
    await wire.stop();
  });

  test('say at start what cannot be reached', async () => {
    const away = store({ prefix: 'x', url: 'redis://user:word@127.0.0.1:1' });
    const error = await away.start().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ message: expect.stringMatching(/^Redis cannot be used: .*ECONNREFUSED/) });
    expect(String(error)).not.toContain('word');
  });

  test('say at start what Redis refuses', async () => {
    const closed = await startRedisServer({ requirepass: 'word' });
    try {
      await expect(store({ prefix: 'x', url: closed.url }).start()).rejects.toThrow(/^Redis .*NOAUTH/);
    } finally {
      await closed.stop();
    }
  });

  test('say at start which crash could lose what', async () => {
    expect(await store({ prefix: newPrefix() }).start()).toEqual([
      expect.stringMatching(/neither its crash nor a power cut/),
    ]);
    const careless = await startRedisServer({
      appendonly: 'no',
      'maxmemory-policy': 'allkeys-lru',
      maxmemory: '100mb',
    });
    try {
      const notes = await store({ prefix: 'x', url: careless.url }).start();
      expect(notes).toEqual([expect.stringMatching(/evicts accepted scans/), expect.stringMatching(/last snapshot/)]);
    } finally {
      await careless.stop();
    }
  });
});

/** Passes connections on to a socket; `swallow` keeps the open ones open and lets nothing through them any more. */
async function startForwarder(socket: string) {
  const open = new Set<Socket>();
  const forwarder = createServer((near) => {
    const far = connect(socket);
    near.pipe(far).pipe(near);
    for (const each of [near, far]) {
      open.add(each);
      each.on('error', () => {});
    }
  });
  await new Promise<void>((resolve) => forwarder.listen(0, '127.0.0.1', resolve));
  const address = forwarder.address();
  return {
    url: `redis://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    swallow: () => {
      for (const each of open) each.unpipe().resume();
    },
    stop: async () => {
      for (const each of open) each.destroy();
      await new Promise((resolve) => forwarder.close(resolve));
    },
  };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(10);
}

describe('notes on durability', () => {
  const good = { maxmemory: '0', policy: 'noeviction', appendonly: 'yes', appendfsync: 'always', replicas: 0 };
  test.each([
    [{ ...good, appendfsync: 'everysec' }, /power cut .* last second or two/],
    [{ ...good, appendfsync: 'no' }, /half minute/],
    [{ ...good, policy: 'volatile-lru' }, /as soon as a maxmemory is set/],
    [{ ...good, replicas: 1 }, /When Redis fails over to its replica, what had not reached that one is lost/],
    [{ ...good, replicas: undefined }, /If Redis fails over to a replica/],
    [{ ...good, policy: undefined, appendonly: undefined }, /does not tell its settings/],
  ])('%j', (settings, note) => {
    expect(durabilityNotes(settings).join(' ')).toMatch(note);
  });
});
