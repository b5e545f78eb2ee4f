import type { RedisConnection, Reply } from './redis-connection.ts';

/** Whether this Redis still knows every mark that was made: a replica that took over may lack the last ones. */
export type Continuity = {
  /** Looks, where the connection came back since the last look. Rejects while Redis is away. */
  checked(): Promise<void>;
  reconnected(): void;
  /** The count of marks that Redis answered with; `marks` is the highest. */
  marked(count: number): void;
  marks(): number;
  /** A script said that it is doubtful: since when is read. */
  doubted(): Promise<void>;
  /** When it became doubtful what was submitted; undefined where it is not. */
  doubt(): Promise<number | undefined>;
  settle(): Promise<void>;
};

/** More marks than are made in years. */
const beyondMarks = 1e9;

/**
 * Two signs that marks were lost: Redis counts fewer of them than it once answered, or it is a replica that took over
 * from the server that was known (its `master_replid2`), which counts where scans wait in it to be submitted. A restart
 * from its own append-only file shows neither. The doubt is kept in Redis itself, where the scripts that claim and mark
 * respect it.
 */
export function createContinuity(deps: {
  readonly redis: Pick<RedisConnection, 'run' | 'command'>;
  readonly prefix: string;
  /** The queues of scans that wait for submission. */
  readonly lanes: readonly string[];
}): Continuity {
  const { redis, prefix, lanes } = deps;
  let marks = 0;
  let generation = 0;
  let checkedGeneration = -1;
  let doubted: number | undefined;

  async function read(name: string): Promise<string | undefined> {
    const reply = await redis.command('GET', `${prefix}${name}`);
    return Buffer.isBuffer(reply) ? reply.toString('utf8') : undefined;
  }

  /** Answers whether that was all there is to see. */
  async function check(): Promise<boolean> {
    const info = textOf(await redis.run('replication', [], []).catch(() => null));
    // A replica: whatever it knows, nothing can be written to it; and it may take over behind this very connection.
    if (/^role:slave/m.test(info)) return false;
    const current = /^master_replid:(\w+)/m.exec(info)?.[1];
    const former = /^master_replid2:(\w+)/m.exec(info)?.[1];
    const known = await read('server');
    // Not compared with the known one: a primary takes another ID when its first replica comes (seen with Redis
    // 7.0.15).
    const tookOver = known !== undefined && current !== known && former !== undefined && !/^0+$/.test(former);
    const lost = Number((await read('marks')) ?? 0) < marks;
    // What is repeated under a lost key of its request would be taken for a new scan, whether or not others wait.
    if (lost || (tookOver && (await waiting()) > 0))
      await redis.command('SET', `${prefix}doubt`, String(await time()), 'NX');
    if (current !== undefined && current !== known) await redis.command('SET', `${prefix}server`, current);
    marks = Number((await read('marks')) ?? 0);
    await look();
    return true;
  }

  async function waiting(): Promise<number> {
    const sizes = await redis.run(
      'sizes',
      lanes.map((lane) => `q:${lane}`),
      lanes,
    );
    return (Array.isArray(sizes) ? sizes : []).reduce((sum: number, size: Reply) => sum + Number(size), 0);
  }

  async function time(): Promise<number> {
    const reply = await redis.run('time', [], []);
    return Number(textOf(Array.isArray(reply) ? (reply[0] ?? null) : null)) * 1_000;
  }

  async function look(): Promise<void> {
    const sinceMs = await read('doubt');
    doubted = sinceMs === undefined ? undefined : Number(sinceMs);
  }

  async function checked(): Promise<void> {
    if (checkedGeneration === generation) return;
    const checking = generation;
    if (await check()) checkedGeneration = checking;
  }

  return {
    checked,
    reconnected() {
      generation += 1;
    },
    marked(count) {
      marks = Math.max(marks, count);
    },
    marks: () => marks,
    doubted: look,
    async doubt() {
      await checked();
      if (doubted !== undefined) await look();
      return doubted;
    },
    async settle() {
      // Past every count that another process may have been told before the loss: it would doubt anew.
      await redis.command('INCRBY', `${prefix}marks`, String(beyondMarks));
      await redis.command('DEL', `${prefix}doubt`);
      doubted = undefined;
    },
  };
}

const textOf = (reply: Reply): string => (Buffer.isBuffer(reply) ? reply.toString('utf8') : '');
