import { createHash } from 'node:crypto';
import { ProblemError } from '../../base/problem-error.ts';
import {
  isCluster,
  type MakeRedisClient,
  openClient,
  openListener,
  pauseMs,
  type RedisClient,
  type RedisTls,
} from './redis-client.ts';
import { createListener } from './redis-listener.ts';
import { type ScriptName, scripts } from './redis-scripts.ts';
import type { RedisTarget } from './redis-target.ts';
import { redisMessage, redisWord } from './redis-word.ts';

/** What a command gives: bulk strings as buffers. */
export type Reply = Buffer | number | null | readonly Reply[];

/** The connections to one Redis: one for commands, one that listens. Every failure is `store-unavailable`. */
export type RedisConnection = {
  /** It follows the slots of a cluster. */
  readonly clustered: boolean;
  /** Rejects with an `Error` for the operator. */
  connect(): Promise<void>;
  close(): void;
  /** `keys` without the prefix: those the script is known to need, so that a cluster knows whom to ask. */
  run(
    script: ScriptName,
    keys: readonly string[],
    args: readonly (string | number | Buffer)[],
    prefix?: string,
  ): Promise<Reply>;
  command(name: string, ...args: readonly (string | Buffer)[]): Promise<Reply>;
};

export type RedisConnectionOptions = {
  readonly where: RedisTarget | MakeRedisClient;
  readonly tls?: RedisTls | undefined;
  readonly prefix: string;
  readonly onMessage: (message: string) => void;
  /** The listening connection came (back): messages may have been missed. */
  readonly onListening: () => void;
  /** The connection for commands came (back), or leads to another server now. */
  readonly onConnected: () => void;
  /** After this a command counts as failed, made or not; 3 s unless told. */
  readonly commandTimeoutMs?: number | undefined;
  /**
   * How often the listening connection is tried, as one that was cut in silence would never say so; 10 s unless told.
   */
  readonly heartbeatMs?: number | undefined;
};

const shas = new Map(
  Object.entries(scripts).map(([name, source]) => [name, createHash('sha1').update(source).digest('hex')]),
);

/** What is always there once a store has started: it tells a cluster that moves the slot where the keys are by now. */
const anchor = 'canary';

const longestLoadMs = 10 * 60_000;

/**
 * Connects with nothing queued and nothing sent again: a command that fails is reported at once, since only the caller
 * knows whether it may be repeated. The connection itself comes back by itself.
 */
export function createRedisConnection(options: RedisConnectionOptions): RedisConnection {
  const { where, tls, prefix, commandTimeoutMs = 3_000, heartbeatMs = 10_000 } = options;
  const redis = openClient(where, tls, commandTimeoutMs);
  // Each command reports its own failure; only at the start the connection's says more.
  let lastError: Error | undefined;
  const noteError = (error: Error): void => {
    lastError = error;
  };
  redis.on('error', noteError);
  watchServer(redis, prefix, options.onConnected, noteError);
  const listener = createListener({
    open: () => openListener(redis),
    channel: `${prefix}changed`,
    heartbeatMs,
    onMessage: options.onMessage,
    onListening: options.onListening,
    onError: noteError,
  });

  let suspected = false;
  let closed = true;
  let ends = 0;
  redis.on('ready', () => {
    ends = 0;
  });
  // A client may end for good by itself: ioredis with Sentinels does when one names another primary just while it
  // connects (seen with 6.0.0).
  redis.on('end', () => {
    ends += 1;
    setTimeout(() => {
      if (!closed && redis.status === 'end') redis.connect().catch(noteError);
    }, pauseMs(ends)).unref();
  });

  /**
   * A connection that swallows commands may be dead for good: a new one is cheap. One that answers was only slow,
   * or this process was held up and had not read yet what came: a new one would fail whatever is under way on it.
   */
  function suspect(): void {
    if (suspected || redis.status !== 'ready') return;
    suspected = true;
    const over = setTimeout(() => {
      suspected = false;
      if (redis.status === 'ready') redis.disconnect(true);
    }, commandTimeoutMs / 4);
    const alive = (): void => {
      suspected = false;
      clearTimeout(over);
    };
    redis.callBuffer('GET', `${prefix}${anchor}`).then(alive, () => {});
  }

  async function attempt(perform: () => Promise<unknown>): Promise<Reply> {
    try {
      return (await perform()) as Reply;
    } catch (error) {
      if (redisWord(error) === 'TIMEOUT') suspect();
      const cause = Object.assign(new Error(redisMessage(error)), { code: redisWord(error) });
      throw new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
    }
  }

  /** One that loads its data answers nothing else until it has. */
  async function loaded(): Promise<void> {
    const endsAtMs = performance.now() + longestLoadMs;
    for (;;) {
      try {
        await redis.callBuffer('GET', `${prefix}${anchor}`);
        return;
      } catch (error) {
        if (redisWord(error) !== 'LOADING' || performance.now() > endsAtMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  return {
    clustered: isCluster(redis),
    async connect() {
      try {
        await redis.connect();
        await loaded();
        await listener.start();
        closed = false;
      } catch (cause) {
        redis.disconnect();
        listener.stop();
        throw new Error(`Redis cannot be used: ${startWords(where, pickError(cause, lastError))}`, { cause });
      }
    },
    close() {
      closed = true;
      listener.stop();
      redis.disconnect();
    },
    run: (script, keys, args, under = prefix) =>
      attempt(async () => {
        const named = [anchor, ...keys].map((key) => `${under}${key}`);
        const rest = [named.length, ...named, under, ...args];
        try {
          return await redis.callBuffer('EVALSHA', shas.get(script) ?? '', ...rest);
        } catch (error) {
          if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
          return redis.callBuffer('EVAL', scripts[script], ...rest);
        }
      }),
    command: (name, ...args) => attempt(() => redis.callBuffer(name, ...args)),
  };
}

/** Tells when commands go to a server that they did not go to before, or to the same one again. */
function watchServer(redis: RedisClient, prefix: string, told: () => void, noteError: (error: Error) => void): void {
  if (!isCluster(redis)) {
    redis.on('ready', told);
    return;
  }
  redis.on('node error', noteError);
  redis.on('+node', (node: RedisClient) => node.on('ready', told));
  const slot = slotOf(prefix);
  let owner: string | undefined;
  redis.on('refresh', () => {
    const now = redis.slots[slot]?.[0];
    if (now !== owner) told();
    owner = now;
  });
}

/** What a command was answered says more than that the connection was closed. */
function pickError(cause: unknown, last: Error | undefined): unknown {
  const vague = cause instanceof Error && /^(Connection is closed|None of startup nodes)/.test(cause.message);
  return vague && last !== undefined ? rootOf(last) : cause;
}

/** A cluster says that all failed; why stands in the last node's error. */
function rootOf(error: Error): Error {
  return 'lastNodeError' in error && error.lastNodeError instanceof Error ? error.lastNodeError : error;
}

function startWords(where: RedisTarget | MakeRedisClient, error: unknown): string {
  const message = redisMessage(error) || redisWord(error);
  const target = typeof where === 'function' ? undefined : where;
  return `${message}${hintOf(redisWord(error), message, target)}`;
}

/** What the operator may have to say otherwise. */
export function hintOf(word: string, message: string, target: RedisTarget | undefined): string {
  if (word === 'MOVED' || /cluster support disabled/.test(message))
    return word === 'MOVED'
      ? '; this is a node of a cluster: say redis+cluster://host,host (rediss+cluster:// with TLS)'
      : '; this is no cluster: say redis://';
  if (/unknown command/.test(message) && target?.kind === 'server')
    return '; is this a Sentinel? Say redis+sentinel://host,host/name';
  if (target === undefined || target.kind === 'socket') return '';
  if (!target.tls && /^(ECONNRESET|EPIPE|CLOSED)$/.test(word)) return '; if it speaks TLS say rediss://';
  if (target.tls && (/^(ETIMEDOUT|CLOSED|ECONNRESET|EPROTO)$|^ERR_SSL/.test(word) || /SSL alert/.test(message)))
    return '; does it speak TLS, and does it want a client’s certificate (STORE_CERT, STORE_KEY)?';
  if (target.tls && /self.signed|unable to (get|verify)|UNABLE_TO|SELF_SIGNED/i.test(`${word} ${message}`))
    return '; its authority’s certificate belongs into STORE_CA';
  return '';
}

/** The slot of a cluster that keys with this hash tag are in: CRC-16 (XMODEM) of the tag. */
function slotOf(prefix: string): number {
  const tag = /\{([^}]+)\}/.exec(prefix)?.[1] ?? prefix;
  let crc = 0;
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc % 16_384;
}
