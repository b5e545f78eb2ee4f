import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Receiver } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../testing/free-port.ts';
import type { Message } from './message.ts';
import { createWebhook } from './webhook.ts';

const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazNqcGC5u5I=';
const former = 'whsec_1kN0yQ3m4G8o6c1e9b7a5d3f2h4j6l8nP0rT2vX4z6Y=';
const keyOf = (text: string) => Buffer.from(text.slice('whsec_'.length), 'base64');
const message: Message = {
  id: 'msg_c22xndDAQR1q4_wneygejg',
  type: 'scan.done',
  body: JSON.stringify({
    type: 'scan.done',
    timestamp: '2026-11-30T09:30:00.250Z',
    data: { id: 'c22x', state: 'done' },
  }),
};

const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let answer: { status: number; headers: Record<string, string> };
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  received.push({ headers: request.headers, body });
  response.writeHead(answer.status, answer.headers).end('what it says is not read');
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  received.length = 0;
  answer = { status: 204, headers: {} };
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
const never = new AbortController().signal;
const send = (keys = [keyOf(secret)], to = url()) =>
  createWebhook({ url: to, keys, now: Date.now }).send(message, never);
/** By the specification's own library. */
const verified = (by: string) => {
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  return new Receiver(by).verify(body, headers as Record<string, string>);
};

describe('a message', () => {
  test('is taken by the official library', async () => {
    expect(await send()).toEqual({ kind: 'told' });
    expect(verified(secret)).toEqual(JSON.parse(message.body));
    expect(received[0]?.headers).toMatchObject({ 'webhook-id': message.id, 'content-type': 'application/json' });
    expect(() => verified(former)).toThrow();
  });

  test('is taken under either secret while they are changed', async () => {
    await send([keyOf(secret), keyOf(former)]);
    expect(verified(secret)).toEqual(verified(former));
    expect(String(received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  test('has the time of each try, and the same id', async () => {
    let now = 1_800_000_000_000;
    const webhook = createWebhook({ url: url(), keys: [keyOf(secret)], now: () => now });
    await webhook.send(message, never);
    now += 5_000;
    await webhook.send(message, never);
    expect(received.map(({ headers }) => headers['webhook-timestamp'])).toEqual(['1800000000', '1800000005']);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});

describe('what a host answers', () => {
  test.each([
    [200, {}, { kind: 'told' }],
    [500, {}, { kind: 'untold', cause: '500' }],
    [404, {}, { kind: 'untold', cause: '404' }],
    [410, {}, { kind: 'unwanted' }],
    [429, { 'retry-after': '120' }, { kind: 'untold', cause: '429', retryAfterMs: 120_000 }],
    [503, { 'retry-after': '999999' }, { kind: 'untold', cause: '503', retryAfterMs: 3_600_000 }],
    [503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, { kind: 'untold', cause: '503' }],
  ])('%i %o', async (status, headers, told) => {
    answer = { status, headers: headers as Record<string, string> };
    expect(await send()).toEqual(told);
  });

  test('is not followed elsewhere', async () => {
    answer = { status: 307, headers: { location: `${url()}/elsewhere` } };
    expect(await send()).toEqual({ kind: 'untold', cause: '307' });
    expect(received).toHaveLength(1);
  });

  test('nothing at all is told by its code, never by the address', async () => {
    expect(await send(undefined, `http://127.0.0.1:${await freePort()}/hooks`)).toEqual({
      kind: 'untold',
      cause: 'ECONNREFUSED',
    });
  });
});
