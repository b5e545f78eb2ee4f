import { chmodSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from './base/log.ts';
import { configOf } from './config/environment.ts';
import { makePng } from './http/testing/proxy-fixture.ts';
import { type Service, startService } from './service.ts';
import { mintSession } from './session.ts';
import { type ScriptedServer, silence, startScriptedServer } from './testing/scripted-server.ts';

const secret = '0204072a80809fa8e30da2e60ea1deb8';
let dir: string;
let green: ScriptedServer;
let service: Service;

const start = () =>
  startService(
    configOf({
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      // It takes everything and says nothing: every call of Green is still under way.
      GREEN_ENDPOINT: green.origin,
      SESSION_SECRET: secret,
      STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462',
      STORE_URL: `file:${join(dir, 'data')}`,
      PUBLIC_URL: 'http://127.0.0.1:8787',
      PORT: '0',
      ADMIN_PORT: '0',
    }),
    silentLog,
  );

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-stopping-'));
  green = await startScriptedServer();
  green.script(...Array.from({ length: 500 }, () => silence));
  service = await start();
});
afterEach(async () => {
  await service.stop();
  await green.stop();
  await rm(dir, { recursive: true });
});

const url = (path: string): string => `http://127.0.0.1:${service.port}${path}`;

async function headers(): Promise<Record<string, string>> {
  const { token } = await mintSession({ secret, subject: 'visitor' });
  return { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
}

async function post(): Promise<string> {
  const posted = await fetch(url('/v1/scans?card=passport'), {
    method: 'POST',
    headers: await headers(),
    body: Buffer.from(makePng()),
  });
  expect(posted.status).toBe(202);
  return ((await posted.json()) as { id: string }).id;
}

/** An upload whose bytes trickle in; gives what was answered once the connection has ended. */
function trickle(authorization: string): { socket: Socket; answered: Promise<string> } {
  const socket = connect(service.port, '127.0.0.1');
  const head = `POST /v1/scans?card=passport HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: image/png\r\n`;
  socket.write(`${head}Authorization: ${authorization}\r\nContent-Length: 1000000\r\n\r\n`);
  socket.write(makePng());
  const timer = setInterval(() => socket.write(Buffer.alloc(500)), 50);
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => {});
  const answered = new Promise<string>((resolve) =>
    socket.once('close', () => {
      clearInterval(timer);
      resolve(text);
    }),
  );
  return { socket, answered };
}

test('under load it ends within 8 s: who waits is answered, uploads are ended, and what was taken is there again', {
  timeout: 60_000,
}, async () => {
  const { authorization = '' } = await headers();
  const ids = await Promise.all(Array.from({ length: 30 }, post));
  await expect
    .poll(() => green.received.some(({ head }) => head.includes('asyncscan')), { timeout: 10_000 })
    .toBe(true);
  const waiting = ids.map((id) => fetch(url(`/v1/scans/${id}`), { headers: { authorization, prefer: 'wait=25' } }));
  const uploads = Array.from({ length: 10 }, () => trickle(authorization));
  const idle = connect(service.port, '127.0.0.1').on('error', () => {});
  idle.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const startedAt = performance.now();
  await service.stop();
  const tookMs = performance.now() - startedAt;
  const answers = await Promise.all(waiting);
  expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
  for (const { answered } of uploads) expect(await answered).toMatch(/^HTTP\/1\.1 503 [\s\S]*"code":"stopping"/);
  expect(tookMs).toBeLessThan(8_000);
  service = await start();
  const found = await fetch(url(`/v1/scans?ids=${ids.join()}`), { headers: { authorization } });
  const { scans } = (await found.json()) as { scans: { state: string }[] };
  expect(scans).toHaveLength(30);
});

test('what it keeps is for its own user alone, whatever the umask', async () => {
  await service.stop();
  await rm(join(dir, 'data'), { recursive: true });
  const former = process.umask(0);
  try {
    service = await start();
    await post();
    const data = join(dir, 'data');
    const open = readdirSync(data, { recursive: true, encoding: 'utf8' })
      .map((name) => join(data, name))
      .concat(data)
      .filter((path) => (statSync(path).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    expect(readdirSync(join(data, 'images'))).not.toEqual([]);
    // What an earlier release left open is closed.
    await service.stop();
    for (const path of ['store/scans.db', 'store', 'images']) chmodSync(join(data, path), 0o755);
    service = await start();
    for (const path of ['store/scans.db', 'store', 'images'])
      expect(statSync(join(data, path)).mode & 0o077, path).toBe(0);
  } finally {
    process.umask(former);
  }
});
