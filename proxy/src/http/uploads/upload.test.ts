import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { frame, jpeg, segment } from '../../contract/inspect/testing/build-image.ts';
import { limits } from '../../contract/limits.ts';
import type { ImageHost } from '../../images/images.ts';
import { makePng, type ProxyFixture, startProxy } from '../testing/proxy-fixture.ts';
import { receiveUpload } from './upload.ts';

let fixture: ProxyFixture;
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scanfill-test-'));
  fixture = await startProxy(
    { store: `file:${dir}`, uploadMs: 1_500, uploadPauseMs: 300, mostUploadsASubject: 0, sessionQuota: 0 },
    // Nothing ends on its own here: what lies in the directory is what uploads have left.
    { workMs: 3_600_000 },
  );
});
afterAll(async () => {
  await fixture.stop();
  await rm(dir, { recursive: true });
});

let before: readonly string[];
beforeEach(async () => {
  before = await images();
});

const images = () => readdir(join(dir, 'images'));

/** An upload written by hand, so that it can break where it likes. */
async function begin(headers: Record<string, string | number>): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(fixture.port, '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const lines = Object.entries({ host: 'proxy', authorization: fixture.authorization, ...headers });
  socket.write(
    `POST /scanfill/v1/scans?card=passport HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
  return { socket, answer };
}

async function settled(): Promise<readonly string[]> {
  for (let tries = 0; tries < 500; tries++) {
    const now = await images();
    if (now.length === before.length) return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return images();
}

/** When more can be written; a connection that was closed meanwhile drains no more. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      for (const event of ['drain', 'close']) socket.off(event, wake);
      resolve();
    };
    for (const event of ['drain', 'close']) socket.on(event, wake);
  });
}

describe('an upload', () => {
  test('that ends as announced lies at the image host', async () => {
    const answer = await fixture.post(makePng({ bytes: 300_000 }));
    expect(answer.status).toBe(202);
    expect(await images()).toContain(answer.body.id);
  });

  test('that is cut off leaves nothing behind', async () => {
    const { socket, answer } = await begin({ 'content-type': 'image/png', 'content-length': 500_000 });
    socket.write(makePng({ bytes: 200_000 }));
    while ((await images()).length === before.length) await new Promise((resolve) => setTimeout(resolve, 10));
    socket.destroy();
    await answer;
    expect(await settled()).toEqual(before);
    expect((await fixture.proxy.metrics()).text).not.toMatch(/scanfill_scans_ended_total\{.*image/);
  });

  test('whose last chunk never comes is refused as incomplete or slow, and leaves nothing', async () => {
    const { socket, answer } = await begin({ 'content-type': 'image/png', 'content-length': 500_000 });
    socket.write(makePng({ bytes: 499_999 }));
    expect(await answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"upload-too-slow"/);
    expect(await settled()).toEqual(before);
  });

  test('that drips is refused when its whole time is over', async () => {
    const { socket, answer } = await begin({ 'content-type': 'image/png', 'content-length': 1_000_000 });
    socket.write(makePng({ bytes: 100_000 }));
    const drip = setInterval(() => socket.write('x'), 100);
    socket.on('close', () => clearInterval(drip));
    const startMs = performance.now();
    const first = await new Promise<string>((resolve) => socket.once('data', (text) => resolve(String(text))));
    expect(first).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - startMs).toBeGreaterThan(1_200);
    await answer;
    expect(await settled()).toEqual(before);
  });

  test('that announces too much is refused before a byte of it is read', async () => {
    const { socket, answer } = await begin({ 'content-type': 'image/png', 'content-length': limits.maxBytes + 1 });
    const first = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
    expect(first).toMatch(/^HTTP\/1\.1 413 [\s\S]*image-too-large/);
    socket.destroy();
    await answer;
  });

  test('that grows too large without announcing it is refused on the way and leaves nothing', async () => {
    const { socket, answer } = await begin({ 'content-type': 'image/png', 'transfer-encoding': 'chunked' });
    const chunk = makePng({ bytes: 1024 * 1024 });
    let sent = 0;
    const refused = new Promise<string>((resolve) => socket.once('data', (text) => resolve(String(text))));
    let over = false;
    refused.then(() => {
      over = true;
    });
    while (!over && sent < 60) {
      socket.write(`${chunk.length.toString(16)}\r\n`);
      socket.write(chunk);
      const flowing = socket.write('\r\n');
      sent += 1;
      if (flowing || socket.destroyed) await new Promise<void>((resolve) => void setImmediate(resolve));
      else await drained(socket);
    }
    expect(await refused).toMatch(/^HTTP\/1\.1 413 [\s\S]*image-too-large/);
    socket.destroy();
    await answer;
    expect(await settled()).toEqual(before);
  });

  test('with a header longer than what is held is judged all the same', async () => {
    const metadata = Array.from({ length: 20 }, () => segment(0xe1, new Uint8Array(65_000)));
    const answer = await fixture.post(jpeg(...metadata, frame(800, 500)), {
      headers: { 'content-type': 'image/jpeg' },
    });
    expect(answer.body.code).toBeUndefined();
    expect(answer.status).toBe(202);
  });

  test('with the right type in its bytes is taken, whatever it calls itself', async () => {
    expect((await fixture.post(makePng(), { headers: { 'content-type': 'image/jpeg' } })).status).toBe(202);
  });

  test('refused half-way can still read its refusal', async () => {
    const { socket, answer } = await begin({ 'content-type': 'image/png', 'content-length': 5_000_000 });
    socket.write(Buffer.alloc(1_000_000, 'not an image '));
    const first = await new Promise<string>((resolve) => socket.once('data', (text) => resolve(String(text))));
    expect(first).toMatch(/^HTTP\/1\.1 415 [\s\S]*image-format/);
    socket.end(Buffer.alloc(4_000_000));
    await answer;
    expect(await settled()).toEqual(before);
  });
});

describe('a body in chunks of one byte', () => {
  const tiny = Buffer.from('1\r\nx\r\n'.repeat(10_000));

  /** Pours tiny chunks into a connection until it ends; gives how many pieces Node made of them. */
  async function pour(socket: Socket, megabytes: number): Promise<number> {
    const push = vi.spyOn(IncomingMessage.prototype, 'push');
    for (let sent = 0; sent < megabytes * 2 ** 20 && !socket.destroyed; sent += tiny.length)
      if (!socket.write(tiny)) await drained(socket);
    const pieces = push.mock.calls.length;
    push.mockRestore();
    return pieces;
  }

  test('is read past Node’s parser once it is refused, and its connection ends within a second', async () => {
    const { socket, answer } = await begin({
      authorization: 'Bearer none',
      'content-type': 'image/png',
      'transfer-encoding': 'chunked',
    });
    const startMs = performance.now();
    expect(await pour(socket, 18), 'pieces of 3 million').toBeLessThan(50_000);
    expect(await answer).toMatch(/^HTTP\/1\.1 401 [\s\S]*"code":"session-invalid"/);
    expect(performance.now() - startMs).toBeLessThan(3_000);
  });

  test('is refused after a few thousand of them, with a token too, and leaves nothing', async () => {
    const { socket, answer } = await begin({ 'content-type': 'image/png', 'transfer-encoding': 'chunked' });
    const head = Buffer.from(makePng({ bytes: 1_000 }));
    socket.write(Buffer.concat([Buffer.from('3e8\r\n'), head, Buffer.from('\r\n')]));
    expect(await pour(socket, 18), 'pieces of 3 million').toBeLessThan(100_000);
    expect(await answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"request-invalid"[\s\S]*pieces/);
    expect(await settled()).toEqual(before);
  });

  test('to a route that reads none ends within a second too', async () => {
    const socket = connect(fixture.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    const startMs = performance.now();
    socket.resume().write('GET /scanfill/healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    expect(await pour(socket, 18), 'pieces of 3 million').toBeLessThan(50_000);
    await closed;
    expect(performance.now() - startMs).toBeLessThan(3_000);
  });
});

test('a refused body with a length that never comes ends its connection within a second', async () => {
  const { socket, answer } = await begin({ authorization: 'Bearer none', 'content-length': 1_000_000 });
  const startMs = performance.now();
  socket.write('some of it');
  expect(await answer).toMatch(/^HTTP\/1\.1 401 /);
  expect(performance.now() - startMs).toBeLessThan(3_000);
});

test('a header that comes byte by byte is held in few pieces, and arrives whole', async () => {
  // Longer than what may be held: its type is told from the first bytes alone.
  const metadata = [1, 2].map(() => segment(0xe1, new Uint8Array(50_000)));
  const image = jpeg(...metadata, frame(800, 500));
  const pieces: Uint8Array[] = [];
  const images: Pick<ImageHost, 'put'> = {
    async put({ id }, source) {
      for await (const piece of source) pieces.push(piece);
      return id;
    },
  };
  const request = Readable.from(Array.from(image, (byte) => Uint8Array.of(byte)));
  const limits = { id: 'scan', bytes: image.length, uploadMs: 60_000, uploadPauseMs: 60_000 };
  const upload = await receiveUpload(Object.assign(request, { complete: true }), { ...limits, images });
  expect(upload).toMatchObject({ mediaType: 'image/jpeg', bytes: image.length });
  expect(Buffer.concat(pieces).equals(image)).toBe(true);
  expect(pieces.length, 'the rest comes byte by byte').toBeLessThan(image.length - 60_000);
});

test('hundreds of broken uploads leave no file and no open handle', async () => {
  const handles = async () => (await readdir('/proc/self/fd')).length;
  const openBefore = await handles();
  for (let round = 0; round < 10; round++) {
    const uploads = await Promise.all(
      Array.from({ length: 30 }, () => begin({ 'content-type': 'image/png', 'content-length': 400_000 })),
    );
    for (const { socket } of uploads) socket.write(makePng({ bytes: 150_000, seed: round }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const { socket } of uploads) socket.destroy();
    await Promise.all(uploads.map(({ answer }) => answer));
  }
  expect(await settled()).toEqual(before);
  expect(await handles()).toBeLessThan(openBefore + 20);
}, 20_000);

test('sixty who pour into refused connections are read from together, no faster than one', async () => {
  const sockets = await Promise.all(
    Array.from({ length: 60 }, () => begin({ authorization: 'Bearer none', 'content-length': 18_000_000 })),
  );
  const piece = Buffer.alloc(256 * 1024);
  const startMs = performance.now();
  await Promise.all(
    sockets.map(async ({ socket, answer }) => {
      for (let sent = 0; sent < 18_000_000 && !socket.destroyed; sent += piece.length)
        if (!socket.write(piece)) await drained(socket);
      expect(await answer).toMatch(/^HTTP\/1\.1 401 /);
    }),
  );
  const taken = sockets.reduce((sum, { socket }) => sum + socket.bytesWritten, 0);
  // What lies in the buffers between the two counts as well.
  expect(taken / 2 ** 20).toBeLessThan(500);
  expect(performance.now() - startMs).toBeLessThan(10_000);
}, 20_000);
