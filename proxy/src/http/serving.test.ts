import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checksum } from '../green/checksum.ts';
import type { ImageHost } from '../images/images.ts';
import { makePng, type ProxyFixture, startProxy } from './testing/proxy-fixture.ts';

const accountId = '1234567890123456';
let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await startProxy(
    {
      callback: { url: 'https://kyc.example/scanfill/', seed: 'newseed', previousSeed: 'oldseed', accountId },
      greenQps: 1_000,
    },
    { workMs: 3_600_000, qps: 1_000 },
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
    fixture.green.finish(id);
    await callback(id, content(id));
    expect((await ended(id)).state).toBe('done');
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

/** As Green would get it: from the request that carried the scan, each of which carries one here. */
async function callbackPath(id: string): Promise<string> {
  const index = fixture.green.billed.indexOf(id);
  return new URL(fixture.green.callbacks[index]?.url ?? '').pathname.replace(/^\/scanfill/, '');
}

async function callback(
  id: string,
  text: string,
  { seed = 'newseed', kind = 'SHA256' as 'SHA256' | 'SM3', sum = '' } = {},
) {
  const form = new URLSearchParams({ content: text, checksum: sum || checksum(kind, accountId, seed, text) });
  return post(await callbackPath(id), form.toString());
}

function post(path: string, body: string, type = 'application/x-www-form-urlencoded; charset=UTF-8') {
  return fixture.request(path, { method: 'POST', body, headers: { 'content-type': type } });
}

/** The scan once it has ended. */
async function ended(id: string): Promise<Record<string, unknown>> {
  const { body } = await fixture.get(`/v1/scans/${id}`, { prefer: 'wait=20' });
  return body;
}

describe('a notification', () => {
  test('is asked for under an address of its batch that nobody can guess', async () => {
    const [one, other] = [await submitted(20), await submitted(19)];
    expect(fixture.green.callbacks[0]).toMatchObject({ seed: 'newseed', cryptType: 'SHA256' });
    expect(fixture.green.callbacks[0]?.url).toMatch(/^https:\/\/kyc\.example\/scanfill\/v1\/callbacks\/[\w-]{30,}$/);
    expect(await callbackPath(one.id)).not.toBe(await callbackPath(other.id));
  });

  test.each([
    ['SHA256', {}, (text: string) => text],
    ['SM3', { kind: 'SM3' }, (text: string) => text],
    ['the seed before the rotation', { seed: 'oldseed' }, (text: string) => text],
    ['a list instead of one', {}, (text: string) => `[${text}]`],
  ] as const)('has its scan looked at now, and what the query says is the result: %s', async (_, options, shape) => {
    const { id } = await submitted(21);
    fixture.green.finish(id);
    const answer = await callback(id, shape(content(id)), options);
    expect(answer.status).toBe(200);
    expect(await ended(id)).toMatchObject({ state: 'done', raw: { dataId: id } });
  });

  test('of a task that the query does not know is the result itself', async () => {
    const { id } = await submitted(22);
    fixture.green.unqueried.add(id);
    await callback(id, content(id));
    const first = await ended(id);
    expect(first).toMatchObject({ state: 'done', fields: { personId: 'E12345678', surname: 'LI' }, recognised: true });
    expect((await callback(id, content(id, { results: [] }))).status).toBe(200);
    expect(await ended(id)).toEqual(first);
  });

  test('with a failure ends a scan that the query does not know, but not by the task of an earlier submission', async () => {
    const { id } = await submitted(23);
    await callback(id, content(id, { code: 590, taskId: 'another', results: undefined }));
    expect((await fixture.get(`/v1/scans/${id}`)).body.state).toBe('processing');
    fixture.green.unqueried.add(id);
    await callback(id, content(id, { code: 590, results: undefined }));
    expect(await ended(id)).toMatchObject({ state: 'failed', problem: { code: 'green-refused' } });
  });

  test('that is forged, changed or garbled is refused and ends nothing', async () => {
    const { id } = await submitted(24);
    fixture.green.unqueried.add(id);
    const path = await callbackPath(id);
    const good = checksum('SHA256', accountId, 'newseed', content(id));
    const forged = [
      await callback(id, content(id), { seed: 'guessed' }),
      await callback(id, content(id, { extra: 1 }), { sum: good }),
      await callback(id, content(id), { sum: createHash('sha256').update(content(id)).digest('hex') }),
      await callback(id, content(id), { sum: 'short' }),
      await post(path, new URLSearchParams({ content: content(id) }).toString()),
      await post(path, 'content=x'),
      await post(path, '{}', 'application/json'),
    ];
    expect(forged.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400, 400]);
    expect((await fixture.get(`/v1/scans/${id}`)).body.state).toBe('processing');
    expect((await fixture.proxy.metrics()).text).toMatch(/^scanfill_notifications_total\{outcome="forged"\} 4$/m);
  });

  test('under a wrong address is 404, over a mebibyte refused', async () => {
    const { id } = await submitted(25);
    const path = await callbackPath(id);
    const changed = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A');
    for (const wrong of ['/v1/callbacks/AAAAAAAAAAAAAAAAAAAAAA', `/v1/callbacks/${id}`, changed])
      expect((await post(wrong, 'x')).status).toBe(404);
    expect((await callback(id, 'x'.repeat(1_100_000))).status).toBe(400);
  });

  test('that is right but says nothing readable is taken, so that Green stops repeating it', async () => {
    const { id } = await submitted(26);
    expect((await callback(id, 'not json')).status).toBe(200);
    expect((await callback(id, '{"dataId":"nobody"}')).status).toBe(200);
    expect((await callback(id, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status).toBe(200);
  });
});

describe('notifications with nothing but PUBLIC_URL', () => {
  let bare: ProxyFixture;
  beforeAll(async () => {
    bare = await startProxy({ callback: {}, greenQps: 1_000 }, { workMs: 3_600_000, qps: 1_000 });
  });
  afterAll(() => bare.stop());

  test('come under the batch’s address, need no checksum, and are looked into', async () => {
    const id = String((await bare.post(makePng({ seed: 1 }))).body.id);
    await expect.poll(() => bare.green.billed).toContain(id);
    const [callback] = bare.green.callbacks;
    expect(callback?.url.startsWith(`${bare.base}/v1/callbacks/`)).toBe(true);
    expect(callback?.seed).toMatch(/^\w{32}$/);
    bare.green.finish(id);
    const text = JSON.stringify({ code: 200, dataId: id, taskId: bare.green.taskOf(id), results: [] });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ content: text, checksum: 'whatever' }).toString();
    expect((await fetch(callback?.url ?? '', { method: 'POST', headers, body })).status).toBe(200);
    const scan = await bare.get(`/v1/scans/${id}`, { prefer: 'wait=20' });
    expect(scan.body).toMatchObject({ state: 'done', raw: { dataId: id } });
  });

  test('what being without costs is said at the start, with and without them', async () => {
    const off = await startProxy();
    await off.stop();
    expect(off.lines.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^CALLBACK is off: .*unconfirmed$/),
    );
    const told = bare.lines.map(({ message }) => message);
    expect(told).not.toContainEqual(expect.stringMatching(/^CALLBACK is off/));
    expect(told).toContainEqual(expect.stringMatching(/^ALIBABA_CLOUD_ACCOUNT_ID is not set/));
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

test('the line of a refused request says why', async () => {
  await fixture.request('/v1/scans/none', { headers: { authorization: 'Bearer not.a.token' } });
  await fixture.get('/v1/scans/none');
  const said = () => fixture.lines.filter(({ message }) => message === 'request').map(({ fields }) => fields.code);
  await expect.poll(said).toEqual(expect.arrayContaining(['session-invalid', 'scan-not-found']));
});

test('no log line holds a token, an address or a field', async () => {
  const { id, url } = await submitted(30);
  await fetch(url);
  fixture.green.unqueried.add(id);
  await callback(id, content(id));
  await ended(id);
  const log = JSON.stringify(fixture.lines);
  expect(log).toContain(id);
  expect(log).toContain('"/i/:token"');
  for (const secret of [
    fixture.authorization,
    url.slice(-44),
    (await callbackPath(id)).slice(-22),
    'E12345678',
    'newseed',
    '127.0.0.1',
  ])
    expect(log).not.toContain(secret);
});
