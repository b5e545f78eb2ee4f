import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { type RedisServer, startRedisServer } from '../../testing/redis-server.ts';
import type { Store } from '../store.ts';
import { createRedisStore } from './redis.ts';

const durable = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' };
const servers: RedisServer[] = [];
const stores: Store[] = [];
let port = 0;

beforeEach(async () => {
  port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  servers.push(await startRedisServer({ ...durable, bind: '127.0.0.1', port: String(port) }));
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.stop()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function storeOn(server: RedisServer | undefined): Promise<Store> {
  const store = createRedisStore({ url: server?.url ?? '', secrets: ['secret'] });
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
