import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort, type Running, root, startNode } from '../harness/processes.ts';
import { credentials, type LedgerPage, ledgerOf, startStandin } from '../harness/standin.ts';

/** What the proxies of a run call, and how it behaves. Shares are 0 to 1. */
export type World =
  /** The stand-in, with everything it can do wrong. */
  | {
      readonly kind: 'stand-in';
      readonly nodes?: number;
      readonly nonces?: 'shared' | 'own' | 'none';
      readonly callbackTasks?: 'queryable' | 'expired' | 'not-found';
      readonly callFaults: number;
      readonly taskFaults: number;
      readonly outages?: number;
      readonly skewMs?: number;
      /** No faults of calls, outages or jumps of the clock after this much of the run. */
      readonly untilMs?: number;
    }
  /** The upstream of these runs' own, which shares no code with the stand-in. */
  | { readonly kind: 'upstream'; readonly memory: 'each' | 'all'; readonly trouble: number; readonly untilMs: number };

/**
 * When all have been accepted for so long, an hour passes; longer than the three minutes after which a lost answer is
 * given up.
 */
export const usualLateMs = 200_000;

/** For a proxy's `NODE_OPTIONS`: SIGUSR2 then moves its monotonic clock on by an hour. */
export const anHourLater = `--import ${pathToFileURL(join(root, 'test/chaos/an-hour-later.mjs')).href}`;

/** Nothing goes wrong but what the run does to its processes. */
export const calm: World = { kind: 'stand-in', callFaults: 0, taskFaults: 0 };

/** It runs. */
export type RunningWorld = {
  readonly url: string;
  /** An S3-compatible bucket. */
  readonly bucketUrl: string;
  ledger(): Promise<LedgerPage>;
  /** What lies in the bucket, as `bucket/key`. */
  objects(): Promise<readonly string[]>;
  stop(): Promise<void>;
};

/** On a machine whose cores are all taken, three seconds for a download say more of the machine than of the proxy. */
const common = { STANDIN_ENGINE_MS: '400', STANDIN_CALLBACK_PAUSE_MS: '5000', STANDIN_DOWNLOAD_MS: '15000' };
const noFaults = { callFaults: 0, taskFaults: 0, outages: 0, skewMs: 0, nodes: 1, untilMs: 1e12 } as const;

async function startUpstream(seed: string, world: Extract<World, { kind: 'upstream' }>): Promise<Running> {
  return startNode('test/chaos/upstream.mjs', {
    env: {
      UPSTREAM_PORT: String(await freePort()),
      UPSTREAM_KEY: credentials.ALIBABA_CLOUD_ACCESS_KEY_ID,
      UPSTREAM_SECRET: credentials.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      UPSTREAM_UID: credentials.ALIBABA_CLOUD_ACCOUNT_ID,
      UPSTREAM_SEED: seed,
      UPSTREAM_MEMORY: world.memory,
      UPSTREAM_TROUBLE: String(world.trouble),
      UPSTREAM_UNTIL_MS: String(world.untilMs),
    },
    ready: /^Upstream: /,
    first: true,
  });
}

/** Starts it in processes of its own; the same seed makes the same faults. */
export async function startWorld(seed: string, world: World): Promise<RunningWorld> {
  const faults = world.kind === 'stand-in' ? { ...noFaults, ...world } : noFaults;
  const standin = await startStandin({
    ...common,
    STANDIN_NODES: String(faults.nodes),
    ...(world.kind === 'stand-in' ? { STANDIN_NONCES: world.nonces ?? 'shared' } : {}),
    ...(world.kind === 'stand-in' ? { STANDIN_CALLBACK_TASKS: world.callbackTasks ?? 'queryable' } : {}),
    STANDIN_FAULT_SEED: seed,
    STANDIN_FAULT_CALLS: String(faults.callFaults),
    STANDIN_FAULT_TASKS: String(faults.taskFaults),
    STANDIN_FAULT_OUTAGES: String(faults.outages),
    STANDIN_FAULT_SKEW_MS: String(faults.skewMs),
    STANDIN_FAULT_SILENCE_MS: '12000',
    STANDIN_FAULTS_UNTIL_MS: String(faults.untilMs),
  });
  const objects = async () => (await standin.ledger()).objects;
  if (world.kind === 'stand-in') {
    const { url, ledger } = standin;
    return { url, bucketUrl: url, ledger, objects, stop: async () => void (await standin.process.stop()) };
  }
  const upstream = await startUpstream(seed, world);
  const url = /http:\/\/\S+/.exec(upstream.lines.join('\n'))?.[0] ?? '';
  return {
    url,
    bucketUrl: standin.url,
    ledger: () => ledgerOf(url),
    objects,
    async stop() {
      await upstream.stop();
      await standin.process.stop();
    },
  };
}
