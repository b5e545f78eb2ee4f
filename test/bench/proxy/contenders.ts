import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startNode } from '../../harness/processes.ts';
import { prepareProxy } from '../../harness/proxies.ts';
import { startRedis } from '../../harness/redis.ts';
import { credentials } from '../../harness/standin.ts';

/** Something that takes scans and carries them to Green. */
export type Contender = {
  readonly name: string;
  /** Where to send scans, in turn. */
  readonly targets: readonly string[];
  /** `proxy`: raw bytes, held until done · `baseline`: a multipart form, then polling. */
  readonly kind: 'proxy' | 'baseline';
  /** Every process that belongs to it, the stand-in excepted. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
};

/** This proxy with its embedded store, images served by itself. */
export async function embedded(green: string): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-bench-'));
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: green,
    GREEN_MAX_TASKS: '100',
    STORE_URL: `file:${folder}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
  }));
  const running = await proxy.start();
  return {
    name: 'embedded store',
    targets: [proxy.url],
    kind: 'proxy',
    pids: [running.pid],
    async stop() {
      await proxy.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Three replicas of this proxy on one Redis, images in a bucket. */
export async function replicated(green: string): Promise<Contender> {
  const redis = await startRedis();
  const env = () => ({
    GREEN_ENDPOINT: green,
    GREEN_MAX_TASKS: '100',
    STORE_URL: `redis://127.0.0.1:${redis.port}/0`,
    IMAGE_HOST: 'bucket',
    BUCKET_ENDPOINT: green,
    BUCKET_NAME: 'standin-bucket',
    BUCKET_REGION: 'cn-shanghai',
    BUCKET_ACCESS_KEY_ID: credentials.ALIBABA_CLOUD_ACCESS_KEY_ID,
    BUCKET_ACCESS_KEY_SECRET: credentials.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    LOG_LEVEL: 'warn',
  });
  const proxies = await Promise.all([1, 2, 3].map(() => prepareProxy(env)));
  const running = await Promise.all(proxies.map((proxy) => proxy.start()));
  return {
    name: '3 replicas on Redis',
    targets: proxies.map(({ url }) => url),
    kind: 'proxy',
    pids: [...running.map(({ pid }) => pid), redis.process().pid],
    async stop() {
      await Promise.all(proxies.map((proxy) => proxy.stop()));
      await redis.stop();
    },
  };
}

/** Express, multer and the official client: see baseline.mjs. */
export async function baseline(green: string): Promise<Contender> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = await startNode('test/bench/proxy/baseline.mjs', {
    env: { ...credentials, PORT: String(port), GREEN_ENDPOINT: green },
    ready: async () => (await fetch(`${url}/healthz`)).ok,
  });
  return {
    name: 'Express + multer + SDK',
    targets: [url],
    kind: 'baseline',
    pids: [running.pid],
    stop: async () => void (await running.stop()),
  };
}
