import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BackendError, createBackend, type Scans } from '../backend.ts';
import { makePng, type ProxyFixture, startProxy } from '../http/testing/proxy-fixture.ts';
import { mintSession } from '../session.ts';
import { mintBackendToken } from './backend-token.ts';

const secret = '7b1c5f0e9a3d4826b84f6e02d9c1a573';
const formerSecret = '90d1e4b7a2c85f36e07b9d41c6a3f258';
const subject = 'visitor-1';
let fixture: ProxyFixture;
let backend: Scans;
beforeAll(async () => {
  fixture = await startProxy({ backendSecret: secret, previousBackendSecret: formerSecret }, { workMs: 600 });
  backend = createBackend({ endpoint: fixture.base, secret });
});
afterAll(() => fixture.stop());

const post = async (seed: number): Promise<string> => String((await fixture.post(makePng({ seed }))).body.id);

describe.each([
  ['over HTTP', () => backend],
  ['in process', () => fixture.proxy.scans],
])('the scans of a subject, %s', (_way, scans) => {
  test('are waited for, seen with their receipts, and erased', async () => {
    const id = await post(1);
    expect((await scans().get(id, { subject }))?.state).not.toBe('done');
    const done = await scans().wait(id, { subject });
    expect(done).toMatchObject({ id, state: 'done', receipt: expect.any(String) });
    expect(await scans().get(id, { subject })).toEqual(done);
    expect(await scans().erase(id, { subject })).toBe(true);
    expect(await scans().erase(id, { subject })).toBe(false);
    expect(await scans().get(id, { subject })).toBeUndefined();
    expect(await scans().wait(id, { subject })).toBeUndefined();
  });

  test('are nobody else’s', async () => {
    const id = await post(2);
    expect(await scans().get(id, { subject: 'visitor-2' })).toBeUndefined();
    expect(await scans().wait(id, { subject: 'visitor-2' })).toBeUndefined();
    expect(await scans().erase(id, { subject: 'visitor-2' })).toBe(false);
    expect((await scans().wait(id, { subject }))?.state).toBe('done');
  });
});

test('nobody waits longer than told, nor than anybody wants to know', async () => {
  const slow = await startProxy({ backendSecret: secret }, { workMs: 600_000 });
  const { body } = await slow.post(makePng());
  const id = String(body.id);
  for (const scans of [createBackend({ endpoint: slow.base, secret }), slow.proxy.scans]) {
    expect((await scans.wait(id, { subject, ms: 50 }))?.state).not.toBe('done');
    const gone = new AbortController();
    setTimeout(() => gone.abort(), 100);
    // Else for a minute.
    await scans
      .wait(id, { subject, signal: gone.signal })
      .then((scan) => expect(scan?.state).not.toBe('done'))
      .catch((error: unknown) => expect(error).toBeInstanceOf(BackendError));
  }
  await slow.stop();
});

describe('the credential', () => {
  const at = (path: string, token: string, init: RequestInit = {}) =>
    fixture.request(path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

  test('is its own: no visitor’s token reads as a backend, and no backend’s token scans', async () => {
    const id = await post(4);
    const { token } = await mintSession({ secret: formerSecret, subject });
    const own = await mintBackendToken(secret, subject);
    for (const foreign of [fixture.authorization.slice('Bearer '.length), token, 'nonsense', own.slice(0, -4)])
      expect((await at(`/v1/backend/scans/${id}`, foreign)).body.code).toBe('session-invalid');
    expect((await fixture.request(`/v1/backend/scans/${id}`)).body.code).toBe('session-missing');
    const refused = await at('/v1/scans?card=passport', own, { method: 'POST', body: Buffer.from(makePng()) });
    expect(refused.body.code).toBe('session-invalid');
    expect((await at(`/v1/scans/${id}`, own)).body.code).toBe('session-invalid');
    expect((await at('/v1/backend/scans', own, { method: 'POST' })).status).toBe(405);
    expect((await at(`/v1/backend/scans?ids=${id}`, own)).body.scans).toHaveLength(1);
  });

  test('has no place in a page', async () => {
    const own = await mintBackendToken(secret, subject);
    const headers = { origin: new URL(fixture.base).origin };
    expect((await at('/v1/backend/scans/x', own, { headers })).body.code).toBe('origin-refused');
  });

  test('is good for a minute, under the former secret as well', async () => {
    const id = await post(5);
    expect((await createBackend({ endpoint: fixture.base, secret: formerSecret }).get(id, { subject }))?.id).toBe(id);
    const old = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256', typ: 'scanfill-backend+jwt' })
      .setIssuer('scanfill-backend')
      .setAudience('scanfill-proxy-backend')
      .setSubject(subject)
      .setIssuedAt(Math.floor(Date.now() / 1_000) - 120)
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
    expect((await at(`/v1/backend/scans/${id}`, old)).body.code).toBe('session-invalid');
  });

  test('is not served where there is none', async () => {
    const closed = await startProxy();
    const own = await mintBackendToken(secret, subject);
    const answer = await closed.request('/v1/backend/scans/x', { headers: { authorization: `Bearer ${own}` } });
    expect(answer.body.code).toBe('not-found');
    await closed.stop();
    await expect(closed.proxy.scans.get('x', { subject })).rejects.toMatchObject({ code: 'stopping' });
  });

  test('is checked before anything is asked', async () => {
    expect(() => createBackend({ endpoint: 'http://kyc.example', secret })).toThrow(/https/);
    expect(() => createBackend({ endpoint: 'kyc', secret })).toThrow(RangeError);
    expect(() => createBackend({ endpoint: fixture.base, secret: 'short' })).toThrow(RangeError);
    expect(() => createBackend({ endpoint: 'http://scanfill:8787', secret, privateNetwork: true })).not.toThrow();
    for (const scans of [backend, fixture.proxy.scans])
      for (const ask of [scans.get, scans.wait, scans.erase])
        await expect(ask('x', { subject: '' })).rejects.toThrow(TypeError);
  });
});

describe('a proxy that is away', () => {
  test('is told as that, and waited for while there is time', async () => {
    let asked = 0;
    const scan = { id: 'x', card: 'passport', state: 'done' };
    const server = createServer((_request, response) => {
      asked++;
      if (asked === 1) response.writeHead(503).end('{"code":"stopping"}');
      else response.end(JSON.stringify(scan));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await createBackend({ endpoint, secret }).wait('x', { subject })).toEqual(scan);
    expect(asked).toBe(2);
    await new Promise((resolve) => server.close(resolve));
    const away = createBackend({ endpoint, secret });
    await expect(away.get('x', { subject })).rejects.toMatchObject({ code: 'unreachable', status: undefined });
    await expect(away.wait('x', { subject, ms: 500 })).rejects.toMatchObject({ code: 'unreachable' });
  });
});
