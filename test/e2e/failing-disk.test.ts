import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePictures } from '../harness/pictures.ts';
import { freePort, type Running, root, start } from '../harness/processes.ts';
import { proxySecrets, sessions, unbounded } from '../harness/proxies.ts';
import { credentials } from '../harness/standin.ts';

/** No file of this process may grow beyond so many kilobytes, as on a disk that is full. */
const mostKilobytes = 256;
const dist = process.env.PROXY_DIST ?? join(root, 'proxy/dist');
let folder: string;
let proxy: Running;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanfill-disk-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  proxy = await start({
    command: 'bash',
    args: [
      '-c',
      `trap '' XFSZ; ulimit -f ${mostKilobytes}; exec "${process.execPath}" "${dist}/../bin/scanfill-proxy.js"`,
    ],
    env: {
      ...credentials,
      ...proxySecrets,
      // Nothing listens there: scans wait.
      GREEN_ENDPOINT: 'http://127.0.0.1:9',
      PORT: String(port),
      PUBLIC_URL: url,
      STORE_URL: `file:${folder}`,
      ...unbounded,
    },
    ready: async () => (await fetch(`${url}/healthz`)).ok,
  });
});
afterAll(async () => {
  await proxy.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a disk that takes no more of the store shows in /healthz and /readyz, by its own word', async () => {
  const token = sessions();
  const post = async (bytes: Uint8Array) => {
    const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'image/png' };
    const body = new Uint8Array(bytes);
    return (await fetch(`${url}/v1/scans?card=passport`, { method: 'POST', headers, body })).status;
  };
  const statuses: number[] = [];
  for (const { bytes } of makePictures('disk', 400, 2_000)) {
    statuses.push(await post(bytes()));
    // One that needs a page more than its neighbours may fail alone.
    if (statuses.length > 3 && statuses.slice(-3).every((status) => status === 503)) break;
  }
  expect(statuses.at(-1)).toBe(503);
  expect(new Set(statuses)).toEqual(new Set([202, 503]));
  // What it knows is a second old at most.
  await expect.poll(async () => (await fetch(`${url}/healthz`)).status).toBe(503);
  for (const path of ['/healthz', '/readyz']) {
    const answer = await fetch(url + path);
    const body: { reasons?: readonly string[]; store?: string } = await answer.json();
    expect([path, answer.status, body.store]).toEqual([path, 503, expect.stringMatching(/^SQLITE_(FULL|IOERR)/)]);
    expect(body.reasons?.join()).toMatch(/store-(failed|unavailable)/);
  }
});
