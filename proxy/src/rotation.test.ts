import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from './base/clock.ts';
import { silentLog } from './base/log.ts';
import { createSimulatedGreen } from './engine/testing/simulated-green.ts';
import { checksum } from './green/checksum.ts';
import type { Green, NamedResult } from './green/port.ts';
import { makePng } from './http/testing/proxy-fixture.ts';
import type { ProxyOptions } from './options.ts';
import { createProxy, type ScanfillProxy } from './proxy.ts';
import { mintSession } from './session.ts';

const former = 'aeb5aa64b0a7cd019aa78e94dd1e2c2d';
const next = '257374566876521bce27f06e5c2f13f4';
const scans = 200;
const accountId = '1234567890123456';

let dir: string;
let server: Server;
let base: string;
let proxy: ScanfillProxy;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-rotation-'));
  const app = express().use('/scanfill', (request, response, forward) => proxy.router(request, response, forward));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scanfill`;
});
afterEach(async () => {
  await proxy.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true });
});

/** A Green that fetches the images only once it is let: what was handed out before must still be good then. */
function createSlowGreen() {
  const simulated = createSimulatedGreen({ clock: systemClock, answerMs: 2, workMs: () => 0 });
  const statuses: number[] = [];
  const dataIds = new Map<string, string>();
  let fetching = false;
  const green: Green = {
    ...simulated,
    async submit(request) {
      const outcome = await simulated.submit(request);
      if (outcome.kind === 'accepted')
        for (const [dataId, answer] of outcome.tasks)
          if (answer.kind === 'accepted') dataIds.set(answer.taskId, dataId);
      return outcome;
    },
    async results(taskIds) {
      const results = taskIds.map(async (taskId): Promise<[string, NamedResult]> => {
        if (!fetching) return [taskId, { kind: 'pending' }];
        const { status } = await fetch(simulated.urls.get(dataIds.get(taskId) ?? '') ?? base);
        statuses.push(status);
        if (status === 200) return [taskId, { kind: 'done', recognised: true, raw: {} }];
        return [taskId, { kind: 'failed', code: 'green-download', greenCode: '480', attempts: 2 }];
      });
      return { kind: 'answered', tasks: new Map(await Promise.all(results)) };
    },
  };
  const fetchNow = (): void => {
    fetching = true;
  };
  return { green, billed: simulated.billed, statuses, fetchNow };
}

async function start(
  green: Green,
  sessionSecret: string,
  previousSessionSecret?: string,
  more: Partial<ProxyOptions> = {},
): Promise<void> {
  proxy = createProxy({
    credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
    green,
    greenMaxTasks: 100,
    // One subject stands for two hundred people here: with the bounds of one it would be asked to wait for a minute.
    requestsPerMinute: 0,
    publicUrl: base,
    store: `file:${dir}`,
    sessionSecret,
    ...(previousSessionSecret === undefined ? {} : { previousSessionSecret }),
    log: silentLog,
    ...more,
  });
  await proxy.start();
}

test('a rotation of the secret with 200 scans at Green loses none and submits none again', {
  timeout: 60_000,
}, async () => {
  const { green, billed, statuses, fetchNow } = createSlowGreen();
  await start(green, former);
  const { token } = await mintSession({ secret: former, subject: 'visitor' });
  const authorization = `Bearer ${token}`;
  const ids = await Promise.all(
    Array.from({ length: scans }, async (_, seed) => {
      const body = Buffer.from(makePng({ seed }));
      const headers = { authorization, 'content-type': 'image/png' };
      const answer = await fetch(`${base}/v1/scans?card=passport`, { method: 'POST', headers, body });
      return String(((await answer.json()) as { id: string }).id);
    }),
  );
  await expect.poll(() => billed.length, { timeout: 20_000 }).toBe(scans);
  await proxy.stop();
  await start(green, next, former);
  fetchNow();
  const ended = await Promise.all(
    ids.map(async (id) => {
      for (;;) {
        const headers = { authorization, prefer: 'wait=20' };
        const answer = await fetch(`${base}/v1/scans/${id}`, { headers });
        const scan = (await answer.json()) as { state: string };
        expect([answer.status, scan]).toMatchObject([200, {}]);
        if (scan.state === 'done' || scan.state === 'failed') return scan.state;
      }
    }),
  );
  expect(ended.filter((state) => state !== 'done')).toEqual([]);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(billed).toHaveLength(scans);
});

test.each([
  ['whose checksum cannot be verified', {}],
  ['whose checksum is verified', { accountId }],
])('a notification that was asked for before a rotation is taken after it: %s', async (_, callback) => {
  const green = createSimulatedGreen({ clock: systemClock, answerMs: 2, workMs: () => 3_600_000 });
  // Its answer is lost, and it cannot be asked for: only the notification knows the task.
  const blind: Green = { ...green, probeNonce: async () => 'accepted' };
  green.faults.push({ outcome: { kind: 'unknown', cause: 'ECONNRESET' }, arrives: true });
  await start(blind, former, undefined, { callback });
  const { token } = await mintSession({ secret: former, subject: 'visitor' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
  const body = Buffer.from(makePng());
  const posted = await fetch(`${base}/v1/scans?card=passport`, { method: 'POST', headers, body });
  const { id } = (await posted.json()) as { id: string };
  await expect.poll(() => green.billed).toEqual([id]);
  await proxy.stop();
  await start(blind, next, former, { callback });
  green.finish(id);
  const [asked] = green.callbacks;
  const content = JSON.stringify({ code: 200, dataId: id, taskId: green.taskOf(id), results: [] });
  const form = { content, checksum: checksum('SHA256', accountId, asked?.seed ?? '', content) };
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const notified = { method: 'POST', headers: type, body: new URLSearchParams(form).toString() };
  expect((await fetch(asked?.url ?? '', notified)).status).toBe(200);
  const waited = await fetch(`${base}/v1/scans/${id}`, { headers: { ...headers, prefer: 'wait=20' } });
  expect(await waited.json()).toMatchObject({ state: 'done', raw: { dataId: id } });
  expect(green.billed).toEqual([id]);
});
