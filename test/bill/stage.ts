import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Account } from '@scanfill/demo/green/account';
import type { FaultPlan } from '@scanfill/demo/green/faults/fault';
import { createGreen, type Green, type GreenOptions } from '@scanfill/demo/green/green';
import { createEmbeddedReader } from '@scanfill/demo/green/testing/embedded-reader';
import type { ProxyOptions, ScanfillProxy } from '@scanfill/proxy';
import express, { type RequestHandler } from 'express';
import { vi } from 'vitest';
import { createFastClock, type FastClock, type TestClock } from '../harness/fast-clock.ts';
import { makePictures, type Picture } from '../harness/pictures.ts';
import { pause } from '../harness/processes.ts';
import { type Bill, billOf, type Listed } from './account.ts';

// Time goes fast here, but a busy machine does not: whoever waits for an hour's looks is given minutes.
vi.setConfig({ testTimeout: 240_000 });

/**
 * Another build of the proxy may stand in its place (`PROXY_DIST=/path/to/dist`), to see what it does with the same
 * faults.
 */
const dist = process.env.PROXY_DIST;
const proxyModule: typeof import('@scanfill/proxy') =
  dist === undefined ? await import('@scanfill/proxy') : await import(pathToFileURL(join(dist, 'proxy.js')).href);

/** A scan as its owner sees it at the end. */
export type EndedScan = {
  readonly id: string;
  readonly picture: Picture;
  readonly state: string;
  readonly problem?: string;
  readonly raw?: Readonly<Record<string, unknown>>;
};

/** What a case departs from. */
export type StageOptions = {
  readonly faults?: FaultPlan;
  readonly nodes?: GreenOptions['nodes'];
  readonly limits?: GreenOptions['limits'];
  readonly account?: Partial<Account>;
  /** How many times as fast as the machine's clock everything goes. Default 20. */
  readonly speed?: number;
  readonly proxy?: Partial<ProxyOptions>;
  /** The clock of the proxy; the true one unless told. */
  readonly proxyClock?: (clock: FastClock) => TestClock;
  /** Notifications, by address alone; default: off. */
  readonly callbacks?: boolean;
  /** Stands before the proxy's routes. */
  readonly before?: RequestHandler;
};

/** A stand-in, a proxy with its embedded store, and whoever uploads, in one process on loopback and in fast time. */
export type Stage = {
  readonly green: Green;
  readonly clock: FastClock;
  readonly folder: string;
  readonly origin: string;
  /** Everything the proxy has logged, as JSON. */
  readonly lines: readonly string[];
  proxy(): ScanfillProxy;
  /** Uploads pictures; gives their scans' ids. */
  upload(pictures: readonly Picture[]): Promise<readonly string[]>;
  /** The scans as they are. */
  scans(): Promise<readonly EndedScan[]>;
  /**
   * Waits until every scan has ended, and every image at Green; gives up after so long by the fast clock, and a minute
   * of the true one. `whenOnly`: two minutes have passed and only so many are left, so that nothing but the hour is
   * waited for: it goes by faster then.
   */
  settle(withinMs: number, whenOnly?: number): Promise<{ readonly scans: readonly EndedScan[]; readonly bill: Bill }>;
  /** Ends the proxy and starts another one on the same store; `changes` replace its options. */
  restart(changes?: Partial<ProxyOptions>, between?: () => Promise<void> | void): Promise<void>;
  remove(id: string): Promise<void>;
  stop(): Promise<void>;
};

/** A busy machine is given this much true time before a scan counts as one that never ends. */
const leastMs = 60_000;

const account = { accessKeyId: 'bill-key', accessKeySecret: 'bill-secret-4711', uid: '1234567890123456' };

async function listed(proxy: ScanfillProxy): Promise<Listed> {
  if (!('reconcile' in proxy)) return undefined;
  let text = '';
  for await (const piece of proxy.reconcile({ format: 'json' })) text += piece;
  const rows: readonly { dataId: string }[] = JSON.parse(text);
  return new Set(rows.map(({ dataId }) => dataId));
}

/** Without sessions a mounted proxy is made in development only. */
function inDevelopment<T>(make: () => T): T {
  const former = process.env.NODE_ENV;
  process.env.NODE_ENV = 'development';
  try {
    return make();
  } finally {
    if (former === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = former;
  }
}

/** Sets the stage. */
async function startStage(options: StageOptions = {}): Promise<Stage> {
  const clock = createFastClock(options.speed ?? 20);
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-bill-'));
  const lines: string[] = [];
  const say = (fields: object, msg: string) => void lines.push(JSON.stringify({ ...fields, msg }));
  const green = createGreen({
    accounts: [{ ...account, ...options.account }],
    reader: createEmbeddedReader(),
    clock,
    // Whether the rate is kept is looked at elsewhere, and in true time.
    limits: { callsPerSecond: 1_000, callbackPauseMs: 5_000, ...options.limits },
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    ...(options.nodes === undefined ? {} : { nodes: options.nodes }),
  });
  const { url: greenEndpoint } = await green.listen(0);

  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const callback = { url: origin, seed: 'bill_seed', accountId: account.uid };
  let current: Partial<ProxyOptions> = {
    greenEndpoint,
    publicUrl: origin,
    auth: 'off',
    storeSecret: '833427d0496c210347995bd07a0effd2',
    store: `file:${folder}`,
    requestsPerMinute: 0,
    log: { info: say, warn: say, error: say },
    clock: options.proxyClock?.(clock) ?? clock,
    ...(options.callbacks === true ? { callback } : {}),
    ...options.proxy,
  };
  const make = () => inDevelopment(() => proxyModule.createProxy({ credentials: account, ...current }));
  let proxy = make();
  if (options.before !== undefined) app.use(options.before);
  app.use((request, response, next) => proxy.router(request, response, next));
  await proxy.start();

  /** Asks until there is an answer: a kept connection may have been closed just then. */
  async function ask(url: string, init?: RequestInit): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await fetch(url, init);
      } catch (error) {
        if (attempt === 20) throw error;
        await pause(50);
      }
    }
  }

  const uploaded = new Map<string, Picture>();

  async function post(picture: Picture): Promise<string> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await ask(`${origin}/v1/scans?card=${picture.card}`, {
        method: 'POST',
        headers: { 'content-type': 'image/png', 'idempotency-key': picture.key },
        body: new Uint8Array(picture.bytes()),
      });
      const text = await answer.text();
      if (answer.status === 200 || answer.status === 202) {
        const { id }: { id: string } = JSON.parse(text);
        uploaded.set(id, picture);
        return id;
      }
      if (answer.status < 500 || attempt === 50) throw new Error(`upload: ${answer.status} ${text}`);
      await pause(50);
    }
  }

  async function scans(): Promise<readonly EndedScan[]> {
    const ids = [...uploaded.keys()];
    const found: EndedScan[] = [];
    for (let at = 0; at < ids.length; at += 100) {
      const answer = await ask(`${origin}/v1/scans?ids=${ids.slice(at, at + 100).join()}`);
      if (!answer.ok) throw new Error(`look: ${answer.status}`);
      const body: {
        scans: { id: string; state: string; raw?: Record<string, unknown>; problem?: { code: string } }[];
      } = JSON.parse(await answer.text());
      for (const { id, state, raw, problem } of body.scans) {
        const picture = uploaded.get(id);
        if (picture === undefined) continue;
        const ending = problem === undefined ? {} : { problem: problem.code };
        found.push({ id, picture, state, ...ending, ...(raw === undefined ? {} : { raw }) });
      }
    }
    return found;
  }

  const isOver = ({ state }: EndedScan) => state === 'done' || state === 'failed';

  return {
    green,
    clock,
    folder,
    origin,
    lines,
    proxy: () => proxy,
    async upload(pictures) {
      const ids: string[] = [];
      for (let at = 0; at < pictures.length; at += 10)
        ids.push(...(await Promise.all(pictures.slice(at, at + 10).map(post))));
      return ids;
    },
    scans,
    async settle(withinMs, whenOnly = 0) {
      const untilMs = clock.elapsed() + withinMs;
      const hastenAtMs = clock.elapsed() + 120_000;
      let isHastened = false;
      const startedAt = performance.now();
      const isLate = () => clock.elapsed() > untilMs && performance.now() - startedAt > leastMs;
      let seen = await scans();
      /** A result is kept for an hour: who asked in time has it. */
      const ended = new Map<string, EndedScan>();
      const remember = () => {
        for (const scan of seen) if (isOver(scan)) ended.set(scan.id, scan);
        seen = [...new Map([...ended, ...seen.map((scan) => [scan.id, scan] as const)]).values()];
      };
      while (!isLate() && !(seen.every(isOver) && green.ledger.summary().open === 0)) {
        await pause(100);
        seen = await scans().catch(() => seen);
        remember();
        const isDue = !isHastened && clock.elapsed() > hastenAtMs;
        if (!isDue || seen.filter((scan) => !isOver(scan)).length > whenOnly) continue;
        isHastened = true;
        clock.hasten(400);
      }
      return { scans: seen, bill: billOf(green.ledger, seen, await listed(proxy)) };
    },
    async restart(changes = {}, between) {
      await proxy.stop();
      await between?.();
      current = { ...current, ...changes };
      proxy = make();
      await proxy.start();
    },
    async remove(id) {
      await ask(`${origin}/v1/scans/${id}`, { method: 'DELETE' });
      uploaded.delete(id);
    },
    async stop() {
      await proxy.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await green.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Pictures of one card type, so that they travel together. */
export function picturesOf(seed: string, count: number): readonly Picture[] {
  const all = makePictures(seed, count * 6);
  return all.filter(({ card }) => card === all[0]?.card).slice(0, count);
}

/** Runs one case to its end and leaves nothing behind. */
export async function stage<T>(options: StageOptions, play: (stage: Stage) => Promise<T>): Promise<T> {
  const set = await startStage(options);
  try {
    return await play(set);
  } finally {
    await set.stop();
  }
}
