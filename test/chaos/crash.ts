import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@scanfill/demo/green/random';
import { makePictures } from '../harness/pictures.ts';
import { pause } from '../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../harness/proxies.ts';
import { startStandin } from '../harness/standin.ts';
import { uploadAll } from '../harness/uploader.ts';
import { type Figures, figuresOf, judge, type Verdict } from './verdict.ts';

/** How a run is made; the same options make the same run, as far as a machine's timing allows. */
export type CrashOptions = {
  readonly seed: string;
  readonly scans: number;
  /** How often the proxy is killed. */
  readonly kills: number;
  /** Share of Green's calls and of its tasks that meet a fault. */
  readonly callFaults: number;
  readonly taskFaults: number;
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
    const env = failpoint === undefined ? {} : { SCANFILL_FAILPOINT: `${failpoint}:${hit}` };
    const running = await proxy.start(env, { whenReady: false });
    const sooner = failpoint === undefined ? 300 + random() * 1_200 : 5_000;
    const died = await Promise.race([running.ended, pause(sooner)]);
    const how = failpoint !== undefined && died === 'SIGKILL' ? failpoint : 'any moment';
    deaths[how] = (deaths[how] ?? 0) + 1;
    if (died === undefined) await running.stop('SIGKILL');
    await running.ended;
  }
  await proxy.start();
  return deaths;
}

/** Files that the link image host keeps. */
async function imagesIn(folder: string): Promise<number> {
  const names = await readdir(join(folder, 'images'), { recursive: true, withFileTypes: true }).catch(() => []);
  return names.filter((entry) => entry.isFile()).length;
}

/** One proxy with its embedded store, killed while it works. */
export async function crashRun(
  options: CrashOptions,
): Promise<{ verdict: Verdict; figures: Figures; images: number; lines: readonly string[] }> {
  const { seed, scans, callFaults, taskFaults, timeoutMs } = options;
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-chaos-'));
  const startedAt = Date.now();
  const faulty = callFaults > 0 || taskFaults > 0;
  const standin = await startStandin({
    STANDIN_ENGINE_MS: '400',
    STANDIN_CALLBACK_PAUSE_MS: '5000',
    ...(faulty ? { STANDIN_FAULT_SEED: seed, STANDIN_FAULT_CALLS: String(callFaults) } : {}),
    ...(faulty ? { STANDIN_FAULT_TASKS: String(taskFaults), STANDIN_FAULT_SILENCE_MS: '12000' } : {}),
  });
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: standin.url,
    GREEN_MAX_TASKS: '50',
    STORE_URL: `file:${folder}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    CALLBACK_URL: `http://127.0.0.1:${port}`,
    CALLBACK_SEED: 'chaos_seed',
  }));
  const token = sessions();
  try {
    const pictures = makePictures(seed, scans, 2_000);
    const [report, deaths] = await Promise.all([
      uploadAll({ targets: [proxy.url], token, pictures, concurrency: 24, timeoutMs }),
      killer(proxy, options),
    ]);
    let images = await imagesIn(folder);
    for (let wait = 0; images > 0 && wait < 90; wait += 1) {
      await pause(500);
      images = await imagesIn(folder);
    }
    const ledger = await standin.ledger();
    const verdict = judge(report, ledger, proxy.lines(), [await token()]);
    const figures = {
      ...figuresOf(report, ledger, proxy.lines(), Date.now() - startedAt),
      deaths: JSON.stringify(deaths),
      'images left': images,
    };
    return { verdict, figures, images, lines: proxy.lines() };
  } finally {
    await proxy.stop('SIGKILL');
    await standin.process.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
