import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blackPng, gif, heic } from './bad-files.ts';
import { type RunningDemo, startDemo } from './demo.ts';
import { openSession, postScan } from './http.ts';
import { photographed } from './photos.ts';

let demo: RunningDemo;
let token: string;
const data = mkdtempSync(join(tmpdir(), 'scanfill-e2e-'));

beforeAll(async () => {
  demo = await startDemo({
    STORE_URL: `file:${data}`,
    SESSION_SECRET: 'cf471d9fa50d4e946a338f0fd6690fd6',
  });
  token = await openSession(demo.url);
});

afterAll(async () => {
  await demo?.stop();
  rmSync(data, { recursive: true, force: true });
});

const images = (): string[] =>
  readdirSync(join(data, 'images'), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('a photo sent with curl', () => {
  test('answers the fields of that very photo, and keeps no image', async () => {
    const { file, fields } = await photographed('id-card-front', 4201);
    const answer = await postScan(demo.url, 'id-card-front', file.bytes, { token });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ state: 'done', recognised: true, fields });
    await expect.poll(images).toEqual([]);
  });

  test('of a landscape is not recognised and has no fields', async () => {
    const { renderNegative } = await import('@scanfill/demo/specimens/negatives');
    const answer = await postScan(demo.url, 'passport', await renderNegative('landscape', 4202), { token });
    expect(answer.body).toMatchObject({ state: 'done', recognised: false, fields: {} });
  });

  test('twice with one Idempotency-Key is one scan; with another photo under that key it is a conflict', async () => {
    const { file } = await photographed('bank-card', 4203);
    const headers = { 'idempotency-key': 'a-key-of-the-test' };
    const first = await postScan(demo.url, 'bank-card', file.bytes, { token, headers });
    const second = await postScan(demo.url, 'bank-card', file.bytes, { token, headers });
    expect(second.body.id).toBe(first.body.id);
    const other = await postScan(demo.url, 'bank-card', Buffer.concat([file.bytes, Buffer.alloc(1)]), {
      token,
      headers,
    });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-conflict' } });
  });

  test('without waiting is 202 with a Location that, held, answers the scan; after DELETE it is gone', async () => {
    const { file } = await photographed('bank-card', 4204);
    const pending = await postScan(demo.url, 'bank-card', file.bytes, { token, headers: { prefer: '' } });
    expect(pending.status).toBe(202);
    const location = new URL(pending.headers.get('location') ?? '', demo.url);
    const authorization = `Bearer ${token}`;
    const look = async () => {
      const held = await fetch(location, { headers: { authorization, prefer: 'wait=25' } });
      expect(held.headers.get('preference-applied')).toMatch(/^wait/);
      return held.json();
    };
    await expect.poll(look, { timeout: 30_000 }).toMatchObject({ id: pending.body.id, state: 'done' });
    expect((await fetch(location, { method: 'DELETE', headers: { authorization } })).status).toBe(204);
    expect((await fetch(location, { headers: { authorization } })).status).toBe(404);
  });
});

describe('a request that cannot be served is a problem+json with its code', () => {
  const png = blackPng(300, 300);
  test.each([
    ['no token', { token: undefined }, 'passport', png, 401, 'session-missing'],
    ['a wrong token', { token: 'wrong' }, 'passport', png, 401, 'session-invalid'],
    ['no card', {}, '', png, 400, 'card-missing'],
    ['an unknown card', {}, 'library-card', png, 400, 'card-unknown'],
    ['text as bytes', { type: 'image/jpeg' }, 'passport', Buffer.from('not an image at all'), 415, 'image-format'],
    ['HEIC', { type: 'image/heic' }, 'passport', heic(), 415, 'image-format'],
    [
      'more than 20 MB',
      { type: 'image/png' },
      'passport',
      Buffer.concat([png, Buffer.alloc(20 * 1024 * 1024)]),
      413,
      'image-too-large',
    ],
    ['a side over 30,000 px', { type: 'image/png' }, 'passport', blackPng(30_001, 1), 422, 'image-side'],
    ['over 250,000,000 px', { type: 'image/png' }, 'passport', blackPng(20_000, 20_000), 422, 'image-pixels'],
    ['a GIF over 4,194,304 px', { type: 'image/gif' }, 'passport', gif(2049, 2048), 422, 'gif-pixels'],
  ])('%s', async (_title, options, card, bytes, status, code) => {
    const answer = await postScan(demo.url, card, bytes, { token, ...options });
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    if (card === 'library-card') expect(answer.body.cards).toContain('passport');
  });

  test('an upload cut off midway leaves nothing behind', async () => {
    const { port } = new URL(demo.url);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST /scanfill/v1/scans?card=passport HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: image/png\r\nContent-Length: 900000\r\n\r\n`,
        );
        socket.write(Buffer.concat([png, Buffer.alloc(400_000)]), () => setTimeout(() => socket.destroy(), 100));
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });
    await expect.poll(images).toEqual([]);
  });
});
