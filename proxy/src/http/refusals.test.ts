import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardNames } from '../contract/cards.ts';
import { bytesOf, gif, jpeg, png } from '../contract/inspect/testing/build-image.ts';
import { limits } from '../contract/limits.ts';
import { problems } from '../contract/problems.ts';
import { problemSchema } from '../schema/scan-schema.ts';
import { mintSession } from '../session.ts';
import { type Answer, makePng, type ProxyFixture, sessionSecret, startProxy } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture;
beforeAll(async () => {
  fixture = await startProxy({ allowedOrigins: ['https://shop.example'] });
});
afterAll(() => fixture.stop());

function expectProblem(answer: Answer, code: keyof typeof problems): void {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(problemSchema.parse(answer.body)).toMatchObject({ code, status: problems[code].status });
  expect(answer.status).toBe(problems[code].status);
}

describe('sessions', () => {
  test('a missing token is 401 and says how to authenticate', async () => {
    const answer = await fixture.post(makePng(), { headers: { authorization: '' } });
    expectProblem(answer, 'session-missing');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="scanfill"');
  });

  test('a wrong token is 401 before anything else is looked at', async () => {
    const answer = await fixture.post(new Uint8Array(), {
      card: 'library-card',
      headers: { authorization: 'Bearer abc.def.ghi', 'content-type': 'text/plain' },
    });
    expectProblem(answer, 'session-invalid');
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test('a session for some cards may not scan others', async () => {
    const { token } = await mintSession({ secret: sessionSecret, subject: 'v', cards: ['bank-card'] });
    expectProblem(await fixture.post(makePng(), { headers: { authorization: `Bearer ${token}` } }), 'card-refused');
  });
});

describe('cards', () => {
  test('an unknown card is 400 with the list of cards, before the bytes are looked at', async () => {
    const answer = await fixture.post(bytesOf('no image'), { card: 'library-card' });
    expectProblem(answer, 'card-unknown');
    expect(answer.body.cards).toEqual(cardNames);
  });

  test('a missing card is 400 with the list of cards', async () => {
    const answer = await fixture.post(makePng(), { card: '' });
    expectProblem(answer, 'card-missing');
    expect(answer.body.cards).toEqual(cardNames);
  });

  test('a repeated card is unknown', async () => {
    expectProblem(await fixture.post(makePng(), { card: 'passport&card=bank-card' }), 'card-unknown');
  });
});

describe('bytes', () => {
  test.each([
    ['text', bytesOf('hello, this is text')],
    ['a PDF', bytesOf('%PDF-1.7\n%âãÏÓ\n')],
    ['HTML that calls itself an image', bytesOf('<!doctype html><script>alert(1)</script>')],
  ])('%s is 415', async (_, bytes) => {
    expectProblem(await fixture.post(bytes), 'image-format');
  });

  test('a form instead of raw bytes is 415', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expectProblem(await fixture.post(makePng(), { headers }), 'image-format');
  });

  test('compressed bytes are 415', async () => {
    expectProblem(await fixture.post(makePng(), { headers: { 'content-encoding': 'gzip' } }), 'image-format');
  });

  test('an empty body is 400', async () => {
    expectProblem(await fixture.post(new Uint8Array()), 'body-empty');
  });

  test('an image cut in its header is 422', async () => {
    expectProblem(await fixture.post(png(800, 500).subarray(0, 20)), 'image-unreadable');
    expectProblem(await fixture.post(jpeg().subarray(0, 12)), 'image-unreadable');
  });

  test('a side over 30,000 pixels is 422', async () => {
    expectProblem(await fixture.post(makePng({ width: 30_001, height: 10 })), 'image-side');
  });

  test('more than 250,000,000 pixels are 422', async () => {
    expectProblem(await fixture.post(makePng({ width: 20_000, height: 20_000 })), 'image-pixels');
  });

  test('a GIF over 4,194,304 pixels is 422', async () => {
    expectProblem(await fixture.post(gif(2_049, 2_048), { headers: { 'content-type': 'image/gif' } }), 'gif-pixels');
  });

  test('more than 20 MB are 413', async () => {
    expectProblem(await fixture.post(makePng({ bytes: limits.maxBytes + 1 })), 'image-too-large');
  });

  test('exactly 20 MB are taken', async () => {
    expect((await fixture.post(makePng({ bytes: limits.maxBytes }))).status).toBe(202);
  });
});

describe('headers', () => {
  test.each(['', 'with\ttab', 'x'.repeat(256), 'ümlaut'])('an Idempotency-Key of %j is 400', async (key) => {
    // An empty header is not sent as a key at all by some clients; it is taken as a wrong one.
    expectProblem(await fixture.post(makePng(), { headers: { 'idempotency-key': key } }), 'idempotency-key-invalid');
  });
});

describe('paths and methods', () => {
  test('an unknown scan is 404', async () => {
    expectProblem(await fixture.get('/v1/scans/AAAAAAAAAAAAAAAAAAAAAA'), 'scan-not-found');
  });

  test('a path that is not there is 404, a wrong method 405 with Allow', async () => {
    expectProblem(await fixture.get('/v1/else'), 'not-found');
    const answer = await fixture.request('/v1/scans/abc', {
      method: 'PUT',
      headers: { authorization: fixture.authorization },
    });
    expectProblem(answer, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, DELETE');
    expectProblem(await fixture.request('/v1/scans', { method: 'PATCH' }), 'method-not-allowed');
  });

  test('a path that cannot be decoded is 400', async () => {
    expectProblem(await fixture.get('/v1/scans/%E0%A4%A'), 'request-invalid');
  });

  test('a list without ids, or with too many, is 400', async () => {
    expectProblem(await fixture.get('/v1/scans'), 'request-invalid');
    const ids = Array.from({ length: 101 }, (_, index) => `id${index}`);
    expectProblem(await fixture.get(`/v1/scans?ids=${ids.join()}`), 'request-invalid');
  });

  test('the host’s own routes behind the mount path stay reachable', async () => {
    fixture.app.get('/scanfill/own-page', (_request, response) => {
      response.json({ own: true });
    });
    expect((await fixture.get('/own-page')).body).toEqual({ own: true });
  });

  test('metrics are not served here', async () => {
    expect((await fixture.get('/metrics')).status).toBe(404);
  });
});

describe('origins', () => {
  const preflight = (origin: string) =>
    fixture.request('/v1/scans?card=passport', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key,prefer,scanfill-consent',
      },
    });

  test('a named origin passes its preflight and may read the answer', async () => {
    const answer = await preflight('https://shop.example');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(answer.headers.get('access-control-allow-headers')).toMatch(
      /Authorization,.*Idempotency-Key,Prefer,Scanfill-Consent/,
    );
    expect(answer.headers.get('vary')).toContain('Origin');
    const posted = await fixture.post(makePng(), { headers: { origin: 'https://shop.example' } });
    expect(posted.status).toBe(202);
    expect(posted.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(posted.headers.get('access-control-expose-headers')).toContain('Location');
    expect(posted.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('a problem can be read by a named origin too', async () => {
    const answer = await fixture.post(makePng(), { headers: { origin: 'https://shop.example', authorization: '' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  });

  test.each(['https://shop.example.evil.example', 'http://shop.example', 'null', 'https://SHOP.example'])(
    'another origin is refused: %s',
    async (origin) => {
      expectProblem(await preflight(origin), 'origin-refused');
      const answer = await fixture.post(makePng(), { headers: { origin } });
      expectProblem(answer, 'origin-refused');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  test('the proxy’s own origin always passes', async () => {
    expect((await fixture.post(makePng(), { headers: { origin: fixture.origin } })).status).toBe(202);
  });
});

test('answers are not cached, sniffed or framed', async () => {
  const { headers } = await fixture.post(makePng());
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const policy = headers.get('content-security-policy');
  for (const directive of ['default-src', 'base-uri', 'form-action', 'frame-ancestors'])
    expect(policy).toContain(`${directive} 'none'`);
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-powered-by')).toBeNull();
});
