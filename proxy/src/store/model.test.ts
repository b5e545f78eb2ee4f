import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type RedisServer, startRedisServer } from '../testing/redis-server.ts';
import { createMemoryStore } from './memory.ts';
import { createRedisStore } from './redis/redis.ts';
import { createSqliteStore } from './sqlite/sqlite.ts';
import { storeModel } from './testing/store-model.ts';

storeModel(
  'memory',
  async () => {
    const store = createMemoryStore({ clock: { now: () => Date.now() } });
    await store.start();
    return { store, dispose: () => store.stop() };
  },
  300,
);

storeModel('sqlite', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'scanfill-model-'));
  const store = createSqliteStore({ dir, secrets: ['secret'] });
  await store.start();
  return {
    store,
    dispose: async () => {
      await store.stop();
      await rm(dir, { recursive: true });
    },
  };
});

describe('with a Redis', () => {
  let server: RedisServer;
  let prefixes = 0;
  beforeAll(async () => {
    server = await startRedisServer({ appendonly: 'no' });
  });
  afterAll(() => server?.stop());

  storeModel(
    'redis',
    async () => {
      prefixes += 1;
      const stores = [1, 2].map(() =>
        createRedisStore({ url: server.url, secrets: ['s'], prefix: `model-${prefixes}` }),
      );
      await Promise.all(stores.map((store) => store.start()));
      const [store, other] = stores;
      if (store === undefined || other === undefined) throw new Error('two stores');
      return {
        store,
        other,
        dispose: async () => {
          await Promise.all(stores.map((each) => each.stop()));
        },
      };
    },
    100,
  );
});
