import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from './base/log.ts';
import { configOf } from './config/environment.ts';
import { makePng } from './http/testing/proxy-fixture.ts';
import { type Service, startService } from './service.ts';
import { mintSession } from './session.ts';

const secret = '0204072a80809fa8e30da2e60ea1deb8';
let dir: string;
let service: Service;

function environment(overrides: Record<string, string> = {}): Record<string, string> {
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    // Nothing listens there: Green is away.
    GREEN_ENDPOINT: 'http://127.0.0.1:9',
    SESSION_SECRET: secret,
    STORE_SECRET: 'f0a5c1de7b3948268d90b1e5c73af462',
    STORE_URL: `file:${dir}`,
    PUBLIC_URL: 'http://127.0.0.1:8787',
    PORT: '0',
    ADMIN_PORT: '0',
    ...overrides,
  };
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-service-'));
  service = await startService(configOf(environment()), silentLog);
});
afterAll(async () => {
  await service.stop();
  await rm(dir, { recursive: true });
});

const get = (path: string, port: number | undefined = service.port) => fetch(`http://127.0.0.1:${port}${path}`);

describe('the service', () => {
  test('answers at its root, also about what is not there', async () => {
    expect((await get('/healthz')).status).toBe(200);
    const answer = await get('/nowhere');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('serves metrics on the admin port only', async () => {
    expect((await get('/metrics')).status).toBe(404);
    const metrics = await (await get('/metrics', service.adminPort)).text();
    expect(metrics).toMatch(/^scanfill_scans_waiting\{queue="submit"\} \d+$/m);
    expect(metrics).toMatch(/^scanfill_circuit_open [01]$/m);
    expect((await get('/v1/scans', service.adminPort)).status).toBe(404);
  });

  test('describes itself in OpenAPI', async () => {
    const document = await (await get('/openapi.json')).json();
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1/),
      paths: { '/v1/scans': expect.anything() },
    });
  });

  test('keeps a scan over a restart, while Green is away', async () => {
    const { token } = await mintSession({ secret, subject: 'v' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
    const url = `http://127.0.0.1:${service.port}/v1/scans?card=passport`;
    const posted = await fetch(url, { method: 'POST', headers, body: Buffer.from(makePng()) });
    expect(posted.status).toBe(202);
    const location = posted.headers.get('location') ?? '';
    expect(location).toMatch(/^\/v1\/scans\//);
    await service.stop();
    service = await startService(configOf(environment()), silentLog);
    const found = await fetch(`http://127.0.0.1:${service.port}${location}`, { headers });
    expect(found.status).toBe(200);
    expect(await found.json()).toMatchObject({ card: 'passport' });
  });

  test('disconnects who sends a body that never ends, to whatever route', async () => {
    const other = await mkdtemp(join(tmpdir(), 'scanfill-service-'));
    const config = configOf(environment({ STORE_URL: `file:${other}`, UPLOAD_TIMEOUT_MS: '1000' }));
    const impatient = await startService(config, silentLog, { spareMs: 0 });
    const answers = ['GET /healthz', 'GET /openapi.json', 'POST /nowhere'].map(
      (request) =>
        new Promise<string>((resolve) => {
          const socket = connect(impatient.port, '127.0.0.1');
          socket.write(`${request} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this`);
          let text = '';
          socket.setEncoding('latin1').on('data', (chunk) => {
            text += chunk;
          });
          socket.on('error', () => {});
          socket.on('close', () => resolve(text.slice(9, 12)));
        }),
    );
    expect(await Promise.all(answers)).toEqual(['200', '200', '404']);
    await impatient.stop();
    await rm(other, { recursive: true });
  }, 15_000);

  test('does not start on a taken port, and lets go of its store then', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const other = await mkdtemp(join(tmpdir(), 'scanfill-service-'));
    const config = (overrides: Record<string, string>) =>
      configOf(environment({ STORE_URL: `file:${other}`, ...overrides }));
    await expect(startService(config({ PORT: String(port) }), silentLog)).rejects.toThrow(/EADDRINUSE/);
    const started = await startService(config({}), silentLog);
    await started.stop();
    taken.close();
    await rm(other, { recursive: true });
  });
});
