import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePictures } from '../harness/pictures.ts';
import { freePort } from '../harness/processes.ts';
import { type ProxyProcess, prepareProxy, sessions } from '../harness/proxies.ts';
import { type Standin, startStandin } from '../harness/standin.ts';

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazNqcGC5u5I=';
const former = 'whsec_1kN0yQ3m4G8o6c1e9b7a5d3f2h4j6l8nP0rT2vX4z6Y=';

/** What the host was told, each checked by the specification's own library. */
const told: { readonly id: string; readonly body: Record<string, unknown> }[] = [];
let status = 200;
let hang = false;
const host = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const headers = request.headers as Record<string, string>;
  const body = new Webhook(told.length % 2 === 0 ? secret : former).verify(text, headers);
  told.push({ id: headers['webhook-id'] ?? '', body: Object(body) });
  if (!hang) response.writeHead(status).end();
});

let folder: string;
let green: Standin;
let proxy: ProxyProcess;
beforeAll(async () => {
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  [folder, green] = await Promise.all([mkdtemp(join(tmpdir(), 'scanfill-webhooks-')), startStandin()]);
  const adminPort = String(await freePort());
  proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: green.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    STORE_URL: `file:${folder}`,
    ADMIN_PORT: adminPort,
    WEBHOOK_URL: `http://127.0.0.1:${(host.address() as AddressInfo).port}/hooks`,
    WEBHOOK_SECRET: secret,
    WEBHOOK_SECRET_PREVIOUS: former,
  }));
  await proxy.start();
}, 60_000);
afterAll(async () => {
  await proxy.stop();
  await green.process.stop();
  host.closeAllConnections();
  host.close();
  await rm(folder, { recursive: true, force: true });
});

const pictures = makePictures('webhooks', 10);
async function scan(index: number): Promise<string> {
  const picture = pictures[index];
  const answer = await fetch(`${proxy.url}/v1/scans?card=${picture?.card}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await sessions()()}`,
      'content-type': 'application/octet-stream',
      prefer: 'wait=25',
    },
    body: new Uint8Array(picture?.bytes() ?? []),
  });
  const { id, state }: { id: string; state: string } = Object(await answer.json());
  expect(state).toBe('done');
  return id;
}
const ofScan = (id: string) => told.filter((each) => each.id === `msg_${id}`);

test('the host is told of a scan, by ids and states only', { timeout: 60_000 }, async () => {
  const id = await scan(0);
  await expect.poll(() => ofScan(id).length, { timeout: 10_000 }).toBe(1);
  const [{ body } = { body: {} }] = ofScan(id);
  expect(body).toEqual({
    type: 'scan.done',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: { id, subject: 'visitor-1', card: pictures[0]?.card, state: 'done' },
  });
  expect(JSON.stringify(body)).not.toContain(pictures[0]?.marker);
});

test('a message survives kill -9, before it was taken and while it is sent', { timeout: 120_000 }, async () => {
  status = 503;
  const refused = await scan(1);
  await expect.poll(() => ofScan(refused).length, { timeout: 10_000 }).toBeGreaterThan(0);
  hang = true;
  const sent = await scan(2);
  await expect.poll(() => ofScan(sent).length, { timeout: 10_000 }).toBe(1);
  await proxy.stop('SIGKILL');
  [hang, status] = [false, 200];
  told.length = 0;
  await proxy.start();
  await expect.poll(() => [ofScan(refused).length, ofScan(sent).length], { timeout: 60_000 }).toEqual([1, 1]);
});

test('what was given up is listed by the command, and sent again', { timeout: 60_000 }, async () => {
  expect(await proxy.command(['webhooks'])).toBe('None was given up.\n');
  status = 410;
  const id = await scan(3);
  await expect.poll(() => proxy.command(['webhooks']), { timeout: 20_000 }).toContain(`scan.done ${id}`);
  status = 200;
  told.length = 0;
  expect(await proxy.command(['webhooks', '--resend', 'another'])).toBe('0 are sent again.\n');
  expect(await proxy.command(['webhooks', '--resend', id])).toBe('1 are sent again.\n');
  await expect.poll(() => ofScan(id).length, { timeout: 10_000 }).toBe(1);
  expect(await proxy.command(['webhooks'])).toBe('None was given up.\n');
  const lines = proxy.lines().join('\n');
  for (const hidden of ['/hooks', 'visitor-1', 'C2FVsBQI']) expect(lines).not.toContain(hidden);
});
