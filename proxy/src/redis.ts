/** The store for several replicas on one Redis or Valkey. */

export { createRedisStore, type RedisStoreOptions } from './store/redis/redis.ts';
export type { MakeRedisClient, RedisClient, RedisClientSettings, RedisTls } from './store/redis/redis-client.ts';
