import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePng, type ProxyFixture, startProxy } from '../testing/proxy-fixture.ts';

let fixture: ProxyFixture;
/** Pieces the image host has been given so far, and whether it goes on. */
let taken = 0;
let go: Promise<void> | undefined;

beforeAll(async () => {
  fixture = await startProxy({
    publicUrl: 'none',
    imageHost: {
      kind: 'bucket',
      async put({ id }, source) {
        for await (const piece of source) {
          taken += piece.length;
          await go;
        }
        return id;
      },
      url: async (ref) => `https://bucket.example/${ref}`,
      erase: async () => {},
    },
  });
});
afterAll(() => fixture.stop());

const base = 'https://kyc.example/api/scanfill';
function request(path: string, init: RequestInit & { duplex?: 'half' } = {}): Request {
  return new Request(base + path, {
    ...init,
    headers: { authorization: fixture.authorization, ...init.headers },
  } as RequestInit);
}
const upload = (body: NonNullable<RequestInit['body']>, init: RequestInit = {}): Request =>
  request('/v1/scans?card=passport', {
    method: 'POST',
    body,
    duplex: 'half',
    ...init,
    headers: { 'content-type': 'image/png', ...init.headers },
  });

/** A body of `count` pieces of 64 KiB that counts how many were asked for. */
function pieces(count: number): { readonly body: ReadableStream<Uint8Array>; asked(): number; cancelled(): boolean } {
  const size = 64 * 1024;
  const png = makePng({ bytes: count * size });
  let asked = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(png.slice(asked * size, (asked + 1) * size));
        asked += 1;
        if (asked === count) controller.close();
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, asked: () => asked, cancelled: () => cancelled };
}

describe('web requests', () => {
  test('carry a scan from its upload to its end, wherever they are mounted', async () => {
    const posted = await fixture.proxy.fetch(upload(Buffer.from(makePng({ bytes: 2_000_000 }))));
    expect(posted.status).toBe(202);
    const location = posted.headers.get('location') ?? '';
    expect(location).toMatch(/^\/api\/scanfill\/v1\/scans\//);
    expect(posted.headers.get('connection')).toBeNull();
    expect(posted.headers.get('content-security-policy')).toContain("default-src 'none'");
    const path = location.replace('/api/scanfill', '');
    const waited = async () => (await fixture.proxy.fetch(request(path, { headers: { prefer: 'wait=10' } }))).json();
    await expect.poll(waited, { timeout: 10_000 }).toMatchObject({ state: 'done' });
    expect((await fixture.proxy.fetch(request(path, { method: 'DELETE' }))).status).toBe(204);
    const gone = await fixture.proxy.fetch(request(path));
    expect([gone.status, await gone.json()]).toMatchObject([404, { code: 'scan-not-found' }]);
  });

  test('are answered at the root too, to HEAD without a body, and a preflight by its headers', async () => {
    expect((await fixture.proxy.fetch(new Request('http://localhost/healthz'))).status).toBe(200);
    const head = await fixture.proxy.fetch(request('/healthz', { method: 'HEAD' }));
    expect([head.status, head.body]).toEqual([200, null]);
    const missing = await fixture.proxy.fetch(request('/nowhere'));
    expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'not-found' }]);
    const preflight = await fixture.proxy.fetch(
      request('/v1/scans', {
        method: 'OPTIONS',
        headers: { origin: 'https://kyc.example', 'access-control-request-method': 'POST' },
      }),
    );
    expect(preflight.status).toBe(204);
    const { servers } = (await (await fixture.proxy.fetch(request('/openapi.json'))).json()) as { servers: unknown };
    expect(servers).toEqual([{ url: '/api/scanfill' }]);
  });

  test('are taken no faster than the image host takes them', async () => {
    const { body, asked } = pieces(160);
    let release = (): void => {};
    go = new Promise((resolve) => {
      release = resolve;
    });
    taken = 0;
    const answer = fixture.proxy.fetch(upload(body));
    await expect.poll(() => taken).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked()).toBeLessThan(8);
    go = undefined;
    release();
    expect((await answer).status).toBe(202);
    expect(taken).toBe(160 * 64 * 1024);
  });

  test('that abort during an upload leave nothing behind, and what they bring is let go', async () => {
    const { body, cancelled } = pieces(160);
    let release = (): void => {};
    go = new Promise((resolve) => {
      release = resolve;
    });
    taken = 0;
    const controller = new AbortController();
    const answer = fixture.proxy.fetch(upload(body, { signal: controller.signal }));
    await expect.poll(() => taken).toBeGreaterThan(0);
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    go = undefined;
    release();
    await expect.poll(cancelled).toBe(true);
    await expect
      .poll(() => fixture.lines.some(({ fields }) => fields.status === 499 && fields.method === 'POST'))
      .toBe(true);
    expect(taken).toBeLessThan(160 * 64 * 1024);
  });

  test('that abort during a long poll end it at once', async () => {
    const posted = await fixture.proxy.fetch(upload(Buffer.from(makePng())));
    const { id } = (await posted.json()) as { id: string };
    const controller = new AbortController();
    const { signal } = controller;
    const polled = fixture.proxy.fetch(request(`/v1/scans/${id}`, { headers: { prefer: 'wait=25' }, signal }));
    controller.abort();
    await expect(polled).rejects.toMatchObject({ name: 'AbortError' });
    await expect
      .poll(() => fixture.lines.some(({ fields }) => fields.status === 499 && fields.method === 'GET'))
      .toBe(true);
  });

  test('that are refused in the middle of their body are answered', async () => {
    const { body } = pieces(400);
    const answer = await fixture.proxy.fetch(upload(body));
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'image-too-large' }]);
    const notAnImage = await fixture.proxy.fetch(upload(new Uint8Array(500_000)));
    expect(notAnImage.status).toBe(415);
  });

  test('with a body that nobody reads are answered all the same', async () => {
    const posted = await fixture.proxy.fetch(upload(Buffer.from(makePng())));
    const { id } = (await posted.json()) as { id: string };
    const erase = request(`/v1/scans/${id}`, { method: 'DELETE', body: 'why', duplex: 'half' });
    expect((await fixture.proxy.fetch(erase)).status).toBe(204);
  });

  test('that bring less than they announce are cut uploads', async () => {
    const { body } = pieces(4);
    const answer = fixture.proxy.fetch(upload(body, { headers: { 'content-length': String(5 * 64 * 1024) } }));
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('of Green are taken, announced or not', async () => {
    const told = await startProxy({ callback: {} });
    await told.post(makePng());
    await expect.poll(() => told.green.callbacks.length).toBe(1);
    const { url } = told.green.callbacks[0] ?? { url: '' };
    const body = 'content=%7B%22code%22%3A200%7D&checksum=x';
    for (const announced of [{}, { 'content-length': String(body.length) }]) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...announced };
      const notified = await told.proxy.fetch(new Request(url, { method: 'POST', body, headers }));
      expect([notified.status, await notified.text()]).toEqual([200, 'OK']);
    }
    await told.stop();
  });

  test('whose body was read before name what went wrong', async () => {
    const read = upload(Buffer.from(makePng()));
    await read.arrayBuffer();
    const answer = await fixture.proxy.fetch(read);
    const problem = (await answer.json()) as { detail: string };
    expect([answer.status, problem.detail]).toEqual([500, expect.stringContaining('has read the body')]);
  });
});
