import { makePictures } from '../../harness/pictures.ts';
import { sessions } from '../../harness/proxies.ts';
import { startStandin } from '../../harness/standin.ts';
import { uploadAll } from '../../harness/uploader.ts';
import { usageOf } from '../../harness/usage.ts';
import { embedded } from './contenders.ts';

/** What a run under overload gave. */
export type Overload = {
  readonly open: number;
  readonly scans: number;
  readonly done: number;
  /** Scans that ended because Green could not fetch their image within its three seconds. */
  readonly 'green-download': number;
  readonly 'other failures': string;
  readonly seconds: number;
  /** Processor milliseconds of the proxy for each scan. */
  readonly 'CPU a scan, ms': number;
};

/**
 * So many uploads open at once, far more than are carried on in a second, images served by the proxy itself: whether
 * Green gets its images in time. Everything runs on this machine, client and stand-in too.
 */
export async function overload(open: number, scans: number, kilobytes: number): Promise<Overload> {
  const standin = await startStandin({ STANDIN_ENGINE_MS: '400' });
  const { targets, pids, stop } = await embedded(standin.url);
  try {
    const pictures = makePictures('overload', scans, kilobytes * 1_024);
    const startedAt = Date.now();
    const { seen, open: left } = await uploadAll({
      targets,
      token: sessions(),
      pictures,
      concurrency: open,
      timeoutMs: 600_000,
    });
    const codes: Record<string, number> = {};
    for (const { code } of seen) if (code !== undefined) codes[code] = (codes[code] ?? 0) + 1;
    if (left.length > 0) codes['not ended'] = left.length;
    const { 'green-download': downloads = 0, ...others } = codes;
    const cpuMs = pids.reduce((sum, pid) => sum + usageOf(pid).cpuSeconds * 1_000, 0);
    return {
      open,
      scans,
      done: seen.filter(({ state }) => state === 'done').length,
      'green-download': downloads,
      'other failures': JSON.stringify(others),
      seconds: Math.round((Date.now() - startedAt) / 1_000),
      'CPU a scan, ms': Number((cpuMs / scans).toFixed(2)),
    };
  } finally {
    await stop();
    await standin.process.stop();
  }
}
