import type { RedisListener } from './redis-client.ts';

/** Hears of changes; when its connection is lost it takes a new one. */
export type Listener = {
  /** Resolves once it listens; rejects where the first connection cannot be had. */
  start(): Promise<void>;
  stop(): void;
};

const longestPauseMs = 1_000;

/**
 * Listens on `channel`. A connection that was cut in silence would never say so: it is asked every `heartbeatMs`.
 * `onListening`: it listens (again), and may have missed what was said before.
 */
export function createListener(deps: {
  readonly open: () => RedisListener;
  readonly channel: string;
  readonly heartbeatMs: number;
  readonly onMessage: (message: string) => void;
  readonly onListening: () => void;
  readonly onError: (error: Error) => void;
}): Listener {
  const { open, channel, heartbeatMs, onMessage, onListening, onError } = deps;
  let current: RedisListener | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  async function listen(): Promise<void> {
    const client = open();
    current = client;
    client.on('error', onError);
    client.on('message', (_channel: string, message: string) => onMessage(message));
    try {
      await client.connect();
      await client.subscribe(channel);
    } catch (error) {
      client.disconnect();
      throw error;
    }
    if (client.status === 'end') throw new Error('Connection is closed.');
    client.on('end', () => again(0));
    onListening();
  }

  function again(tries: number): void {
    if (stopped) return;
    retry = setTimeout(
      () => {
        listen().catch(() => again(tries + 1));
      },
      Math.min(longestPauseMs, 50 * tries),
    );
    retry.unref();
  }

  function beat(): void {
    const asked = current;
    if (asked?.status === 'ready') asked.ping().catch(() => asked.status === 'ready' && asked.disconnect());
  }

  return {
    async start() {
      await listen();
      heartbeat = setInterval(beat, heartbeatMs).unref();
    },
    stop() {
      stopped = true;
      clearInterval(heartbeat);
      clearTimeout(retry);
      current?.disconnect();
    },
  };
}
