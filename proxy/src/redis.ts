/** The store for several replicas on one Redis or Valkey. */
export { createRedisStore, type RedisStoreOptions } from './store/redis/redis.ts';
