import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { configOf } from '../config/environment.ts';
import { makePng } from '../http/testing/proxy-fixture.ts';
import type { Unsettled } from '../jobs/unsettled.ts';
import { type Service, startService } from '../service.ts';
import { mintSession } from '../session.ts';
import { createMemoryStore } from '../store/memory.ts';
import { newJob } from '../store/testing/store-jobs.ts';
import { type ScriptedServer, silence, startScriptedServer } from '../testing/scripted-server.ts';
import { questionOf, reconcile } from './reconcile.ts';
import { momentOf, report, unsettledOf } from './report.ts';

const t0 = Date.parse('2026-11-29T12:00:00.000Z');
const entry: Unsettled = {
  dataId: '-c22xndDAQR1q4_wneygej',
  card: 'passport',
  attempt: 1,
  sentAtMs: t0,
  atMs: t0 + 180_000,
  outcome: 'unconfirmed',
};

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
async function* listed(...entries: readonly Unsettled[]): AsyncGenerator<Unsettled> {
  yield* entries;
}

describe('the list', () => {
  const rich = { ...entry, outcome: '480', taskId: 'img5A@k7a-1', requestId: '2881AD4F-638B-52A3-BA20-F74C5B1CEAE3' };

  test('as CSV has a head and a line each', async () => {
    expect(await textOf(report(listed(entry, rich), 'csv'))).toBe(
      [
        'dataId,card,attempt,sentAt,endedAt,outcome,taskId,requestId',
        '"-c22xndDAQR1q4_wneygej","passport","1","2026-11-29T12:00:00.000Z","2026-11-29T12:03:00.000Z","unconfirmed","",""',
        '"-c22xndDAQR1q4_wneygej","passport","1","2026-11-29T12:00:00.000Z","2026-11-29T12:03:00.000Z","480","img5A@k7a-1","2881AD4F-638B-52A3-BA20-F74C5B1CEAE3"',
        '',
      ].join('\r\n'),
    );
  });

  test('as JSON is an array, also of nothing', async () => {
    expect(JSON.parse(await textOf(report(listed(), 'json')))).toEqual([]);
    expect(JSON.parse(await textOf(report(listed(entry, rich), 'json')))).toEqual([
      expect.objectContaining({ dataId: entry.dataId, sentAt: '2026-11-29T12:00:00.000Z', outcome: 'unconfirmed' }),
      expect.objectContaining({ outcome: '480', taskId: 'img5A@k7a-1', requestId: rich.requestId }),
    ]);
  });

  test('holds every entry of a store, beyond a page of them, from a moment on', async () => {
    const store = createMemoryStore({ clock: systemClock });
    const { job } = newJob();
    await store.create({ job });
    for (let index = 0; index < 1_203; index += 1)
      await store.apply([{ job, version: index + 1, unsettled: { ...entry, attempt: index + 1, atMs: t0 + index } }]);
    const count = async (sinceMs?: number) =>
      (await textOf(report(unsettledOf(store, sinceMs), 'csv'))).split('\r\n').length - 2;
    expect([await count(), await count(t0 + 1_000), await count(t0 + 9_999)]).toEqual([1_203, 203, 0]);
  });
});

describe('the command', () => {
  test('takes a format and a moment, and refuses everything else in words', () => {
    expect(questionOf([])).toEqual({ format: 'csv' });
    const sinceMs = Date.parse('2026-11-01T00:00:00Z');
    expect(questionOf(['--format', 'json', '--since=2026-11-01'])).toEqual({ format: 'json', sinceMs });
    expect(() => questionOf(['--format', 'xml'])).toThrow('--format xml: it may be csv or json');
    expect(() => questionOf(['--since', 'yesterday'])).toThrow(/--since yesterday: give a day/);
    expect(() => questionOf(['--sicne', '2026-11-01'])).toThrow(/--sicne/);
    for (const wrong of ['2026-13-01', '2026-11-01 08:00', '1', '']) expect(momentOf(wrong)).toBeUndefined();
  });

  let dir: string;
  let green: ScriptedServer;
  let service: Service | undefined;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'scanfill-reconcile-'));
    green = await startScriptedServer();
  });
  afterEach(async () => {
    await service?.stop();
    service = undefined;
    await green.stop();
    await rm(dir, { recursive: true });
  });
  const secret = '0204072a80809fa8e30da2e60ea1deb8';
  const environment = (overrides: Record<string, string> = {}) => ({
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    // It takes everything and says nothing.
    GREEN_ENDPOINT: green.origin,
    SESSION_SECRET: secret,
    STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462',
    STORE_URL: `file:${dir}`,
    PUBLIC_URL: 'http://127.0.0.1:8787',
    PORT: '0',
    ...overrides,
  });
  const asked = (config: ReturnType<typeof configOf>) => textOf(reconcile(config, { format: 'json' }));

  /** A scan that is erased while nobody has answered for it. */
  async function erasedOnItsWay(port: number): Promise<string> {
    const { token } = await mintSession({ secret, subject: 'visitor' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
    const scans = `http://127.0.0.1:${port}/v1/scans`;
    const body = Buffer.from(makePng());
    const { id } = (await (await fetch(`${scans}?card=passport`, { method: 'POST', headers, body })).json()) as {
      id: string;
    };
    await expect.poll(() => green.received.some(({ body: sent }) => sent.includes(id)), { timeout: 10_000 }).toBe(true);
    expect((await fetch(`${scans}/${id}`, { method: 'DELETE', headers })).status).toBe(204);
    return id;
  }

  test('asks the proxy that runs, and reads its store when none does', { timeout: 60_000 }, async () => {
    green.script(...Array.from({ length: 100 }, () => silence));
    service = await startService(configOf(environment({ ADMIN_PORT: '0' })), silentLog);
    const id = await erasedOnItsWay(service.port);
    const running = configOf(environment({ ADMIN_PORT: String(service.adminPort) }));
    const list = JSON.parse(await asked(running));
    expect(list).toEqual([expect.objectContaining({ dataId: id, card: 'passport', outcome: 'erased', attempt: 1 })]);
    const admin = `http://127.0.0.1:${service.adminPort}`;
    const csv = await fetch(`${admin}/reconcile?format=csv&since=2026-01-01`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await csv.text()).toContain(`"${id}","passport","1"`);
    expect((await fetch(`${admin}/reconcile?format=xml`)).status).toBe(400);
    expect((await fetch(`${admin}/reconcile?since=soon`)).status).toBe(400);
    expect((await fetch(`http://127.0.0.1:${service.port}/reconcile`)).status).toBe(404);
    const metrics = await (await fetch(`${admin}/metrics`)).text();
    expect(metrics).toMatch(/^scanfill_images_unsettled_total\{outcome="erased"\} 1$/m);
    expect(metrics).toMatch(/^scanfill_images_billed_total\{confidence="possible"\} 1$/m);
    await expect(asked(configOf(environment()))).rejects.toThrow(/a running proxy has the store open.*ADMIN_PORT/);
    await service.stop();
    service = undefined;
    // The same configuration: nothing listens there any more.
    expect(JSON.parse(await asked(running))).toEqual(list);
  });

  test('says so where there is no store to read', async () => {
    await expect(asked(configOf(environment({ STORE_URL: `file:${dir}/mistyped` })))).rejects.toThrow(
      /^STORE_URL: .*mistyped/,
    );
    await expect(asked(configOf(environment({ STORE_URL: 'memory:' })))).rejects.toThrow(/^STORE_URL: .*ADMIN_PORT/);
  });
});
