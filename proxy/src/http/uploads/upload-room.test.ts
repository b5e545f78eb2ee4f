import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImageHost } from '../../images/images.ts';
import { mintSession } from '../../session.ts';
import { makePng, type ProxyFixture, sessionSecret, startProxy } from '../testing/proxy-fixture.ts';

let fixture: ProxyFixture | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await fixture?.stop();
  fixture = undefined;
});

type Options = Parameters<typeof startProxy>[0];
async function start(options: Options = {}): Promise<ProxyFixture> {
  fixture = await startProxy(options, { workMs: 3_600_000 });
  return fixture;
}

async function tokenOf(subject: string, quota?: number): Promise<string> {
  const { token } = await mintSession({ secret: sessionSecret, subject, ...(quota === undefined ? {} : { quota }) });
  return `Bearer ${token}`;
}

/** Begins an upload of so many bytes and sends none of them but its header; gives its answer, while it is open. */
function begin(
  authorization: string,
  bytes: number,
  key = 'k',
): { readonly socket: Socket; answer(): Promise<string> } {
  const socket = connect(fixture?.port ?? 0, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  let text = '';
  socket.setEncoding('latin1').on('data', (piece) => {
    text += piece;
  });
  socket.write(
    `POST /scanfill/v1/scans?card=passport HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: image/png\r\nIdempotency-Key: ${key}\r\nContent-Length: ${bytes}\r\n\r\n`,
  );
  return {
    socket,
    async answer() {
      // Nobody else would answer: the body never comes.
      await expect.poll(() => text, { timeout: 3_000 }).toContain('}');
      return text;
    },
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('before a byte of the body is read', () => {
  test('a used-up quota is told, under a new key too; a repeated request goes through', async () => {
    const { post } = await start();
    const authorization = await tokenOf('frugal', 1);
    const headers = { authorization, 'idempotency-key': 'first' };
    expect((await post(makePng(), { headers })).status).toBe(202);
    expect(await begin(authorization, 18_000_000, 'second').answer()).toMatch(/^HTTP\/1\.1 429 [\s\S]*quota-exceeded/);
    expect((await post(makePng(), { headers })).status).toBe(202);
  });

  test('a session without a quota has that of the service', async () => {
    const { post, authorization } = await start({ sessionQuota: 2 });
    for (const seed of [1, 2]) expect((await post(makePng({ seed }))).status).toBe(202);
    expect(await begin(authorization, 1_000).answer()).toMatch(/^HTTP\/1\.1 429 [\s\S]*quota-exceeded/);
    expect((await post(makePng({ seed: 3 }), { headers: { authorization: await tokenOf('other', 1) } })).status).toBe(
      202,
    );
  });

  test('uploads that are under way count for the quota until they end', async () => {
    const { post } = await start();
    const authorization = await tokenOf('greedy', 2);
    const open = [begin(authorization, 1_000, 'a'), begin(authorization, 1_000, 'b')];
    await settle();
    expect(await begin(authorization, 1_000, 'c').answer()).toMatch(
      /^HTTP\/1\.1 429 [\s\S]*retry-after: 1\r\n[\s\S]*rate-limited/i,
    );
    for (const { socket } of open) socket.destroy();
    await settle();
    for (const seed of [1, 2]) expect((await post(makePng({ seed }), { headers: { authorization } })).status).toBe(202);
  });

  test('a used-up day is told, under a key too', async () => {
    const { post, authorization } = await start({ mostImagesADay: 1 });
    expect((await post(makePng())).status).toBe(202);
    expect(await begin(authorization, 18_000_000).answer()).toMatch(/^HTTP\/1\.1 503 [\s\S]*daily-limit/);
  });

  test('more uploads of one subject than may be open are told to come again; others are not touched', async () => {
    const { post, authorization } = await start({ mostUploadsASubject: 2 });
    const open = [begin(authorization, 1_000, 'a'), begin(authorization, 1_000, 'b')];
    await settle();
    expect(await begin(authorization, 1_000, 'c').answer()).toMatch(
      /^HTTP\/1\.1 429 [\s\S]*retry-after: 1\r\n[\s\S]*rate-limited/i,
    );
    expect((await post(makePng(), { headers: { authorization: await tokenOf('other') } })).status).toBe(202);
    open[0]?.socket.destroy();
    await settle();
    expect((await post(makePng())).status).toBe(202);
  });

  test('more megabytes of one subject than may be on their way, too', async () => {
    const { authorization } = await start({ mostUploadMbASubject: 30 });
    begin(authorization, 20_000_000, 'a');
    await settle();
    expect(await begin(authorization, 20_000_000, 'b').answer()).toMatch(/^HTTP\/1\.1 429 [\s\S]*30 MB/);
    begin(authorization, 5_000_000, 'c');
  });

  test('more uploads than the service carries at once are 503', async () => {
    const { authorization } = await start({ mostUploads: 1 });
    begin(await tokenOf('other'), 1_000, 'a');
    await settle();
    expect(await begin(authorization, 1_000, 'b').answer()).toMatch(
      /^HTTP\/1\.1 503 [\s\S]*retry-after: 1\r\n[\s\S]*overloaded/i,
    );
  });

  test('a disk without room for all that is under way is 503', async () => {
    const asked: (number | undefined)[] = [];
    const imageHost: ImageHost = {
      kind: 'bucket',
      put: async ({ id }) => id,
      url: async (id) => id,
      erase: async () => {},
      async hasRoom(bytes) {
        asked.push(bytes);
        return (bytes ?? 0) < 30_000_000;
      },
    };
    const { authorization } = await start({ imageHost });
    begin(authorization, 18_000_000, 'a');
    await settle();
    expect(await begin(authorization, 18_000_000, 'b').answer()).toMatch(
      /^HTTP\/1\.1 503 [\s\S]*retry-after: 10\r\n[\s\S]*store-unavailable/i,
    );
    expect(asked).toEqual([18_000_000, 36_000_000]);
  });
});
