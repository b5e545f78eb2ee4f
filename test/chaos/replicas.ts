import { createRandom } from '@scanfill/demo/green/random';
import { type Forwarder, startForwarder } from '../harness/forwarder.ts';
import { makePictures } from '../harness/pictures.ts';
import { pause } from '../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../harness/proxies.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { credentials } from '../harness/standin.ts';
import { uploadAll } from '../harness/uploader.ts';
import { reconciled } from './reconciled.ts';
import { type ChaosRun, figuresOf, judge } from './verdict.ts';
import { anHourLater, type RunningWorld, startWorld, usualLateMs, type World } from './world.ts';

/** How a run is made. */
export type ReplicaOptions = {
  readonly seed: string;
  readonly scans: number;
  readonly perSecond: number;
  /** What happens, in this order, one after the other. */
  readonly events: readonly Mishap[];
  readonly world: World;
  /** An hour passes for the proxies when all scans have been accepted for so long. */
  readonly lateMs?: number;
  readonly timeoutMs: number;
};

/** What can happen to three replicas and their Redis; the seed says to whom. */
export type Mishap =
  | { readonly kind: 'kill replica' }
  | { readonly kind: 'stop replica'; readonly forMs: number }
  | { readonly kind: 'cut Redis from one'; readonly how: 'reset' | 'stall'; readonly forMs: number }
  | { readonly kind: 'cut Green from one'; readonly how: 'reset' | 'stall'; readonly forMs: number }
  | { readonly kind: 'restart Redis'; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly kind: 'stop Redis'; readonly forMs: number };

/** A proxy on a Redis that others share, and the wires it hangs on. */
export type Replica = { readonly proxy: ProxyProcess; readonly redis: Forwarder; readonly green: Forwarder };

/** Prepares one, its images in the stand-in's bucket; `more` goes into its environment. */
export async function prepareReplica(
  redisPort: number,
  world: RunningWorld,
  more: Readonly<Record<string, string>> = {},
): Promise<Replica> {
  const redis = await startForwarder(redisPort);
  const green = await startForwarder(Number(new URL(world.url).port));
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: `http://127.0.0.1:${green.port}`,
    GREEN_MAX_TASKS: '50',
    STORE_URL: `redis://127.0.0.1:${redis.port}/0`,
    IMAGE_HOST: 'bucket',
    BUCKET_ENDPOINT: world.bucketUrl,
    BUCKET_NAME: 'standin-bucket',
    BUCKET_REGION: 'cn-shanghai',
    BUCKET_ACCESS_KEY_ID: credentials.ALIBABA_CLOUD_ACCESS_KEY_ID,
    BUCKET_ACCESS_KEY_SECRET: credentials.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    CALLBACK: 'on',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    NODE_OPTIONS: anHourLater,
    ...more,
  }));
  return { proxy, redis, green };
}

/** Starts a replica as whoever runs it does: once more where it ended because Redis was away just then. */
async function startAgain(proxy: ProxyProcess): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await proxy.start();
      return;
    } catch (error) {
      if (attempt === 5 || !String(error).includes('Redis cannot be used')) throw error;
      await pause(300);
    }
  }
}

async function happen(mishap: Mishap, { proxy, redis, green }: Replica, server: RedisServer): Promise<void> {
  switch (mishap.kind) {
    case 'kill replica':
      await proxy.stop('SIGKILL');
      await pause(300);
      await startAgain(proxy);
      return;
    case 'stop replica':
      proxy.running()?.signal('SIGSTOP');
      await pause(mishap.forMs);
      proxy.running()?.signal('SIGCONT');
      return;
    case 'cut Redis from one':
    case 'cut Green from one': {
      const wire = mishap.kind === 'cut Redis from one' ? redis : green;
      wire.cut(mishap.how);
      await pause(mishap.forMs);
      wire.heal();
      return;
    }
    case 'restart Redis':
      await server.restart(mishap.signal);
      return;
    case 'stop Redis':
      server.process().signal('SIGSTOP');
      await pause(mishap.forMs);
      server.process().signal('SIGCONT');
      return;
  }
}

/** Three replicas behind a round robin on one Redis, while replicas, wires and Redis itself come and go. */
export async function replicaRun(options: ReplicaOptions): Promise<ChaosRun> {
  const { seed, scans, perSecond, events, timeoutMs } = options;
  const startedAt = Date.now();
  const world = await startWorld(seed, options.world);
  const server = await startRedis();
  const replicas = await Promise.all([1, 2, 3].map(() => prepareReplica(server.port, world)));
  const token = sessions();
  const random = createRandom(`${seed} mishaps`);
  const late = {
    afterMs: options.lateMs ?? usualLateMs,
    tell: () => replicas.forEach(({ proxy }) => void proxy.running()?.signal('SIGUSR2')),
  };

  async function mishaps(): Promise<void> {
    for (const mishap of events) {
      await pause(300 + random() * 700);
      const replica = replicas[Math.floor(random() * replicas.length)];
      if (replica !== undefined) await happen(mishap, replica, server);
    }
  }

  try {
    await Promise.all(replicas.map(({ proxy }) => proxy.start()));
    const pictures = makePictures(seed, scans, 2_000);
    const targets = replicas.map(({ proxy }) => proxy.url);
    const [report] = await Promise.all([
      uploadAll({ targets, token, pictures, concurrency: 32, perSecond, timeoutMs, late }),
      mishaps(),
    ]);
    const known = new Set(report.seen.map(({ id }) => id));
    const left = async () => {
      // What is noted of an image lies beside it, under its id and a word.
      const names = (await world.objects()).flatMap((key) => key.split('/').at(-1)?.split('.')[0] ?? []);
      return { scans: names.filter((id) => known.has(id)), orphans: names.filter((id) => !known.has(id)) };
    };
    let images = await left();
    for (let wait = 0; images.scans.length > 0 && wait < 45; wait += 1) {
      await pause(1_000);
      images = await left();
    }
    const ledger = await world.ledger();
    const lines = replicas.flatMap(({ proxy }) => proxy.lines());
    const listed = await reconciled(replicas[0]?.proxy);
    const evidence = { report, ledger, listed, logs: lines, tokens: [await token()] };
    const verdict = judge(evidence);
    const figures = {
      ...figuresOf(evidence, Date.now() - startedAt),
      mishaps: events.map(({ kind }) => kind).join(', '),
      'images left': images.scans.length,
      // Uploads whose scan could not be created, for Redis was away: the sweeper finds them when they are a quarter of
      // an hour old.
      orphans: images.orphans.length,
    };
    return { verdict, figures, images: images.scans, lines, ledger };
  } finally {
    await Promise.all(replicas.map(({ proxy }) => proxy.stop('SIGKILL')));
    await Promise.all(replicas.flatMap(({ redis, green }) => [redis.stop(), green.stop()]));
    await server.stop();
    await world.stop();
  }
}
