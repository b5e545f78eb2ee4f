import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createHttpClient } from '../../harness/http-client.ts';
import { percentile } from '../../harness/percentile.ts';
import { makePicture } from '../../harness/pictures.ts';
import { comeFirst, pause, startNode } from '../../harness/processes.ts';
import { prepareProxy, sessions } from '../../harness/proxies.ts';
import { startStandin } from '../../harness/standin.ts';
import { usageOf } from '../../harness/usage.ts';
import { honestDay } from './honest.ts';

const attacks = ['pieces', 'quota', 'polls', 'strangers'] as const;
type Attack = (typeof attacks)[number];

/** One line of the table. */
type Row = {
  readonly attack: Attack;
  readonly build: string;
  readonly 'quiet p50 ms': number;
  readonly 'quiet p99 ms': number;
  readonly 'attacked p50 ms': number;
  readonly 'attacked p99 ms': number;
  readonly 'p99 ×': number;
  readonly lost: number;
  readonly '5xx': number;
  readonly 'other refusals': number;
  /** Of the proxy, for each second of the attack. */
  readonly 'CPU %': number;
  readonly 'peak MB': number;
  readonly 'disk MB': number;
};

/** How much longer the slowest of a hundred honest uploads may take while somebody attacks. */
const mostTimes = 2;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const tokensOf = (count: number): Promise<readonly string[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => sessions(`attacker-${index}`)()));

/** Everything below a folder, in bytes. */
async function bytesIn(folder: string): Promise<number> {
  let total = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found?.isFile()) total += found.size;
  }
  return total;
}

/** What an attacker brings with him: sessions, and scans that are on their way. */
async function prepare(
  attack: Attack,
  url: string,
  http: ReturnType<typeof createHttpClient>,
): Promise<{ readonly tokens: readonly string[]; readonly scans: readonly (readonly string[])[] }> {
  const tokens = attack === 'quota' ? [await sessions('attacker', 10)()] : await tokensOf(3);
  const each = attack === 'polls' ? 100 : attack === 'quota' ? 10 : 0;
  const scans = await Promise.all(
    tokens.map(async (token, number) => {
      const ids: string[] = [];
      for (let index = 0; index < each; index += 1) {
        const picture = makePicture(`attacker-${number}`, index);
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
        const asked = `${url}/v1/scans?card=${picture.card}`;
        const { status, body } = await http.ask(asked, { method: 'POST', headers, body: picture.bytes() });
        if (status !== 202) throw new Error(`${status} ${body}`);
        ids.push(JSON.parse(body).id);
      }
      return ids;
    }),
  );
  return { tokens, scans };
}

/** A fresh stand-in and a fresh proxy of that build; quiet first, then attacked. */
async function measure(attack: Attack, build: string, script: string | undefined, seconds: number): Promise<Row> {
  // Scans that are polled for are to be on their way for all of it.
  const standin = await startStandin({ STANDIN_ENGINE_MS: attack === 'polls' ? '8000' : '1500' });
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-bench-'));
  const proxy = await prepareProxy(
    (port) => ({
      GREEN_ENDPOINT: standin.url,
      STORE_URL: `file:${folder}`,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: 'warn',
      GREEN_MAX_TASKS: '100',
      // As it comes, but for this: nobody stands in front of it here.
      ...asItComes,
      TRUST_PROXY: 'none',
    }),
    script,
  );
  const http = createHttpClient();
  try {
    const running = await proxy.start();
    for (const { pid } of [running, standin.process]) comeFirst(pid, first);
    // The first requests of a process say nothing of those that follow.
    await honestDay(http, proxy.url, { seconds: 2, seed: 'warm' });
    const quiet = await honestDay(http, proxy.url, { seconds, seed: 'quiet' });
    const means = JSON.stringify({ url: proxy.url, ...(await prepare(attack, proxy.url, http)) });
    const attacker = await startNode('test/bench/abuse/attack.mjs', { args: [attack, means] });
    // Before whatever else this machine does, and behind what is measured.
    comeFirst(attacker.pid, first + 15);
    await pause(1_000);
    const [cpuBefore, startedAt] = [usageOf(running.pid).cpuSeconds, performance.now()];
    const attacked = await honestDay(http, proxy.url, { seconds, seed: 'attacked' });
    const usage = usageOf(running.pid);
    const cpu = (usage.cpuSeconds - cpuBefore) / ((performance.now() - startedAt) / 1_000);
    const disk = await bytesIn(folder);
    if (!attacker.alive()) throw new Error(`the attacker ended: ${attacker.lines.join('\n')}`);
    await attacker.stop('SIGKILL');
    const lost = (await quiet.lost()) + (await attacked.lost());
    const [before, under] = [percentile(quiet.tookMs, 99), percentile(attacked.tookMs, 99)];
    return {
      attack,
      build,
      'quiet p50 ms': round(percentile(quiet.tookMs, 50)),
      'quiet p99 ms': round(before),
      'attacked p50 ms': round(percentile(attacked.tookMs, 50)),
      'attacked p99 ms': round(under),
      'p99 ×': round(under / before),
      lost,
      '5xx': attacked.serverErrors,
      'other refusals': attacked.refused,
      'CPU %': Math.round(cpu * 100),
      'peak MB': Math.round(usage.peakMb),
      'disk MB': Math.round(disk / 2 ** 20),
    };
  } finally {
    http.close();
    await proxy.stop('SIGKILL');
    await standin.process.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Other work of this machine is to disturb no figure, where that may be asked for. */
const first = -20;
/** What the harness takes away is given back. */
const asItComes = { RATE_LIMIT: '' };

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1];
}

/** Measures every attack, all of them unless told, one after the other, and prints a line for each build. */
export async function benchAbuse(args: readonly string[]): Promise<void> {
  const seconds = Number(option(args, 'seconds') ?? '15');
  const wanted = option(args, 'only')?.split(',') ?? attacks;
  const against = option(args, 'against');
  const builds: readonly (readonly [string, string | undefined])[] = [
    ...(against === undefined ? [] : ([['other', resolve(against, 'proxy/bin/scanfill-proxy.js')]] as const)),
    ['this', undefined],
  ];
  comeFirst(process.pid, first);
  console.log(
    `Ten uploads of 200 KB a second of twenty people, ${seconds} s in quiet and ${seconds} s attacked; everything runs on this machine. Aim: attacked p99 within ${mostTimes} times the quiet one, nothing lost, no 5xx.\n`,
  );
  const rows: Row[] = [];
  for (const attack of attacks.filter((each) => wanted.includes(each)))
    for (const [name, script] of builds) {
      const row = await measure(attack, name, script, seconds);
      rows.push(row);
      console.log(JSON.stringify(row));
    }
  console.table(rows);
  for (const row of rows.filter(({ build }) => build === 'this')) {
    const broken = [
      row['p99 ×'] > mostTimes && `p99 is ${row['p99 ×']} × the quiet one`,
      row.lost > 0 && `${row.lost} uploads were lost`,
      row['5xx'] > 0 && `${row['5xx']} answers were 5xx`,
    ].filter((word) => word !== false);
    if (broken.length === 0) continue;
    console.log(`BROKEN under ${row.attack}: ${broken.join(', ')}`);
    process.exitCode = 1;
  }
}
