import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../contract/problems.ts';
import type { ImageHost } from '../../images/images.ts';
import { makePng, type ProxyFixture, startProxy } from '../testing/proxy-fixture.ts';

let fixture: ProxyFixture | undefined;
let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await fixture?.stop();
  fixture = undefined;
});

function memoryImages(): ImageHost {
  return {
    kind: 'bucket',
    async put({ id }, source) {
      for await (const _ of source);
      return id;
    },
    url: async (ref) => `https://bucket.example/${ref}`,
    erase: async () => {},
  };
}

/** A proxy in another host than the fixture's own; gives the host's origin. */
async function host(
  make: (proxy: ProxyFixture['proxy']) => RequestListener,
  overrides: Parameters<typeof startProxy>[0] = {},
): Promise<string> {
  fixture = await startProxy({ publicUrl: 'none', imageHost: memoryImages(), ...overrides });
  const listening = createServer(make(fixture.proxy));
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const png = Buffer.from(makePng({ bytes: 300_000 }));
const post = (url: string, init: RequestInit = {}) =>
  fetch(`${url}/v1/scans?card=passport`, {
    method: 'POST',
    body: png,
    ...init,
    headers: {
      authorization: fixture?.authorization ?? '',
      'content-type': 'image/png',
      prefer: 'wait=5',
      ...init.headers,
    },
  });

describe('a host without Express', () => {
  test('is served from the root of Node’s own server, also what is not there', async () => {
    const url = await host((proxy) => (request, response) => proxy.handler(request, response));
    const posted = await post(url);
    expect([posted.status, await posted.json()]).toMatchObject([200, { state: 'done' }]);
    expect(posted.headers.get('location')).toMatch(/^\/v1\/scans\//);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const missing = await fetch(`${url}/nowhere`);
    expect([missing.status, missing.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('gets back what is none of the service’s paths, as it was', async () => {
    const url = await host((proxy) => (request, response) => {
      const kinds = [request, response].map((each) => Object.getPrototypeOf(each));
      proxy.handler(request, response, () => {
        const same = [request, response].every((each, index) => Object.getPrototypeOf(each) === kinds[index]);
        response.end(`${request.url} ${same}`);
      });
    });
    expect(await (await fetch(`${url}/pages/1?a=b`)).text()).toBe('/pages/1?a=b true');
    expect(await (await fetch(`${url}/scanfill/pages`)).text()).toBe('/scanfill/pages true');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('that takes the mount path away is followed by what it noted', async () => {
    const url = await host((proxy) => (request, response) => {
      Object.assign(request, { originalUrl: request.url, url: request.url?.replace('/api/scans', '') });
      proxy.handler(request, response, () => response.writeHead(418).end());
    });
    const posted = await post(`${url}/api/scans`);
    expect(posted.headers.get('location')).toMatch(/^\/api\/scans\/v1\/scans\//);
    const openapi = await (await fetch(`${url}/api/scans/openapi.json`)).json();
    expect(openapi).toMatchObject({ servers: [{ url: '/api/scans' }] });
  });
});

describe('the path of PUBLIC_URL', () => {
  const publicUrl = 'https://kyc.example/scanfill';

  test.each(['', '/scanfill'])(
    'stands in what clients are told, whether or not the gateway leaves it: "%s"',
    async (left) => {
      const url = await host((proxy) => proxy.handler, { publicUrl });
      const posted = await post(`${url}${left}`);
      expect(posted.status).toBe(200);
      expect(posted.headers.get('location')).toMatch(/^\/scanfill\/v1\/scans\//);
      const openapi = await (await fetch(`${url}${left}/openapi.json`)).json();
      expect(openapi).toMatchObject({ servers: [{ url: '/scanfill' }] });
    },
  );

  test('makes no path of another one', async () => {
    const url = await host((proxy) => proxy.handler, { publicUrl: 'https://kyc.example/v1' });
    expect((await post(url)).status).toBe(200);
    expect((await post(`${url}/v1`)).status).toBe(200);
    expect((await post(`${url}/other`)).status).toBe(404);
    for (const path of ['/v1/nothing', '/v1/v1/nothing', '/v1/v1'])
      expect((await fetch(url + path)).headers.get('content-type'), path).toContain('application/problem+json');
  });
});

describe('a body parser ahead of it', () => {
  const parsed = (...parsers: express.RequestHandler[]) => {
    return (proxy: ProxyFixture['proxy']) =>
      express()
        .use(...parsers)
        .use('/scanfill', proxy.router);
  };

  test.each([
    ['for anything', '*/*'],
    ['for images', 'image/*'],
  ])('that keeps a buffer is read from: raw %s', async (_, type) => {
    const url = await host(parsed(express.raw({ type, limit: '20mb' })));
    const posted = await post(`${url}/scanfill`);
    expect([posted.status, await posted.json()]).toMatchObject([200, { state: 'done' }]);
  });

  test('that leaves images alone changes nothing', async () => {
    const url = await host(parsed(express.json(), express.urlencoded({ extended: true })));
    expect((await post(`${url}/scanfill`)).status).toBe(200);
  });

  test('that keeps something else is named, to the client and in the log, and no photo is blamed', async () => {
    const url = await host(parsed(express.text({ type: '*/*', limit: '20mb' })));
    const posted = await post(`${url}/scanfill`);
    const problem = (await posted.json()) as Problem;
    expect([posted.status, problem.code]).toEqual([500, 'internal']);
    expect(problem.detail).toMatch(/express\.text\(\).*mount the service ahead of it/);
    expect(fixture?.lines.map(({ message }) => message).join()).toContain('express.text()');
  });

  test('that keeps nothing is named too', async () => {
    const url = await host(parsed((request, _response, next) => void request.resume().once('end', () => next())));
    const problem = (await (await post(`${url}/scanfill`)).json()) as Problem;
    expect(problem.detail).toMatch(/one that keeps nothing/);
  });

  const forms = 'application/x-www-form-urlencoded';
  test.each([
    ['urlencoded', express.urlencoded({ extended: false })],
    ['urlencoded, nested', express.urlencoded({ extended: true })],
    ['text', express.text({ type: forms })],
    ['raw', express.raw({ type: forms })],
    ['none', (_request: unknown, _response: unknown, next: () => void) => next()],
  ])('leaves notifications whole: %s', async (_, parser) => {
    const publicUrl = 'http://127.0.0.1:1';
    const url = await host(parsed(parser), { publicUrl, callback: {} });
    await post(`${url}/scanfill`);
    const address = new URL(fixture?.green.callbacks[0]?.url ?? '');
    const form = new URLSearchParams({ content: '{"code":200,"msg":"a & b = 中"}', checksum: 'x' });
    const notified = await fetch(`${url}/scanfill${address.pathname}`, { method: 'POST', body: form });
    expect([notified.status, await notified.text()]).toEqual([200, 'OK']);
  });
});
