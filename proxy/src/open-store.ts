import { join } from 'node:path';
import type { Clock } from './base/clock.ts';
import type { StoreUrl } from './config/settings.ts';
import { createMemoryStore } from './store/memory.ts';
import type { Store } from './store/store.ts';

/** The store of a STORE_URL, not yet started. What is not used is not loaded. */
export async function openStore(url: StoreUrl, secrets: readonly [string, ...string[]], clock: Clock): Promise<Store> {
  switch (url.kind) {
    case 'memory':
      return createMemoryStore({ clock });
    case 'file': {
      const { createSqliteStore } = await import('./store/sqlite/sqlite.ts');
      return createSqliteStore({ dir: join(url.dir, 'store'), secrets });
    }
    case 'redis': {
      const { createRedisStore } = await import('./store/redis/redis.ts');
      return createRedisStore({ url: url.url, secrets, ...(url.tls ? { tls: url.tls } : {}) });
    }
  }
}
