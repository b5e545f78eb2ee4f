import { isProblem, ProblemError } from '../../base/problem-error.ts';
import { cardNames } from '../../contract/cards.ts';
import { type Handoff, keptUntilMs } from '../../jobs/handoff.ts';
import type { Job, Queue } from '../../jobs/job.ts';
import { placeOf } from '../../jobs/place.ts';
import { type Unsettled, unsettledFrom, unsettledKeptMs, unsettledKey } from '../../jobs/unsettled.ts';
import { checkCanary, sealCanary } from '../../seal/canary.ts';
import { createSealer, SealError } from '../../seal/seal.ts';
import { createChangeFeed } from '../change-feed.ts';
import {
  type Allowance,
  type Batch,
  type Change,
  type Created,
  mostAheadMs,
  type Store,
  type StoredJob,
} from '../store.ts';
import type { MakeRedisClient, RedisTls } from './redis-client.ts';
import { createRedisConnection, hintOf, type Reply } from './redis-connection.ts';
import { createContinuity } from './redis-continuity.ts';
import { clusterNotes, durabilityNotes, readRedisSettings } from './redis-durability.ts';
import { rehearse } from './redis-rehearsal.ts';
import { parseRedisUrl } from './redis-target.ts';

export type RedisStoreOptions = {
  /**
   * Where it is, as `parseRedisUrl` reads it: `redis://…`, `rediss://…`, `unix:///…`,
   * `redis+sentinel://host,host/name`, `redis+cluster://host,host`; or what makes an ioredis client of the host's own,
   * with the settings that it is handed.
   */
  readonly url: string | MakeRedisClient;
  /** Certificates in PEM, where the URL says TLS. */
  readonly tls?: RedisTls;
  /** What jobs are sealed under, the same in every replica; the first seals, all open. */
  readonly secrets: readonly [string, ...string[]];
  /** Stands before every key, so that one Redis can serve several accounts; `scanfill` unless told. */
  readonly prefix?: string;
  /** After this a command counts as failed, made or not; 3 s unless told. */
  readonly commandTimeoutMs?: number;
  /** How often the connection that wakes this replica up is tried; 10 s unless told. */
  readonly heartbeatMs?: number;
};

const batchKeptMs = 20 * 60_000;
const forgottenAtOnce = 500;
const queues: readonly Queue[] = ['submit', 'poll', 'resolve', 'erase'];

/**
 * The store for several replicas: one Redis or Valkey, no leader, every replica runs the same loops.
 * While Redis is away every operation rejects at once and nothing is queued; it comes back by itself.
 */
export function createRedisStore(options: RedisStoreOptions): Store {
  const { url, tls, secrets, commandTimeoutMs, heartbeatMs } = options;
  const prefix = `{${options.prefix ?? 'scanfill'}}:`;
  const sealer = createSealer({ secrets, purpose: 'store' });
  const feed = createChangeFeed();
  const redis = createRedisConnection({
    where: typeof url === 'string' ? parseRedisUrl(url) : url,
    tls,
    prefix,
    commandTimeoutMs,
    heartbeatMs,
    onMessage: (message) => {
      const [ids = '', names = ''] = message.split('|');
      const told = new Set(names.split(' ').map((name) => name.split(':')[0]));
      feed.tell(
        ids.split(' '),
        queues.filter((queue) => told.has(queue)),
      );
    },
    onListening: () => feed.tell([], queues),
    onConnected: () => continuity.reconnected(),
  });

  const continuity = createContinuity({ redis, prefix, lanes: keysOf('submit') });

  function place(job: Job): readonly [key: string, atMs: number] {
    const { queue, lane, atMs } = placeOf(job);
    return [keyOf(queue, lane), atMs];
  }
  const body = (job: Job, version: number): Buffer => sealer.seal(job.id, JSON.stringify(job), version);
  const changeArgs = ({ job, version }: Change) => [job.id, version, ...place(job), body(job, version + 1)];
  const changeKeys = (changes: readonly Change[]): readonly string[] => [
    ...new Set(changes.map(({ job }) => queueKey(place(job)[0]))),
    ...changes.map(({ job }) => jobKey(job.id)),
  ];
  const onQueues = (
    script: 'next' | 'ids' | 'claim' | 'sizes',
    names: readonly string[],
    args: readonly number[] = [],
    keys: readonly string[] = [],
  ) => redis.run(script, [...keys, ...names.map(queueKey)], [...args, ...names]);
  const allowanceArgs = (allowance: Allowance | undefined) =>
    allowance ? [allowance.key, allowance.limit, allowance.expiresAtMs] : ['', '', ''];

  function opened<T>(id: string, sealed: Buffer, version = 0): T {
    try {
      return JSON.parse(sealer.open(id, sealed, version));
    } catch (cause) {
      throw new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
    }
  }
  function storedOf(id: string, [version, sealed, sealedFor]: readonly Reply[]): StoredJob | undefined {
    if (!Buffer.isBuffer(sealed)) return undefined;
    return { job: opened<Job>(id, sealed, sealedVersion(sealedFor)), version: Number(version) };
  }

  return {
    kind: 'redis',
    shared: true,

    async start() {
      await redis.connect();
      try {
        // Two replicas that start at once agree on whose canary it is.
        await redis.command('SET', `${prefix}canary`, sealCanary(sealer), 'NX');
        const canary = await redis.command('GET', `${prefix}canary`);
        if (Buffer.isBuffer(canary)) checkCanary(sealer, canary, 'What Redis holds');
        await redis.command('SET', `${prefix}canary`, sealCanary(sealer));
        await continuity.checked();
        await patiently(() => rehearse(redis, prefix));
        return [...(await clusterNotes(redis)), ...durabilityNotes(await readRedisSettings(redis))];
      } catch (error) {
        redis.close();
        if (!isProblem(error)) throw error;
        throw new Error(`Redis refused a command at start: ${refusalOf(error)}`, { cause: error });
      }
    },

    async stop() {
      redis.close();
    },

    async time() {
      const [seconds, micros] = list(await redis.run('time', [], [])).map((part) => Number(text(part)));
      return (seconds ?? 0) * 1_000 + Math.floor((micros ?? 0) / 1_000);
    },

    async create({ job, idempotency, quota, ceiling }): Promise<Created> {
      const [key, atMs] = place(job);
      const [kind, id, ...rest] = list(
        await redis.run(
          'create',
          [
            jobKey(job.id),
            queueKey(key),
            ...(idempotency ? [`key:${idempotency.key}`] : []),
            ...[quota, ceiling].flatMap((allowance) => (allowance ? [`quota:${allowance.key}`] : [])),
            'expiry',
          ],
          [
            ...[job.id, key, atMs, body(job, 1)],
            ...(idempotency ? [idempotency.key, idempotency.fingerprint, idempotency.expiresAtMs] : ['', '', '']),
            ...allowanceArgs(quota),
            ...allowanceArgs(ceiling),
          ],
        ),
      );
      switch (text(kind)) {
        case 'created':
          return { kind: 'created', ...(ceiling ? { spent: Number(text(id)) } : {}) };
        case 'conflict':
          return { kind: 'conflict' };
        case 'quota-exceeded':
          return { kind: 'quota-exceeded' };
        case 'ceiling-reached':
          return { kind: 'ceiling-reached' };
        default:
          return { kind: 'existing', stored: storedOf(text(id), rest) };
      }
    },

    async knows(key) {
      return (await redis.command('EXISTS', `${prefix}key:${key}`)) === 1;
    },

    async spent(key) {
      return Number(text((await redis.command('GET', `${prefix}quota:${key}`)) ?? 0));
    },

    // A time in the place of a number: forgotten like every allowance.
    async revoke(key, atMs, expiresAtMs) {
      const name = `quota:revoked ${key}`;
      await redis.command('ZADD', `${prefix}expiry`, String(expiresAtMs), name);
      await redis.command('SET', prefix + name, String(atMs));
    },
    async revokedAt(key) {
      const at = await redis.command('GET', `${prefix}quota:revoked ${key}`);
      return at === null ? undefined : Number(text(at));
    },

    async get(ids, known) {
      const args = ids.flatMap((id) => [id, known?.get(id)?.version ?? '']);
      const found = list(await redis.run('get', ids.map(jobKey), args));
      return ids.map((id, index) => {
        const [version, ...sealed] = found.slice(index * 3, index * 3 + 3);
        const before = known?.get(id);
        // Its body comes along where it is another version only.
        if (before !== undefined && Number(version) === before.version) return before;
        return storedOf(id, [version ?? null, ...sealed]);
      });
    },

    async next(queue) {
      const at = await onQueues('next', keysOf(queue));
      return Buffer.isBuffer(at) ? Number(text(at)) : undefined;
    },

    async ids(queue) {
      return list(await onQueues('ids', keysOf(queue))).map(text);
    },

    async claim(queue, { max, nowMs, leaseMs, evenDoubtful = false }) {
      if (queue === 'submit') await continuity.checked();
      const taken = list(
        await onQueues('claim', keysOf(queue), [max, nowMs, nowMs + leaseMs, evenDoubtful ? 1 : 0], ['doubt']),
      );
      // One word: another process, or another connection's look, found it doubtful.
      if (taken.length === 1) await continuity.doubted();
      const jobs: StoredJob[] = [];
      for (let index = 0; index < taken.length; index += 4) {
        const [id, version, sealed, sealedFor] = taken.slice(index, index + 4);
        if (!Buffer.isBuffer(sealed)) continue;
        try {
          jobs.push({
            job: JSON.parse(sealer.open(text(id), sealed, sealedVersion(sealedFor))),
            version: Number(version),
          });
        } catch (error) {
          // It stays where it is, hidden like its neighbours: a replica that has its secret may still come.
          if (!(error instanceof SealError)) throw error;
        }
      }
      return jobs;
    },

    async mark(batch, changes) {
      await continuity.checked();
      const sealed = sealer.seal(batch.id, JSON.stringify(batch));
      const args = [batch.id, batch.markedAtMs, sealed, continuity.marks(), ...changes.flatMap(changeArgs)];
      const [made, marks = 0] = list(
        await redis.run('mark', ['doubt', 'marks', 'batches', `batch:${batch.id}`, ...changeKeys(changes)], args),
      ).map(Number);
      if (marks < 0) await continuity.doubted();
      else continuity.marked(marks);
      return made === 1;
    },

    async batch(id) {
      const sealed = await redis.command('GET', `${prefix}batch:${id}`);
      return Buffer.isBuffer(sealed) ? opened<Batch>(id, sealed) : undefined;
    },

    async apply(changes, dropBatches = []) {
      const each = (change: Change) => [...changeArgs(change), lineOf(change.unsettled)];
      const args = [dropBatches.length, ...dropBatches, ...changes.flatMap(each)];
      return list(
        await redis.run(
          'apply',
          ['batches', 'unsettled', ...dropBatches.map((id) => `batch:${id}`), ...changeKeys(changes)],
          args,
        ),
      ).map((applied) => applied === 1);
    },

    async erase(erasures) {
      const args = erasures.flatMap(({ id, version, unsettled }) => [id, version ?? '', lineOf(unsettled)]);
      return list(await redis.run('erase', ['unsettled', ...erasures.map(({ id }) => jobKey(id))], args)).map(
        (erased) => erased === 1,
      );
    },

    async unsettled(after, max) {
      const from = after === '' ? '-' : `(${after} \xff`;
      const lines = list(
        await redis.command('ZRANGEBYLEX', `${prefix}unsettled`, from, '+', 'LIMIT', '0', String(max)),
      );
      return lines.map((each) => entryOf(text(each)));
    },

    async keepHandoff({ handoff, version }) {
      const { id } = handoff;
      const record = sealer.seal(id, JSON.stringify(handoff), version + 1);
      const args = [id, version, record, keptUntilMs(handoff)];
      return (await redis.run('keepHandoff', [`handoff:${id}`, 'expiry'], args)) === 1;
    },
    async handoff(id) {
      const [version, record] = list(await redis.run('handoff', [`handoff:${id}`], [id]));
      if (!Buffer.isBuffer(record)) return undefined;
      return { handoff: opened<Handoff>(id, record, Number(text(version))), version: Number(text(version)) };
    },

    async slot(operation, gapMs, aheadMs = 0) {
      const [taken, waitMs] = list(
        await redis.run('slot', [`slot:${operation}`], [operation, gapMs, aheadMs, mostAheadMs]),
      );
      return { taken: taken === 1, waitMs: Number(text(waitMs)) };
    },

    async hit(key, windowMs) {
      // The key may name a person.
      const name = sealer.blind(key);
      const [hits, resetAtMs] = list(await redis.run('hit', [`window:${name}`], [name, windowMs]));
      return { hits: Number(hits), resetAtMs: Number(text(resetAtMs)) };
    },

    async refusal() {
      try {
        // What may be full, read-only or without its replicas still reads.
        await redis.command('SET', `${prefix}writable`, '1');
        return undefined;
      } catch (error) {
        return wordOf(error);
      }
    },
    doubt: continuity.doubt,
    settle: continuity.settle,
    failed: () => false,

    watch: feed.watch,

    async forget(nowMs) {
      const first = `(${unsettledFrom(nowMs - unsettledKeptMs)}`;
      await redis.command('ZREMRANGEBYLEX', `${prefix}unsettled`, '-', first);
      // In portions, so that no script holds Redis up for long.
      for (let staying = 0; ; ) {
        const args = [nowMs, nowMs - batchKeptMs, forgottenAtOnce, staying];
        const [looked = 0, stay = 0] = list(await redis.run('forget', ['expiry', 'batches'], args)).map(Number);
        if (looked < forgottenAtOnce) return;
        staying += stay;
      }
    },

    async stats() {
      const [sizes, oldest] = await Promise.all([
        onQueues('sizes', queues.flatMap(keysOf)),
        onQueues('next', keysOf('submit')),
      ]);
      const counts = list(sizes).map(Number);
      const [poll = 0, resolve = 0, erase = 0] = counts.slice(cardNames.length);
      const submit = counts.slice(0, cardNames.length).reduce((sum, count) => sum + count, 0);
      return {
        submit,
        poll,
        resolve,
        erase,
        oldestQueuedAtMs: Buffer.isBuffer(oldest) ? Number(text(oldest)) : undefined,
      };
    },
  };
}

/** Once more where Redis was only slow, or this machine: it says nothing of what is allowed. */
async function patiently(perform: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await perform();
    } catch (error) {
      if (tries === 5 || !/^(TIMEOUT|CLOSED)$/.test(wordOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Redis's own word for why it refused. */
function wordOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'ERR';
}

/** What Redis said, and what to say to it instead. */
function refusalOf(error: Error): string {
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  const word = wordOf(error);
  const right = word === 'NOPERM' ? '; its user needs the rights that the README’s ACL line gives' : '';
  return `${message.includes(word) ? '' : `${word} `}${message}${right}${hintOf(word, message, undefined)}`;
}

/** An entry as a member of its sorted set, in the order of the keys. */
const lineOf = (entry: Unsettled | undefined): string =>
  entry ? `${unsettledKey(entry)} ${JSON.stringify(entry)}` : '';
const entryOf = (line: string) => {
  const end = line.indexOf(' ');
  return { key: line.slice(0, end), entry: JSON.parse(line.slice(end + 1)) };
};

const jobKey = (id: string): string => `job:${id}`;
const queueKey = (name: string): string => `q:${name}`;
const keyOf = (queue: Queue, lane: string): string => (queue === 'submit' ? `submit:${lane}` : queue);
const keysOf = (queue: Queue): readonly string[] =>
  queue === 'submit' ? cardNames.map((lane) => keyOf(queue, lane)) : [queue];

/** One that an older release sealed stands for no version. */
const sealedVersion = (reply: Reply | undefined): number => Number(text(reply) || 0);
const list = (reply: Reply): readonly Reply[] => (Array.isArray(reply) ? reply : []);
const text = (reply: Reply | undefined): string =>
  Buffer.isBuffer(reply) ? reply.toString('utf8') : String(reply ?? '');
