import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePicture } from '../../harness/pictures.ts';
import { freePort, pause } from '../../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../../harness/proxies.ts';
import { usageOf } from '../../harness/usage.ts';

const megabyte = 1_024 * 1_024;
const pieceBytes = 64 * 1_024;

/** A proxy with nothing behind it: what is uploaded waits. */
async function lonelyProxy(): Promise<{ proxy: ProxyProcess; folder: string; pid: number; metricsUrl: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-memory-'));
  const [nowhere, admin] = [await freePort(), await freePort()];
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: `http://127.0.0.1:${nowhere}`,
    STORE_URL: `file:${folder}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'silent',
    ADMIN_PORT: String(admin),
  }));
  const { pid } = await proxy.start();
  return { proxy, folder, pid, metricsUrl: `http://127.0.0.1:${admin}/metrics` };
}

/**
 * Uploads one body in pieces, a pause after each; `dropAfter` breaks off after so many bytes. Gives the status, 0 where
 * there was none.
 */
async function upload(
  url: string,
  token: string,
  body: Uint8Array,
  pauseMs: number,
  dropAfter = Infinity,
): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png', 'content-length': body.byteLength };
  const outgoing = request(`${url}/v1/scans?card=passport`, { method: 'POST', headers, agent: false });
  const answered = new Promise<number>((resolve) => {
    outgoing.once('response', (incoming) => {
      incoming.resume();
      incoming.once('close', () => resolve(incoming.statusCode ?? 0));
    });
    outgoing.once('error', () => resolve(0));
  });
  for (let at = 0; at < body.byteLength; at += pieceBytes) {
    if (at >= dropAfter) {
      outgoing.destroy();
      return answered;
    }
    const full = !outgoing.write(body.subarray(at, at + pieceBytes));
    if (full) await Promise.race([new Promise((resolve) => outgoing.once('drain', resolve)), answered]);
    if (pauseMs > 0) await pause(pauseMs);
  }
  outgoing.end();
  return answered;
}

/** Many large uploads at once over slow clients: how much the proxy's resident memory grows. */
export async function slowUploads(count: number): Promise<{ growthMb: number; accepted: number; seconds: number }> {
  const { proxy, folder, pid } = await lonelyProxy();
  const token = await sessions()();
  const body = makePicture('large', 0, 20 * megabyte - 4_096).bytes();
  try {
    for (let warm = 0; warm < 50; warm += 1) await upload(proxy.url, token, body.subarray(0, 0), 0).catch(() => 0);
    await upload(proxy.url, token, makePicture('warm', 0, megabyte).bytes(), 0);
    await pause(1_000);
    const before = usageOf(pid).residentMb;
    let highest = before;
    const timer = setInterval(() => {
      highest = Math.max(highest, usageOf(pid).residentMb);
    }, 100);
    const startedAt = Date.now();
    // 320 pieces of 64 KiB each; about 40 s in all.
    const statuses = await Promise.all(Array.from({ length: count }, () => upload(proxy.url, token, body, 125)));
    clearInterval(timer);
    return {
      growthMb: Math.round(highest - before),
      accepted: statuses.filter((status) => status === 202).length,
      seconds: Math.round((Date.now() - startedAt) / 1_000),
    };
  } finally {
    await proxy.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

async function filesIn(folder: string): Promise<number> {
  const entries = await readdir(join(folder, 'images'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).length;
}

const openFiles = async (pid: number) => (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;

/**
 * What so many dropped uploads leave behind; memory in MB, resident, and used on the heap as the proxy's own metrics
 * say.
 */
export type Dropped = {
  readonly residentMb: readonly number[];
  readonly heapMb: readonly number[];
  readonly openFiles: readonly [before: number, after: number];
  readonly filesLeft: number;
};

/**
 * Uploads that break off in the middle, in four rounds after one to warm up: memory after each, open files and
 * temporary files.
 */
export async function droppedUploads(count: number): Promise<Dropped> {
  const { proxy, folder, pid, metricsUrl } = await lonelyProxy();
  const token = await sessions()();
  const body = makePicture('dropped', 0, megabyte).bytes();
  async function drop(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await upload(proxy.url, token, body, 0, 2 * pieceBytes);
  }
  const heap = async () => {
    const text = await (await fetch(metricsUrl)).text();
    return Math.round(Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]) / megabyte);
  };
  const residentMb: number[] = [];
  const heapMb: number[] = [];
  const round = async () => {
    await Promise.all(Array.from({ length: 40 }, () => drop(count / 160)));
    await pause(2_000);
    residentMb.push(Math.round(usageOf(pid).residentMb));
    heapMb.push(await heap());
  };
  try {
    await round();
    const before = await openFiles(pid);
    for (let number = 0; number < 4; number += 1) await round();
    for (let wait = 0; wait < 30 && (await filesIn(folder)) > 0; wait += 1) await pause(1_000);
    return { residentMb, heapMb, openFiles: [before, await openFiles(pid)], filesLeft: await filesIn(folder) };
  } finally {
    await proxy.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}
