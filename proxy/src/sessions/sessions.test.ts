import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../audit/audit.ts';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { configOf } from '../config/environment.ts';
import { makePng, sessionSecret, startProxy } from '../http/testing/proxy-fixture.ts';
import { type Service, startService } from '../service.ts';
import { createSessionKey, mintSession } from '../session.ts';
import { createMemoryStore } from '../store/memory.ts';
import { revoke } from './revoke.ts';

let dir: string;
let service: Service | undefined;
let server: Server | undefined;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-sessions-'));
});
afterEach(async () => {
  await service?.stop();
  service = undefined;
  server?.close().closeAllConnections();
  server = undefined;
  await rm(dir, { recursive: true });
});

const environment = (more: Record<string, string>) => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  GREEN_ENDPOINT: 'http://127.0.0.1:9',
  STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462',
  STORE_URL: 'memory:',
  PUBLIC_URL: 'http://127.0.0.1:8787',
  PORT: '0',
  ADMIN_PORT: '0',
  ...more,
});
const start = async (more: Record<string, string>): Promise<void> => {
  service = await startService(configOf(environment(more)), silentLog);
};
const look = async (token: string): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`http://127.0.0.1:${service?.port}/v1/scans/none`, { headers })).status;
};
const ready = async (): Promise<{ reasons: string[]; checks?: string[] }> =>
  (await (await fetch(`http://127.0.0.1:${service?.port}/readyz`)).json()) as { reasons: string[] };

describe('SESSION_JWKS', () => {
  test('as a file lets the proxy do without any secret of the sessions', async () => {
    const { privateKey, publicKey } = await createSessionKey();
    const path = join(dir, 'keys.json');
    await writeFile(path, JSON.stringify({ keys: [publicKey] }));
    await start({ SESSION_JWKS: path });
    expect(await look((await mintSession({ privateKey, subject: 'v' })).token)).toBe(404);
    expect(await look((await mintSession({ secret: sessionSecret, subject: 'v' })).token)).toBe(401);
    expect((await ready()).reasons).not.toContain('session-keys');
  });

  test('as a file that is not there is a reason not to start', async () => {
    await expect(start({ SESSION_JWKS: join(dir, 'none.json') })).rejects.toThrow(/^SESSION_JWKS: .*ENOENT/);
  });

  test('as an address that is away shows in readiness, follows no redirect, and is taken up again', async () => {
    const { privateKey, publicKey } = await createSessionKey();
    let says: 'redirect' | 'set' = 'redirect';
    server = createServer((request, response) => {
      if (says === 'redirect' && request.url === '/keys')
        return void response.writeHead(302, { location: '/other' }).end();
      response.end(JSON.stringify({ keys: [publicKey] }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    await start({ SESSION_JWKS: url });
    const { token } = await mintSession({ privateKey, subject: 'v' });
    expect(await look(token)).toBe(503);
    expect(await ready()).toMatchObject({
      reasons: expect.arrayContaining(['session-keys']),
      checks: [expect.stringMatching(/^SESSION_JWKS: /)],
    });
    await service?.stop();
    says = 'set';
    await start({ SESSION_JWKS: url });
    expect(await look(token)).toBe(404);
  });
});

describe('revocation', () => {
  test('ends every session of a subject in all proxies on the store, and those of nobody else', async () => {
    const testStore = { ...createMemoryStore({ clock: systemClock }), shared: true };
    const here = await startProxy({ testStore });
    const there = await startProxy({ testStore });
    const bearer = async (subject: string) => ({
      authorization: `Bearer ${(await mintSession({ secret: sessionSecret, subject })).token}`,
    });
    const [mine, other] = [await bearer('mine'), await bearer('other')];
    try {
      expect((await there.get('/v1/scans/none', mine)).status).toBe(404);
      await here.proxy.revokeSessions('mine');
      const refused = await here.get('/v1/scans/none', mine);
      expect([refused.status, refused.body.code]).toEqual([401, 'session-invalid']);
      await expect.poll(async () => (await there.get('/v1/scans/none', mine)).status).toBe(401);
      expect((await there.get('/v1/scans/none', other)).status).toBe(404);
      expect(here.lines.some(({ fields }) => JSON.stringify(fields).includes('mine'))).toBe(false);
    } finally {
      await here.stop();
      await there.stop();
    }
  });

  test('is asked for on the admin port, as JSON alone, and by the command', async () => {
    await start({ SESSION_SECRET: sessionSecret });
    const admin = `http://127.0.0.1:${service?.adminPort}/sessions/revoke`;
    const { token } = await mintSession({ secret: sessionSecret, subject: 'v' });
    const body = JSON.stringify({ subject: 'v' });
    expect((await fetch(admin, { method: 'POST', body })).status).toBe(400);
    expect((await fetch(`http://127.0.0.1:${service?.port}/sessions/revoke`, { method: 'POST', body })).status).toBe(
      404,
    );
    expect(await look(token)).toBe(404);
    const config = configOf(environment({ SESSION_SECRET: sessionSecret, ADMIN_PORT: String(service?.adminPort) }));
    expect(await revoke(config, ['v'])).toMatch(/has ended/);
    expect(await look(token)).toBe(401);
  });
});

describe('the audit log', () => {
  test('says who took in which card when, and how it ended; no field, no token, no address', async () => {
    const entries: AuditEntry[] = [];
    const fixture = await startProxy({ audit: (entry) => entries.push(entry) });
    try {
      const { body } = await fixture.post(makePng(), { headers: { prefer: 'wait=20' } });
      await fixture.request(`/v1/scans/${body.id}`, {
        method: 'DELETE',
        headers: { authorization: fixture.authorization },
      });
      await fixture.proxy.revokeSessions('visitor-1');
      const [subject, scan, card] = ['visitor-1', body.id, 'passport'];
      expect(entries).toEqual([
        { event: 'taken', subject, session: expect.any(String), scan, card },
        { event: 'ended', subject, scan, card, outcome: body.recognised === true ? 'recognised' : 'nothing-found' },
        { event: 'erased', subject, session: expect.any(String), scan, card },
        { event: 'revoked', subject },
      ]);
    } finally {
      await fixture.stop();
    }
  });

  test('in a file is for its owner alone, and goes on in a new one after it was moved away', async () => {
    const path = join(dir, 'audit.jsonl');
    await start({ SESSION_SECRET: sessionSecret, AUDIT_LOG: path });
    const revoked = async (subject: string) =>
      fetch(`http://127.0.0.1:${service?.adminPort}/sessions/revoke`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ subject }),
      });
    await revoked('one\n{"kind":"audit"}');
    await rename(path, `${path}.1`);
    service?.reopenAudit();
    await revoked('two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const lines = async (file: string) =>
      (await readFile(file, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    expect(await lines(`${path}.1`)).toEqual([
      { kind: 'audit', time: expect.stringMatching(/Z$/), event: 'revoked', subject: 'one\n{"kind":"audit"}' },
    ]);
    expect(await lines(path)).toMatchObject([{ event: 'revoked', subject: 'two' }]);
  });
});
