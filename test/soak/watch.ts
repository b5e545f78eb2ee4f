import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pause, root } from '../harness/processes.ts';
import type { ProxyProcess } from '../harness/proxies.ts';

/** What a proxy holds, its garbage collected. */
export type Holding = {
  readonly heapMb: number;
  readonly residentMb: number;
  readonly descriptors: number;
  readonly diskMb: number;
  /** The store's log, which is written back and emptied once a minute, and grows in between. */
  readonly logMb: number;
  /** Scans it keeps, ended ones included. */
  readonly scans: number;
};

/** What a proxy that shall be watched is started with. */
export const watched = (file: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'test/soak/watched.mjs')).href}`,
  WATCH_FILE: file,
});

const megabyte = 2 ** 20;

/** Asks it; rejects where it does not answer within half a minute. */
export async function holdingOf(
  proxy: ProxyProcess,
  { file, folder, adminUrl }: { readonly file: string; readonly folder: string; readonly adminUrl: string },
): Promise<Holding> {
  await rm(file, { force: true });
  proxy.running()?.signal('SIGUSR2');
  const until = Date.now() + 30_000;
  let text: string | undefined;
  while (text === undefined) {
    if (Date.now() > until) throw new Error('the proxy does not say what it holds');
    await pause(50);
    text = await readFile(file, 'utf8').catch(() => undefined);
  }
  const said: { heapUsed: number; external: number; rss: number; descriptors: number } = JSON.parse(text);
  const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
  const waiting = [...metrics.matchAll(/^scanfill_scans_waiting\{queue="\w+"\} (\d+)/gm)];
  return {
    heapMb: (said.heapUsed + said.external) / megabyte,
    residentMb: said.rss / megabyte,
    descriptors: said.descriptors,
    diskMb: (await bytesIn(folder, (name) => !isLog(name))) / megabyte,
    logMb: (await bytesIn(folder, isLog)) / megabyte,
    scans: waiting.reduce((sum, [, count]) => sum + Number(count), 0),
  };
}

const isLog = (name: string): boolean => name.endsWith('-wal');

async function bytesIn(folder: string, counts: (name: string) => boolean): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && counts(entry.name))
      bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  return bytes;
}
