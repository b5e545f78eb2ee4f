import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { startRedisServer } from '../testing/redis-server.ts';
import { createRedisUses } from './receipt-uses.ts';

test('a receipt is used once by all who share a Redis, and forgotten when it is stale', async () => {
  const server = await startRedisServer();
  const clients = [new Redis(server.socket), new Redis(server.socket)];
  try {
    const untilMs = Date.now() + 60_000;
    const uses = clients.map((client) => createRedisUses(client));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => uses[index % 2]?.use('a-scan', untilMs)),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    const leftMs = (await clients[0]?.pttl('scanfill-receipt:a-scan')) ?? 0;
    expect(leftMs).toBeGreaterThan(30_000);
    expect(leftMs).toBeLessThanOrEqual(60_000);
  } finally {
    for (const client of clients) client.disconnect();
    await server.stop();
  }
});
