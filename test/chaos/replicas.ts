import { createRandom } from '@scanfill/demo/green/random';
import { type Forwarder, startForwarder } from '../harness/forwarder.ts';
import { makePictures } from '../harness/pictures.ts';
import { pause } from '../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../harness/proxies.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { credentials, startStandin } from '../harness/standin.ts';
import { uploadAll } from '../harness/uploader.ts';
import { type Figures, figuresOf, judge, type Verdict } from './verdict.ts';

/** How a run is made. */
export type ReplicaOptions = {
  readonly seed: string;
  readonly scans: number;
  readonly perSecond: number;
  /** What happens, in this order, one after the other. */
  readonly events: readonly Mishap[];
  readonly callFaults: number;
  readonly taskFaults: number;
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

type Replica = { readonly proxy: ProxyProcess; readonly redis: Forwarder; readonly green: Forwarder };

async function prepareReplica(redisPort: number, standinUrl: string): Promise<Replica> {
  const redis = await startForwarder(redisPort);
  const green = await startForwarder(Number(new URL(standinUrl).port));
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: `http://127.0.0.1:${green.port}`,
    GREEN_MAX_TASKS: '50',
    STORE_URL: `redis://127.0.0.1:${redis.port}/0`,
    IMAGE_HOST: 'bucket',
    BUCKET_ENDPOINT: standinUrl,
    BUCKET_NAME: 'standin-bucket',
    BUCKET_REGION: 'cn-shanghai',
    BUCKET_ACCESS_KEY_ID: credentials.ALIBABA_CLOUD_ACCESS_KEY_ID,
    BUCKET_ACCESS_KEY_SECRET: credentials.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    CALLBACK_URL: `http://127.0.0.1:${port}`,
    CALLBACK_SEED: 'chaos_seed',
  }));
  return { proxy, redis, green };
}

async function happen(mishap: Mishap, { proxy, redis, green }: Replica, server: RedisServer): Promise<void> {
  switch (mishap.kind) {
    case 'kill replica':
      await proxy.stop('SIGKILL');
      await pause(300);
      await proxy.start();
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
export async function replicaRun(
  options: ReplicaOptions,
): Promise<{ verdict: Verdict; figures: Figures; images: number; lines: readonly string[] }> {
  const { seed, scans, perSecond, events, callFaults, taskFaults, timeoutMs } = options;
  const startedAt = Date.now();
  const faulty = callFaults > 0 || taskFaults > 0;
  const standin = await startStandin({
    STANDIN_ENGINE_MS: '400',
    STANDIN_CALLBACK_PAUSE_MS: '5000',
    ...(faulty ? { STANDIN_FAULT_SEED: seed, STANDIN_FAULT_CALLS: String(callFaults) } : {}),
    ...(faulty ? { STANDIN_FAULT_TASKS: String(taskFaults), STANDIN_FAULT_SILENCE_MS: '12000' } : {}),
  });
  const server = await startRedis();
  const replicas = await Promise.all([1, 2, 3].map(() => prepareReplica(server.port, standin.url)));
  const token = sessions();
  const random = createRandom(`${seed} mishaps`);

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
      uploadAll({ targets, token, pictures, concurrency: 32, perSecond, timeoutMs }),
      mishaps(),
    ]);
    const known = new Set(report.seen.map(({ id }) => id));
    const left = async () => {
      const names = (await standin.ledger()).objects.flatMap((key) => key.split('/').at(-1) ?? []);
      return { scans: names.filter((id) => known.has(id)), orphans: names.filter((id) => !known.has(id)) };
    };
    let images = await left();
    for (let wait = 0; images.scans.length > 0 && wait < 45; wait += 1) {
      await pause(1_000);
      images = await left();
    }
    const ledger = await standin.ledger();
    const lines = replicas.flatMap(({ proxy }) => proxy.lines());
    const verdict = judge(report, ledger, lines, [await token()]);
    const figures = {
      ...figuresOf(report, ledger, lines, Date.now() - startedAt),
      mishaps: events.map(({ kind }) => kind).join(', '),
      'images left': images.scans.length,
      // Uploads whose scan could not be created, for Redis was away: the sweeper finds them when they are a quarter of
      // an hour old.
      orphans: images.orphans.length,
    };
    return { verdict, figures, images: images.scans.length, lines };
  } finally {
    await Promise.all(replicas.map(({ proxy }) => proxy.stop('SIGKILL')));
    await Promise.all(replicas.flatMap(({ redis, green }) => [redis.stop(), green.stop()]));
    await server.stop();
    await standin.process.stop();
  }
}
