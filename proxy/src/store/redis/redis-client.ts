import { Cluster, Redis } from 'ioredis';
import type { RedisTarget } from './redis-target.ts';

/** What the store needs of a client: one of ioredis 5 or 6, `Redis` or `Cluster`. */
export type RedisClient = {
  readonly status: string;
  readonly options: object;
  connect(): Promise<unknown>;
  disconnect(reconnect?: boolean): void;
  callBuffer(command: string, ...args: (string | number | Buffer)[]): Promise<unknown>;
  on(event: 'error' | 'node error', listener: (error: Error) => void): unknown;
  on(event: 'message', listener: (channel: string, message: string) => void): unknown;
  on(event: '+node', listener: (node: RedisClient) => void): unknown;
  on(event: 'ready' | 'end' | 'refresh', listener: () => void): unknown;
};

/**
 * What a client must be made with: nothing queued and nothing sent again, since only the store knows what may be
 * repeated. For a cluster they are its `redisOptions`, and `clusterSettings` its own.
 */
export type RedisClientSettings = {
  readonly lazyConnect: true;
  readonly commandTimeout: number;
  readonly connectTimeout: number;
  readonly enableOfflineQueue: false;
  readonly enableReadyCheck: false;
  readonly autoResendUnfulfilledCommands: false;
  readonly maxRetriesPerRequest: 0;
  readonly retryStrategy: (times: number) => number;
  readonly reconnectOnError: (error: Error) => boolean;
  readonly connectionName: string;
};

/** What a cluster client must be made with, beside `redisOptions`. */
export type RedisClusterSettings = {
  readonly lazyConnect: true;
  readonly enableOfflineQueue: false;
  readonly retryDelayOnFailover: 0;
  readonly clusterRetryStrategy: (times: number) => number;
  readonly slotsRefreshInterval: number;
};

/** Makes the host's own client. */
export type MakeRedisClient = (settings: RedisClientSettings, clusterSettings: RedisClusterSettings) => RedisClient;

/** Certificates in PEM. */
export type RedisTls = { readonly ca?: string; readonly cert?: string; readonly key?: string };

/** How long to wait before the next try to connect. */
export const pauseMs = (times: number): number => Math.min(times * 50, 1_000);

/** What every client is made with. */
const clientSettings = (commandTimeout: number): RedisClientSettings => ({
  lazyConnect: true,
  commandTimeout,
  connectTimeout: 5_000,
  enableOfflineQueue: false,
  // It asks for INFO, which an ACL may refuse; that Redis is still loading is told by the first command.
  enableReadyCheck: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: pauseMs,
  // After a failover the old primary answers so; the address now leads to the new one.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
  connectionName: 'scanfill',
});

const clusterSettings: RedisClusterSettings = {
  lazyConnect: true,
  enableOfflineQueue: false,
  // A command whose connection broke may have been carried out.
  retryDelayOnFailover: 0,
  clusterRetryStrategy: pauseMs,
  slotsRefreshInterval: 5_000,
};

/** The client for commands, not yet connected. Throws an `Error` where a host's own would repeat commands. */
export function openClient(
  where: RedisTarget | MakeRedisClient,
  tls: RedisTls | undefined,
  commandTimeoutMs: number,
): RedisClient {
  const settings = clientSettings(commandTimeoutMs);
  if (typeof where !== 'function') return clientOf(where, tls, settings);
  const client = where(settings, clusterSettings);
  const needed: Readonly<Record<string, unknown>> = isCluster(client)
    ? clusterSettings
    : { ...settings, retryStrategy: undefined, reconnectOnError: undefined };
  const options = new Map<string, unknown>(Object.entries(client.options));
  for (const name of ['enableOfflineQueue', 'autoResendUnfulfilledCommands', 'maxRetriesPerRequest', 'lazyConnect'])
    if (name in needed && options.get(name) !== needed[name])
      throw new Error(
        `the Redis client has ${name} ${options.get(name)}; make it with the settings that are handed in`,
      );
  if (isCluster(client) && options.get('retryDelayOnFailover') !== 0)
    throw new Error('the Redis client repeats commands after a failover; make it with the settings that are handed in');
  return client;
}

function clientOf(target: RedisTarget, certificates: RedisTls | undefined, settings: RedisClientSettings): RedisClient {
  const { username, password } = target;
  const options = {
    ...settings,
    protocol: 2 as const,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(target.tls ? { tls: { ...certificates } } : {}),
  };
  switch (target.kind) {
    case 'socket':
      return new Redis({ ...options, path: target.path });
    case 'server':
      return new Redis({
        ...options,
        ...target.at,
        db: target.db,
        ...(target.family === undefined ? {} : { family: target.family }),
      });
    case 'sentinel': {
      const { username: sentinelUsername, password: sentinelPassword } = target.sentinelLogin;
      return new Redis({
        ...options,
        sentinels: [...target.sentinels],
        name: target.name,
        db: target.db,
        failoverDetector: true,
        ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
        ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
        ...(target.tls ? { enableTLSForSentinelMode: true, sentinelTLS: { ...certificates } } : {}),
      });
    }
    case 'cluster': {
      const { retryStrategy: _, enableOfflineQueue: __, ...redisOptions } = options;
      return new Cluster([...target.nodes], {
        ...clusterSettings,
        redisOptions,
        // With TLS a node is known by its name, which its certificate holds.
        ...(target.tls ? { dnsLookup: asItIs } : {}),
      });
    }
  }
}

const asItIs = (host: string, callback: (error: null, address: string) => void): void => callback(null, host);

type ClusterLike = RedisClient & { nodes(): readonly RedisClient[]; slots: readonly (readonly string[])[] };

/** Whether a client is one of a cluster. */
export const isCluster = (client: RedisClient): client is ClusterLike => 'nodes' in client && 'slots' in client;

/**
 * A connection of its own to where the client is, of a cluster to one of its nodes, any of which hears everything. It
 * does not come back by itself.
 */
export function openListener(client: RedisClient): RedisListener {
  const nodes = isCluster(client) ? client.nodes() : [];
  const from = isCluster(client) ? nodes[Math.floor(Math.random() * nodes.length)] : client;
  if (from === undefined || !canDuplicate(from)) throw new Error('no node of the cluster is known');
  return from.duplicate({
    lazyConnect: true,
    readOnly: false,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    retryStrategy: null,
    sentinelRetryStrategy: null,
    failoverDetector: false,
    connectionName: 'scanfill-news',
  });
}

/** A client that can listen. */
export type RedisListener = RedisClient & {
  subscribe(channel: string): Promise<unknown>;
  ping(): Promise<unknown>;
};

type Duplicable = { duplicate(options: Readonly<Record<string, unknown>>): RedisListener };

const canDuplicate = (client: object): client is Duplicable => 'duplicate' in client;
