import { createHash } from 'node:crypto';
import { Redis, type RedisOptions } from 'ioredis';
import { ProblemError } from '../../base/problem-error.ts';
import { type ScriptName, scripts } from './redis-scripts.ts';

/** What a command gives: bulk strings as buffers. */
export type Reply = Buffer | number | null | readonly Reply[];

/** The connections to one Redis: one for commands, one that listens. Every failure is `store-unavailable`. */
export type RedisConnection = {
  /** Rejects with an `Error` for the operator. */
  connect(): Promise<void>;
  close(): void;
  run(script: ScriptName, args: readonly (string | number | Buffer)[]): Promise<Reply>;
  command(name: string, ...args: readonly (string | Buffer)[]): Promise<Reply>;
};

export type RedisConnectionOptions = {
  /** `redis://`, `rediss://`, or `unix:///path/to/socket`. */
  readonly url: string;
  readonly prefix: string;
  readonly onMessage: (message: string) => void;
  /** The listening connection came (back): messages may have been missed. */
  readonly onListening: () => void;
  /** The connection for commands came (back): perhaps to another server. */
  readonly onConnected: () => void;
  /** After this a command counts as failed, made or not; 3 s unless told. */
  readonly commandTimeoutMs?: number;
  /**
   * How often the listening connection is tried, as one that was cut in silence would never say so; 10 s unless told.
   */
  readonly heartbeatMs?: number;
};

const shas = new Map(
  Object.entries(scripts).map(([name, source]) => [name, createHash('sha1').update(source).digest('hex')]),
);

/**
 * Connects with nothing queued and nothing sent again: a command that fails is reported at once, since only the caller
 * knows whether it may be repeated. The connection itself comes back by itself.
 */
export function createRedisConnection(options: RedisConnectionOptions): RedisConnection {
  const { url, prefix, commandTimeoutMs = 3_000, heartbeatMs = 10_000 } = options;
  const settings = {
    lazyConnect: true,
    commandTimeout: commandTimeoutMs,
    protocol: 2,
    connectTimeout: 5_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times: number) => Math.min(times * 50, 1_000),
    // After a failover the old primary answers so; the address now leads to the new one.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    connectionName: 'scanfill',
  } satisfies RedisOptions;
  const target = url.replace(/^(redis\+)?unix:\/\//, '');
  const redis = new Redis(target, settings);
  const listener = new Redis(target, settings);
  // Each command reports its own failure; only at the start the connection's says more.
  let lastError: Error | undefined;
  for (const each of [redis, listener]) {
    each.on('error', (error: Error) => {
      lastError = error;
    });
  }
  const channel = `${prefix}changed`;
  listener.on('ready', () => {
    // Told once it listens again: what is said before that is missed.
    listener.subscribe(channel).then(options.onListening, options.onListening);
  });
  redis.on('ready', options.onConnected);
  listener.on('message', (_channel: string, message: string) => options.onMessage(message));

  let heartbeat: NodeJS.Timeout | undefined;
  const beat = (): void => {
    if (listener.status === 'ready')
      listener.ping().catch(() => listener.status === 'ready' && listener.disconnect(true));
  };

  async function attempt(perform: () => Promise<unknown>): Promise<Reply> {
    try {
      return (await perform()) as Reply;
    } catch (cause) {
      // A connection that swallows commands may be dead for good: a new one is cheap.
      if (cause instanceof Error && cause.message === 'Command timed out' && redis.status === 'ready') {
        redis.disconnect(true);
      }
      throw new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
    }
  }

  return {
    async connect() {
      try {
        await redis.connect();
        await listener.connect();
        await listener.subscribe(channel);
        heartbeat = setInterval(beat, heartbeatMs).unref();
      } catch (cause) {
        redis.disconnect();
        listener.disconnect();
        const reason = lastError ?? cause;
        throw new Error(`Redis cannot be used: ${reason instanceof Error ? reason.message : reason}`, { cause });
      }
    },
    close() {
      clearInterval(heartbeat);
      redis.disconnect();
      listener.disconnect();
    },
    run: (script, args) =>
      attempt(async () => {
        const rest = [0, prefix, ...args];
        try {
          return await redis.callBuffer('EVALSHA', shas.get(script) ?? '', ...rest);
        } catch (error) {
          if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
          return redis.callBuffer('EVAL', scripts[script], ...rest);
        }
      }),
    command: (name, ...args) => attempt(() => redis.callBuffer(name, ...args) as Promise<unknown>),
  };
}
