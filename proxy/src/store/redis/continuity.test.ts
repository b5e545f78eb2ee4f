import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { freePort } from '../../testing/free-port.ts';
import { type RedisServer, startRedisServer } from '../../testing/redis-server.ts';
import type { Store } from '../store.ts';
import { createRedisStore } from './redis.ts';

const durable = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' };
const servers: RedisServer[] = [];
const stores: Store[] = [];
let port = 0;

beforeEach(async () => {
  port = await freePort();
  servers.push(await startRedisServer({ ...durable, bind: '127.0.0.1', port: String(port) }));
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.stop()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function storeOn(server: RedisServer | undefined, url = server?.url ?? ''): Promise<Store> {
  const store = createRedisStore({ url, secrets: ['secret'] });
  stores.push(store);
  await store.start();
  return store;
}
const job = (id: string): Job => ({
  id,
  card: 'passport',
  subject: 's',
  createdAtMs: 1,
  attempts: 0,
  phase: { state: 'queued', readyAtMs: 1 },
});
const claimed = async (store: Store, evenDoubtful = false) =>
  (await store.claim('submit', { max: 9, nowMs: 10, leaseMs: 5_000, evenDoubtful })).map(({ job: { id } }) => id);

async function mark(store: Store, id: string): Promise<boolean> {
  const [stored] = await store.get([id]);
  if (!stored) return false;
  const phase = { state: 'submitting', batchId: id, markedAtMs: 5, leaseUntilMs: 99 } as const;
  const request = { path: '/', body: '', headers: {}, nonce: id, date: '' };
  const batch = { id, request, jobIds: [id], markedAtMs: 5 };
  return store.mark(batch, [{ job: { ...stored.job, phase }, version: stored.version }]);
}

test('a replica that took over is doubted while scans wait in it: nothing is claimed or marked until the operator has looked', async () => {
  const [primary] = servers;
  const before = await storeOn(primary);
  await before.create({ job: job('waits') });
  const replica = await startRedisServer({ ...durable, replicaof: `127.0.0.1 ${port}` });
  servers.push(replica);
  while (!/master_link_status:up/.test(replica.cli('INFO', 'replication'))) await delay(50);
  await primary?.kill();
  replica.cli('REPLICAOF', 'NO', 'ONE');
  const after = await storeOn(replica);
  expect(await after.doubt()).toBeGreaterThan(0);
  expect(await claimed(after)).toEqual([]);
  expect(await mark(after, 'waits')).toBe(false);
  const another = await storeOn(replica);
  expect(await another.doubt(), 'every process on it knows').toBeGreaterThan(0);
  expect(await claimed(after, true), 'what waits can be ended').toEqual(['waits']);
  await another.settle();
  expect(await after.doubt()).toBeUndefined();
});

test('a Redis that counts fewer marks than it once answered is doubted', async () => {
  const [server] = servers;
  const store = await storeOn(server);
  await store.create({ job: job('sent') });
  expect(await mark(store, 'sent')).toBe(true);
  await store.create({ job: job('waits') });
  server?.cli('SET', '{scanfill}:marks', '0');
  server?.cli('CLIENT', 'KILL', 'TYPE', 'normal');
  let seen: number | undefined;
  for (let tries = 0; tries < 200 && seen === undefined; tries++) {
    await delay(25);
    seen = await store.doubt().catch(() => undefined);
  }
  expect(seen).toBeGreaterThan(0);
});

test('a replica that took over with nothing is doubted where marks were seen: a repeated request would be a new scan', async () => {
  const [primary] = servers;
  const store = await storeOn(primary, `redis://127.0.0.1:${port}`);
  await store.create({ job: job('sent') });
  expect(await mark(store, 'sent')).toBe(true);
  await primary?.kill();
  const heir = await startRedisServer({ ...durable, bind: '127.0.0.1', port: String(port) });
  servers.push(heir);
  const away = () =>
    store.next('submit').then(
      () => false,
      () => true,
    );
  while (await away()) await delay(25);
  expect(await store.doubt()).toBeGreaterThan(0);
  await store.create({ job: job('repeated') });
  expect(await claimed(store)).toEqual([]);
  await store.settle();
  expect(await claimed(store)).toEqual(['repeated']);
});

test('a Redis that lost marks behind a connection that stayed is doubted at the next mark, and every process learns of it', async () => {
  const [primary] = servers;
  const [store, another] = [await storeOn(primary), await storeOn(primary)];
  for (const id of ['sent', 'waits']) await store.create({ job: job(id) });
  expect(await mark(store, 'sent')).toBe(true);
  // What a managed Redis does behind its own proxy: the data is the replica's now, and nobody was disconnected.
  primary?.cli('SET', '{scanfill}:marks', '0');
  expect(await mark(store, 'waits')).toBe(false);
  expect(await store.doubt()).toBeGreaterThan(0);
  expect(await claimed(another)).toEqual([]);
  expect(await another.doubt(), 'it learns so by the claim').toBeGreaterThan(0);
  await another.settle();
  expect(await mark(store, 'waits'), 'one look by the operator is enough for all').toBe(true);
});

test('a server that was still a replica when it was looked at is looked at again once it has taken over', async () => {
  const [primary] = servers;
  const store = await storeOn(primary);
  await store.create({ job: job('waits') });
  const other = await startRedisServer({ ...durable, bind: '127.0.0.1', port: String(await freePort()) });
  servers.push(other);
  other.cli('REPLICAOF', '127.0.0.1', String(port));
  while (!/master_link_status:up/.test(other.cli('INFO', 'replication'))) await delay(50);
  other.cli('REPLICAOF', 'NO', 'ONE');
  primary?.cli('REPLICAOF', '127.0.0.1', other.cli('CONFIG', 'GET', 'port').split('\n')[1] ?? '');
  while (!/master_link_status:up/.test(primary?.cli('INFO', 'replication') ?? '')) await delay(50);
  primary?.cli('CLIENT', 'KILL', 'TYPE', 'normal');
  // Comes back to what is a replica as yet.
  await expect.poll(() => store.next('submit').catch(() => undefined)).toBe(1);
  expect(await store.doubt()).toBeUndefined();
  primary?.cli('REPLICAOF', 'NO', 'ONE');
  expect(await store.doubt()).toBeGreaterThan(0);
  expect(await claimed(store)).toEqual([]);
});

test('a restart from its own file is not', async () => {
  const [server] = servers;
  const store = await storeOn(server);
  await store.create({ job: job('sent') });
  expect(await mark(store, 'sent')).toBe(true);
  await store.create({ job: job('waits') });
  await server?.kill();
  await server?.restart();
  let ids: readonly string[] = [];
  for (let tries = 0; tries < 400 && ids.length === 0; tries++) {
    await delay(25);
    ids = await claimed(store).catch(() => []);
  }
  expect(ids).toEqual(['waits']);
  expect(await store.doubt()).toBeUndefined();
});
