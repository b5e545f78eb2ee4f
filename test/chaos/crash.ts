import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@scanfill/demo/green/random';
import { makePictures } from '../harness/pictures.ts';
import { pause } from '../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../harness/proxies.ts';
import { uploadAll } from '../harness/uploader.ts';
import { reconciled } from './reconciled.ts';
import { type ChaosRun, figuresOf, judge } from './verdict.ts';
import { anHourLater, startWorld, usualLateMs, type World } from './world.ts';

/** How a run is made; the same options make the same run, as far as a machine's timing allows. */
export type CrashOptions = {
  readonly seed: string;
  readonly scans: number;
  /** How often the proxy is killed. */
  readonly kills: number;
  readonly world: World;
  /** An hour passes for the proxies when all scans have been accepted for so long. */
  readonly lateMs?: number;
  readonly timeoutMs: number;
};

const failpoints = ['before-mark', 'after-mark', 'after-send', 'after-answer', 'before-reply'] as const;

/** Kills the proxy again and again: at each failpoint in turn, and in between at random moments. Counts how it died. */
async function killer(proxy: ProxyProcess, { seed, kills }: CrashOptions): Promise<Record<string, number>> {
  const random = createRandom(`${seed} kills`);
  const deaths: Record<string, number> = {};
  for (let kill = 0; kill < kills; kill += 1) {
    const failpoint = kill % 2 === 0 ? failpoints[(kill / 2) % failpoints.length] : undefined;
    const hit = failpoint === 'before-reply' ? 20 + Math.floor(random() * 60) : 1 + Math.floor(random() * 4);
    const env = failpoint === undefined ? {} : { NODE_ENV: 'development', SCANFILL_FAILPOINT: `${failpoint}:${hit}` };
    // On a busy machine a start takes seconds: most shall die at work, some while they start.
    const running = await proxy.start(env, { whenReady: false });
    const starting = kill % 4 === 3;
    const soonerMs = failpoint === undefined ? 300 + random() * 1_200 : 5_000;
    if (!starting) await Promise.race([running.ended, proxy.ready()]);
    const died = await Promise.race([running.ended, pause(soonerMs)]);
    const how = failpoint !== undefined && died === 'SIGKILL' ? failpoint : 'any moment';
    deaths[how] = (deaths[how] ?? 0) + 1;
    if (died === undefined) await running.stop('SIGKILL');
    await running.ended;
  }
  await proxy.start();
  return deaths;
}

/** Names of the files that the link image host keeps. */
async function imagesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(join(folder, 'images'), { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** One proxy with its embedded store, killed while it works. */
export async function crashRun(options: CrashOptions): Promise<ChaosRun> {
  const { seed, scans, timeoutMs } = options;
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-chaos-'));
  const startedAt = Date.now();
  const world = await startWorld(seed, options.world);
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: world.url,
    GREEN_MAX_TASKS: '50',
    STORE_URL: `file:${folder}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    CALLBACK: 'on',
    NODE_OPTIONS: anHourLater,
  }));
  const token = sessions();
  const late = { afterMs: options.lateMs ?? usualLateMs, tell: () => proxy.running()?.signal('SIGUSR2') };
  try {
    const pictures = makePictures(seed, scans, 2_000);
    const [report, deaths] = await Promise.all([
      uploadAll({ targets: [proxy.url], token, pictures, concurrency: 24, timeoutMs, late }),
      killer(proxy, options),
    ]);
    // What a kill left of an upload is no scan's image, and is swept an hour later, whether or not a scan needed that.
    late.tell();
    let images = await imagesIn(folder);
    for (let wait = 0; images.length > 0 && wait < 90; wait += 1) {
      await pause(500);
      images = await imagesIn(folder);
    }
    const ledger = await world.ledger();
    // One process only may have the store open.
    await proxy.stop();
    const listed = await reconciled(proxy);
    const evidence = { report, ledger, listed, logs: proxy.lines(), tokens: [await token()] };
    const verdict = judge(evidence);
    const figures = {
      ...figuresOf(evidence, Date.now() - startedAt),
      deaths: JSON.stringify(deaths),
      'images left': images.length,
    };
    return { verdict, figures, images, lines: proxy.lines(), ledger };
  } finally {
    await proxy.stop('SIGKILL');
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
