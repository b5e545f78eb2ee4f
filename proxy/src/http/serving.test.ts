import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checksum } from '../green/checksum.ts';
import type { ImageHost } from '../images/images.ts';
import { makePng, type ProxyFixture, startProxy } from './testing/proxy-fixture.ts';

const accountId = '1234567890123456';
let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await startProxy(
    { callback: { url: 'https://kyc.example/scanfill/', seed: 'newseed', previousSeed: 'oldseed', accountId } },
    { workMs: 3_600_000 },
  );
});
afterAll(() => fixture.stop());

/** Hands a picture in and waits until Green has its address. */
async function submitted(seed: number): Promise<{ id: string; url: string }> {
  const { body } = await fixture.post(makePng({ seed }));
  const id = String(body.id);
  for (;;) {
    const url = fixture.green.urls.get(id);
    if (url) return { id, url };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('an image’s address', () => {
  test('serves the very bytes, as nothing a browser would show', async () => {
    const { url } = await submitted(1);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/scanfill\/i\/[\w-]{44}$/);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(makePng({ seed: 1 }))).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '4000',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
  });

  test('answers HEAD', async () => {
    const { url } = await submitted(2);
    const response = await fetch(url, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '4000']);
  });

  test('cannot be guessed from another or from the scan’s id', async () => {
    const { url, id } = await submitted(3);
    const token = url.slice(url.lastIndexOf('/') + 1);
    const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    for (const wrong of [id, changed, id + id, token.slice(0, 30), `${token}A`, '..%2f..%2fetc%2fpasswd'])
      expect((await fixture.get(`/i/${wrong}`)).status).toBe(404);
  });

  test('is gone once the scan ends', async () => {
    const { url, id } = await submitted(4);
    await callback(content(id));
    expect((await fixture.get(`/v1/scans/${id}`)).body.state).toBe('done');
    expect((await fetch(url)).status).toBe(404);
  });
});

function content(dataId: string, overrides: object = {}): string {
  return JSON.stringify({
    code: 200,
    msg: 'OK',
    dataId,
    taskId: fixture.green.taskOf(dataId),
    results: [
      {
        scene: 'ocr',
        label: 'ocr',
        suggestion: 'review',
        rate: 99.9,
        passportInfo: { personId: 'E12345678', surname: 'LI' },
      },
    ],
    ...overrides,
  });
}

let path: string | undefined;
function callbackPath(): string {
  // As Green would get it: from the request that carried the scan.
  path ??= new URL(fixture.green.callbacks[0]?.url ?? '').pathname.replace(/^\/scanfill/, '');
  return path;
}

function callback(text: string, { seed = 'newseed', kind = 'SHA256' as 'SHA256' | 'SM3', sum = '' } = {}) {
  const form = new URLSearchParams({ content: text, checksum: sum || checksum(kind, accountId, seed, text) });
  return fixture.request(callbackPath(), {
    method: 'POST',
    body: form.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
  });
}

describe('a callback', () => {
  test('is asked for under an address that nobody can guess', async () => {
    await submitted(20);
    expect(fixture.green.callbacks[0]).toMatchObject({ seed: 'newseed', cryptType: 'SHA256' });
    expect(fixture.green.callbacks[0]?.url).toMatch(/^https:\/\/kyc\.example\/scanfill\/v1\/callbacks\/[\w-]{22}$/);
  });

  test.each([
    ['SHA256', {}, (text: string) => text],
    ['SM3', { kind: 'SM3' }, (text: string) => text],
    ['the seed before the rotation', { seed: 'oldseed' }, (text: string) => text],
    ['a list instead of one', {}, (text: string) => `[${text}]`],
  ] as const)('ends its scan: %s', async (_, options, shape) => {
    const { id } = await submitted(21);
    const answer = await callback(shape(content(id)), options);
    expect(answer.status).toBe(200);
    const { body } = await fixture.get(`/v1/scans/${id}`);
    expect(body).toMatchObject({ state: 'done', fields: { personId: 'E12345678', surname: 'LI' }, recognised: true });
  });

  test('that comes twice changes nothing the second time', async () => {
    const { id } = await submitted(22);
    await callback(content(id));
    const first = (await fixture.get(`/v1/scans/${id}`)).body;
    expect((await callback(content(id, { results: [] }))).status).toBe(200);
    expect((await fixture.get(`/v1/scans/${id}`)).body).toEqual(first);
  });

  test('with a failure ends its scan, but not by the task of an earlier submission', async () => {
    const { id } = await submitted(23);
    await callback(content(id, { code: 590, taskId: 'another', results: undefined }));
    expect((await fixture.get(`/v1/scans/${id}`)).body.state).toBe('processing');
    await callback(content(id, { code: 590, results: undefined }));
    expect((await fixture.get(`/v1/scans/${id}`)).body).toMatchObject({
      state: 'failed',
      problem: { code: 'green-refused' },
    });
  });

  test('that is forged, changed or garbled is refused and ends nothing', async () => {
    const { id } = await submitted(24);
    const good = checksum('SHA256', accountId, 'newseed', content(id));
    const forged = [
      await callback(content(id), { seed: 'guessed' }),
      await callback(content(id, { extra: 1 }), { sum: good }),
      await callback(content(id), { sum: createHash('sha256').update(content(id)).digest('hex') }),
      await callback(content(id), { sum: 'short' }),
      await fixture.request(callbackPath(), {
        method: 'POST',
        body: 'content=x',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
      await fixture.request(callbackPath(), {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      }),
    ];
    expect(forged.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    expect((await fixture.get(`/v1/scans/${id}`)).body.state).toBe('processing');
  });

  test('under a wrong address is 404, over a mebibyte refused', async () => {
    expect((await fixture.request('/v1/callbacks/AAAAAAAAAAAAAAAAAAAAAA', { method: 'POST', body: 'x' })).status).toBe(
      404,
    );
    expect((await callback('x'.repeat(1_100_000))).status).toBe(400);
  });

  test('that is right but says nothing readable is taken, so that Green stops repeating it', async () => {
    expect((await callback('not json')).status).toBe(200);
    expect((await callback('{"dataId":"nobody"}')).status).toBe(200);
  });
});

describe('health', () => {
  test('tells liveness and readiness with its reasons', async () => {
    expect((await fixture.request('/healthz')).body).toEqual({ status: 'ok' });
    const ready = await fixture.request('/readyz');
    expect([ready.status, ready.body.status]).toEqual([200, 'ready']);
  });

  test('a proxy that cannot reach Green is not ready and says why', async () => {
    const lonely = await startProxy();
    for (let index = 0; index < 40; index++)
      lonely.green.faults.push({ outcome: { kind: 'not-sent', cause: 'ECONNREFUSED' }, arrives: false });
    for (let index = 0; index < 40; index++) lonely.green.queryFaults.push({ kind: 'not-sent', cause: 'ECONNREFUSED' });
    await lonely.post(makePng());
    for (;;) {
      const { status, body } = await lonely.request('/readyz');
      if (status === 503) {
        expect(body.reasons).toContain('green-unreachable');
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await lonely.stop();
  });
});

test.each([
  ['has no room', async () => false],
  ['cannot be asked', () => Promise.reject(new Error('EIO'))],
])('a proxy whose disk %s is not ready and says why', async (_, hasRoom) => {
  const imageHost: ImageHost = {
    kind: 'bucket',
    put: async ({ id }) => id,
    url: async (id) => id,
    erase: async () => {},
    hasRoom,
  };
  const full = await startProxy({ imageHost });
  const { status, body } = await full.request('/readyz');
  expect(status).toBe(503);
  expect(body.reasons).toContain('disk-full');
  await full.stop();
});

test('no log line holds a token, an address or a field', async () => {
  const { id, url } = await submitted(30);
  await fetch(url);
  await callback(content(id));
  await fixture.get(`/v1/scans/${id}`);
  const log = JSON.stringify(fixture.lines);
  expect(log).toContain(id);
  expect(log).toContain('"/i/:token"');
  for (const secret of [fixture.authorization, url.slice(-44), callbackPath(), 'E12345678', 'newseed', '127.0.0.1'])
    expect(log).not.toContain(secret);
});
