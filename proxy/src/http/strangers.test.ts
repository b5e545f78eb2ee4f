import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makePng, type ProxyFixture, startProxy } from './testing/proxy-fixture.ts';

let fixture: ProxyFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

async function start(options: Parameters<typeof startProxy>[0]): Promise<ProxyFixture> {
  fixture = await startProxy(options);
  return fixture;
}

describe('an address', () => {
  const forged = { authorization: 'Bearer abc.def.ghi' };
  const from = (address: string) => ({ 'x-forwarded-for': `6.6.6.6, ${address}` });

  test('to which much was refused is refused before its token is looked at, for a while; others are not', async () => {
    const { get } = await start({ trustProxy: '1', mostRefusals: 3 });
    for (let count = 0; count < 3; count += 1)
      expect((await get('/v1/scans/none', { ...from('198.51.100.1'), ...forged })).status).toBe(401);
    const refused = await get('/v1/scans/none', from('198.51.100.1'));
    expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await get('/v1/scans/none', from('198.51.100.2'))).status).toBe(404);
  });

  test('is held to nothing for what is found, or not found, under a good token', async () => {
    const { get } = await start({ trustProxy: '1', mostRefusals: 3 });
    for (let count = 0; count < 6; count += 1)
      expect((await get('/v1/scans/none', from('198.51.100.1'))).status).toBe(404);
  });

  test('counts for nothing where TRUST_PROXY does not say how it is known', async () => {
    const { get } = await start({ mostRefusals: 3 });
    for (let count = 0; count < 6; count += 1)
      expect((await get('/v1/scans/none', { ...from('198.51.100.1'), ...forged })).status).toBe(401);
  });
});

/** Node's `fetch` writes some headers of its own; this one sends what it is told. */
function send(
  { port }: ProxyFixture,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path: `/scanfill${path}`, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    })
      .once('error', reject)
      .end(method === 'POST' ? makePng() : undefined);
  });
}

describe('what a browser sends without a page’s script', () => {
  const asked = async (mode: string) => {
    const proxy = await start({});
    const headers = { authorization: proxy.authorization, 'content-type': 'image/png', 'sec-fetch-mode': mode };
    return Promise.all([
      send(proxy, 'GET', '/v1/scans/none', headers),
      send(proxy, 'POST', '/v1/scans?card=passport', headers),
    ]);
  };

  test.each(['navigate', 'no-cors', 'websocket'])('%s is refused', async (mode) => {
    for (const { status, text } of await asked(mode)) {
      expect(status).toBe(403);
      expect(text).toContain('"code":"origin-refused"');
    }
  });

  test.each(['cors', 'same-origin'])('%s is not', async (mode) => {
    expect((await asked(mode)).map(({ status }) => status)).toEqual([404, 202]);
  });

  test('a person may look at the service’s state and its description', async () => {
    const proxy = await start({});
    for (const path of ['/healthz', '/openapi.json'])
      expect((await send(proxy, 'GET', path, { 'sec-fetch-mode': 'navigate' })).status).toBe(200);
  });
});

describe('with AUTH off', () => {
  async function open(options: Parameters<typeof startProxy>[0] = {}): Promise<ProxyFixture> {
    vi.stubEnv('NODE_ENV', 'development');
    try {
      return await start({ auth: 'off', ...options });
    } finally {
      vi.unstubAllEnvs();
    }
  }
  /** As a page whose name was made to lead to this machine would send it: of the same origin for its browser. */
  async function post(proxy: ProxyFixture, name: string): Promise<number> {
    const host = `${name}:${proxy.port}`;
    const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'content-type': 'image/png' };
    return (await send(proxy, 'POST', '/v1/scans?card=passport', headers)).status;
  }

  test('a foreign name that leads here is refused', async () => {
    const proxy = await open();
    for (const name of ['rebound.example', 'localhost.example', '127.0.0.1.example'])
      expect(await post(proxy, name), name).toBe(403);
  });

  test('this machine’s names and addresses pass, and those that the operator has named', async () => {
    const proxy = await open({ allowedOrigins: ['http://dev.example:3000'] });
    for (const name of ['localhost', 'app.localhost', '127.0.0.1', '[::1]', '192.168.1.7', 'dev.example'])
      expect(await post(proxy, name), name).toBe(202);
  });
});

test('a refused body whose chunks still come counts as thirty refusals', async () => {
  const proxy = await start({ trustProxy: 'none', mostRefusals: 30 });
  const refused = await new Promise<number>((resolve, reject) => {
    const headers = { 'transfer-encoding': 'chunked' };
    const path = '/scanfill/v1/scans?card=passport';
    const request = httpRequest({ port: proxy.port, host: '127.0.0.1', path, method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode ?? 0);
      request.destroy();
    });
    request.once('error', reject).write('x');
  });
  expect(refused).toBe(401);
  await expect.poll(async () => (await proxy.get('/v1/scans/none')).status).toBe(429);
});
