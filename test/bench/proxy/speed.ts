import { createHttpClient } from '../../harness/http-client.ts';
import { percentile } from '../../harness/percentile.ts';
import { makePicture } from '../../harness/pictures.ts';
import { sessions } from '../../harness/proxies.ts';
import { startStandin } from '../../harness/standin.ts';
import { usageOf } from '../../harness/usage.ts';
import type { Contender } from './contenders.ts';
import { load, type Push } from './load.ts';

/** One line of the table. */
export type SpeedRow = {
  readonly contender: string;
  readonly push: string;
  readonly scans: number;
  readonly 'scans/s': number;
  readonly 'accepted → done p50 s': number;
  readonly 'p99 s': number;
  readonly 'accepted → at Green p99 s': number;
  readonly 'calls/scan': number;
  readonly 'CPU ms/scan': number;
  readonly 'peak MB': number;
  readonly errors: number;
};

const round = (value: number, digits: number) => Number(value.toFixed(digits));
/** The ramp at the beginning is not counted. */
const rampMs = 5_000;

/** Median and spread of recognition: most cards take one or two seconds at Green. */
export const engineMs = 1_500;

/** Starts a fresh stand-in and the contender, pushes, and measures. */
export async function speed(options: {
  start: (green: string) => Promise<Contender>;
  push: Push;
  seconds: number;
  kilobytes: number;
  seed: string;
}): Promise<SpeedRow> {
  const { push, seconds, kilobytes, seed } = options;
  const standin = await startStandin({ STANDIN_ENGINE_MS: String(engineMs) });
  const contender = await options.start(standin.url);
  const http = createHttpClient();
  try {
    const cpu = () => contender.pids.reduce((sum, pid) => sum + usageOf(pid).cpuSeconds, 0);
    const cpuBefore = cpu();
    const picture = (index: number) => makePicture(seed, index, kilobytes * 1_024);
    const { ended, errors, startedAt, stoppedAt } = await load({
      contender,
      http,
      token: sessions(),
      push,
      seconds,
      picture,
    });
    const cpuSeconds = cpu() - cpuBefore;
    const peak = contender.pids.reduce((sum, pid) => sum + usageOf(pid).peakMb, 0);
    const ledger = await standin.ledger();
    const from = startedAt + Math.min(rampMs, (stoppedAt - startedAt) / 4);
    const counted = ended.filter(({ endedAt }) => endedAt >= from && endedAt < stoppedAt);
    const seconds_ = counted.map(({ acceptedAt, endedAt }) => (endedAt - acceptedAt) / 1_000);
    const sentAt = new Map(ledger.images.map(({ dataId, at }) => [dataId, at]));
    const waits = ended.flatMap(({ id, acceptedAt }) => {
      const at = sentAt.get(id);
      return at === undefined ? [] : [(at - acceptedAt) / 1_000];
    });
    for (const message of new Set(errors)) console.log(`${contender.name}: ${message.slice(0, 300)}`);
    if (ledger.summary.billedTwice > 0) throw new Error('an image was billed twice');
    const calls = ledger.calls.filter(({ operation }) => operation === 'asyncscan' || operation === 'results').length;
    return {
      contender: contender.name,
      push: 'underWay' in push ? `${push.underWay} under way` : `${push.perSecond} a second`,
      scans: ended.length,
      'scans/s': round(counted.length / ((stoppedAt - from) / 1_000), 1),
      'accepted → done p50 s': round(percentile(seconds_, 50), 2),
      'p99 s': round(percentile(seconds_, 99), 2),
      'accepted → at Green p99 s': round(percentile(waits, 99), 2),
      'calls/scan': round(calls / ended.length, 3),
      'CPU ms/scan': round((cpuSeconds * 1_000) / ended.length, 2),
      'peak MB': Math.round(peak),
      errors: errors.length + ended.filter(({ ok }) => !ok).length,
    };
  } finally {
    http.close();
    await contender.stop();
    await standin.process.stop();
  }
}
