import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGreen } from '../green/green.ts';
import type { Reader } from '../green/reader-port.ts';
import { type Demo, startDemo } from './demo.ts';

/** Tells the size of the picture it was given, so that an answer proves that these very bytes arrived. */
const measuring: Reader = {
  async read(image) {
    const { width, height } = await sharp(image).metadata();
    return { recognised: true, info: { bankCardNum: `${width}x${height}` } };
  },
  warm: async () => {},
  usage: () => ({ cpuMs: 0, nowMb: 0, peakMb: 0 }),
  stop: async () => {},
};

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'white' } })
    .jpeg()
    .toBuffer();

const log = { info: () => {}, warn: () => {}, error: () => {} };
const parts = { reader: measuring, log };

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ port: 0, greenPort: 0 }, parts);
});
afterAll(() => demo.stop());

type Visitor = { readonly token: string; readonly cookie: string };

async function visit(cookie = ''): Promise<Visitor> {
  const response = await fetch(`${demo.url}/session`, { method: 'POST', headers: { cookie } });
  const body: unknown = await response.json();
  return { token: String(Reflect.get(Object(body), 'token')), cookie: response.headers.get('set-cookie') ?? cookie };
}

async function scan(token: string, image: Buffer, url = demo.url): Promise<Response> {
  return fetch(`${url}/scanfill/v1/scans?card=bank-card`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', prefer: 'wait=20' },
    body: new Uint8Array(image),
  });
}

describe('a scan through the demo', () => {
  test('a photo posted with a minted token is read through proxy and stand-in', async () => {
    const { token } = await visit();
    const response = await scan(token, await picture(640, 400));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ state: 'done', fields: { bankCardNum: '640x400' } });
  });

  test('without a token nothing is scanned', async () => {
    expect((await scan('nonsense', await picture(640, 400))).status).toBe(401);
  });

  test("a renewed session still finds the visitor's scan, another visitor does not", async () => {
    const first = await visit();
    const { id } = Object(await (await scan(first.token, await picture(500, 300))).json());
    const look = async (token: string) =>
      (await fetch(`${demo.url}/scanfill/v1/scans/${id}`, { headers: { authorization: `Bearer ${token}` } })).status;
    const again = await visit(first.cookie.split(';')[0]);
    const stranger = await visit();
    expect(again.token).not.toBe(first.token);
    expect([await look(again.token), await look(stranger.token)]).toEqual([200, 404]);
  });
});

test('the phone is offered where it could open its page, and not on an address of this machine alone', async () => {
  const offered = async (url: string): Promise<unknown[]> => {
    const { phone } = Object(await (await fetch(`${url}/mode`)).json());
    return [phone, (await fetch(`${url}/scanfill/v1/handoffs`)).status];
  };
  expect(await offered(demo.url)).toEqual([undefined, 404]);
  const settings = { port: 0, greenPort: 0, publicUrl: 'https://demo.example/scanfill' };
  const reachable = await startDemo(settings, parts);
  try {
    expect(await offered(reachable.url)).toEqual([true, 200]);
  } finally {
    await reachable.stop();
  }
});

describe('pages', () => {
  test.each([
    ...['/', '/cards', '/live', '/operator', '/partner.html', '/nowhere', '/mode', '/docs/operations.md'],
    ...['/preferences.js', '/bar.js', '/specimens/index.json'],
  ])('%s allows nothing inline and nothing from elsewhere', async (path) => {
    const response = await fetch(demo.url + path);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([...['/', '/cards', '/live', '/operator', '/partner.html', '/iframe.html', '/nowhere']])(
    '%s is told that the stand-in reads, on this machine alone',
    async (path) => {
      const html = await (await fetch(demo.url + path)).text();
      expect(html).toContain('content="{&quot;upstream&quot;:&quot;stand-in&quot;,&quot;operator&quot;:true}"');
      expect(html).not.toMatch(/<script>|<style|style="|\son\w+="/);
    },
  );

  test('the frame page may be held by this server’s own pages alone, and only its host page may hold a frame', async () => {
    const { port } = new URL(demo.url);
    const both = `http://localhost:${port} http://127.0.0.1:${port}`;
    for (const path of ['/widget/frame.html', '/frame.html']) {
      const frame = await fetch(demo.url + path);
      expect(frame.headers.get('content-security-policy')).toContain(`frame-ancestors ${both}`);
      expect(await frame.text()).toContain(`name="scanfill-parents" content="${both}"`);
    }
    const host = await fetch(`${demo.url}/iframe.html`);
    expect(host.headers.get('content-security-policy')).toContain(`frame-src ${both};`);
    expect(host.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const other = await fetch(demo.url);
    expect(other.headers.get('content-security-policy')).toContain("frame-src 'none'");
  });

  test('what is not there is 404, and a file outside the site cannot be had', async () => {
    expect((await fetch(`${demo.url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${demo.url}/..%2f..%2fpackage.json`)).status).toBe(404);
  });
});

describe('the session route', () => {
  test('takes POST only', async () => {
    const response = await fetch(`${demo.url}/session`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('is not reached under a foreign host name', async () => {
    const { port } = new URL(demo.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/session', method: 'POST', headers: { host: 'evil.example' } })
        .on('response', (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  test("the visitor's cookie is out of reach for scripts and other sites", async () => {
    expect((await visit()).cookie).toMatch(/HttpOnly; SameSite=Strict/);
  });
});

describe('with an account of the real Green', () => {
  test('photos go to its endpoint, and every page says so', async () => {
    const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
    const green = createGreen({ accounts: [{ ...account, uid: '1' }], reader: measuring });
    const { url: endpoint } = await green.listen(0);
    const real = await startDemo({ port: 0, account: { ...account, endpoint } }, parts);
    expect(await (await fetch(real.url)).text()).toContain('&quot;upstream&quot;:&quot;green&quot;');
    const body: unknown = await (await fetch(`${real.url}/session`, { method: 'POST' })).json();
    const response = await scan(String(Reflect.get(Object(body), 'token')), await picture(320, 200), real.url);
    expect(await response.json()).toMatchObject({ state: 'done', fields: { bankCardNum: '320x200' } });
    await real.stop();
    await green.stop();
  });
});

describe('starting', () => {
  test.each([
    ['PORT', (port: number) => ({ port, greenPort: 0 })],
    ['GREEN_PORT', (greenPort: number) => ({ port: 0, greenPort })],
  ])('a taken port is named with its variable %s, and nothing stays open', async (variable, settings) => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    await expect(startDemo(settings(port), parts)).rejects.toThrow(new RegExp(`Port ${port} .* ${variable}=`));
    await new Promise((resolve) => blocker.close(resolve));
    // Free again: the failed start held neither.
    const other = await startDemo(settings(port), parts);
    await other.stop();
  });

  test('stop frees the ports even while a long poll waits', async () => {
    const other = await startDemo(
      { port: 0, greenPort: 0 },
      { log, reader: { ...measuring, read: () => new Promise(() => {}) } },
    );
    const body: unknown = await (await fetch(`${other.url}/session`, { method: 'POST' })).json();
    const waiting = fetch(`${other.url}/scanfill/v1/scans?card=bank-card`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${Reflect.get(Object(body), 'token')}`,
        'content-type': 'image/jpeg',
        prefer: 'wait=25',
      },
      body: new Uint8Array(await picture(300, 300)),
    }).then(
      ({ status }) => status,
      () => 0,
    );
    const before = performance.now();
    await other.stop();
    expect(performance.now() - before).toBeLessThan(10_000);
    // 202: the scan goes on; 0: the connection ended before it was accepted.
    expect([202, 503, 0]).toContain(await waiting);
    await expect(fetch(`${other.url}/mode`)).rejects.toThrow();
  });
});
