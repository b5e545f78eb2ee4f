import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reader } from '@scanfill/demo/green/reader-port';
import { createProxy } from '@scanfill/proxy';
import { mintSession } from '@scanfill/proxy/session';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { account, type Sandbox, startSandbox } from './sandbox.ts';

// As the executable has it.
vi.stubEnv('NODE_ENV', 'development');

let stopped = 0;
const reader: Reader = {
  read: async () => ({ recognised: true, info: { bankCardNum: '6222021234567890128' } }),
  warm: async () => {},
  usage: () => ({ cpuMs: 0, nowMb: 0, peakMb: 0 }),
  stop: async () => void stopped++,
};
const log = { info: () => {}, warn: () => {}, error: () => {} };
const photo = sharp({ create: { width: 640, height: 400, channels: 3, background: 'white' } }).jpeg();

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox(0, reader, log);
});
afterAll(() => sandbox.stop());

const from = (origin: string) => ({ headers: { origin }, method: 'POST' });

describe('a page of another port of this machine', () => {
  test.each(['http://localhost:3000', 'http://127.0.0.1:8080', 'https://shop.localhost'])(
    'from %s gets a session and scans with it',
    async (origin) => {
      const session = await fetch(`${sandbox.url}/session`, from(origin));
      expect(session.headers.get('access-control-allow-origin')).toBe(origin);
      expect(session.headers.get('access-control-allow-credentials')).toBe('true');
      const { token } = Object(await session.json());
      const scan = await fetch(`${sandbox.url}/scanfill/v1/scans?card=bank-card`, {
        method: 'POST',
        headers: { origin, authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', prefer: 'wait=20' },
        body: new Uint8Array(await photo.toBuffer()),
      });
      expect(scan.headers.get('access-control-allow-origin')).toBe(origin);
      expect(scan.headers.get('access-control-expose-headers')).toContain('Location');
      expect(await scan.json()).toMatchObject({ state: 'done', fields: { bankCardNum: '6222021234567890128' } });
    },
  );

  test('finds its scan again after a reload, which a page of another port does not', async () => {
    const tokenOf = async (origin: string) =>
      Object(await (await fetch(`${sandbox.url}/session`, from(origin))).json()).token;
    const [first, again, other] = await Promise.all(
      [3000, 3000, 4000].map((port) => tokenOf(`http://localhost:${port}`)),
    );
    const { id } = Object(
      await (
        await fetch(`${sandbox.url}/scanfill/v1/scans?card=bank-card`, {
          method: 'POST',
          headers: { authorization: `Bearer ${first}`, 'content-type': 'image/jpeg', prefer: 'wait=20' },
          body: new Uint8Array(await photo.toBuffer()),
        })
      ).json(),
    );
    const look = async (token: string) =>
      (await fetch(`${sandbox.url}/scanfill/v1/scans/${id}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await look(again), await look(other)]).toEqual([200, 404]);
  });

  test('is told before it asks what it may ask', async () => {
    const answer = await fetch(`${sandbox.url}/scanfill/v1/scans`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,scanfill-consent',
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization,scanfill-consent');
  });
});

test.each(['https://evil.example', 'http://localhost.evil.example', 'null'])(
  'a page from %s gets nothing',
  async (origin) => {
    const answer = await fetch(`${sandbox.url}/session`, from(origin));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  },
);

test('a proxy of one’s own asks the stand-in, and needs no address of its own', async () => {
  const sessionSecret = randomBytes(32).toString('hex');
  const own = createProxy({
    credentials: account,
    greenEndpoint: sandbox.url,
    sessionSecret,
    storeSecret: randomBytes(32).toString('hex'),
    store: 'memory:',
    log,
  });
  await own.start();
  const { token } = await mintSession({ secret: sessionSecret, subject: 'visitor' });
  const answer = await own.fetch(
    new Request('http://localhost/v1/scans?card=bank-card', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg', prefer: 'wait=20' },
      body: new Uint8Array(await photo.toBuffer()),
    }),
  );
  expect(await answer.json()).toMatchObject({ state: 'done', fields: { bankCardNum: '6222021234567890128' } });
  await own.stop();
});

test('the page that tries it allows nothing inline and nothing from elsewhere', async () => {
  const page = await fetch(sandbox.url);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toMatch(/For development, not for visitors/);
});

test('a taken port is told in words, and the reader is not left behind', async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
  const { port } = blocker.address() as AddressInfo;
  const before = stopped;
  await expect(startSandbox(port, reader, log)).rejects.toThrow(new RegExp(`Port ${port} .* is taken`));
  expect(stopped).toBe(before + 1);
  await new Promise((resolve) => blocker.close(resolve));
});
