import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TaskFault } from '../faults/fault.ts';
import { scriptedFaults } from '../faults/scripted-faults.ts';
import { createGreen } from '../green.ts';
import { makeCardImage } from '../testing/card-image.ts';
import { createEmbeddedReader } from '../testing/embedded-reader.ts';
import { startImageServer } from '../testing/image-server.ts';
import { callGreen } from '../testing/signed-call.ts';
import { checksumOf } from './checksum.ts';

const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret', uid: '1234567890123456' };
type Received = { path: string | undefined; type: string | undefined; checksum: string; content: string; at: number };

let received: Received[] = [];
let statuses: number[] = [];
const running: { stop(): Promise<void> }[] = [];
let images: Awaited<ReturnType<typeof startImageServer>>;
let address = '';
const receiver = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const form = new URLSearchParams(body);
  const [checksum, content] = [form.get('checksum') ?? '', form.get('content') ?? ''];
  received.push({ path: request.url, type: request.headers['content-type'], checksum, content, at: Date.now() });
  response.writeHead(statuses.shift() ?? 200).end();
});

beforeAll(async () => {
  images = await startImageServer();
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const bound = receiver.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/callback`;
});
afterAll(async () => {
  await Promise.all(running.map((green) => green.stop()));
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await images.stop();
});
beforeEach(() => {
  received = [];
  statuses = [];
});

async function scan(more: object = {}, fault?: TaskFault) {
  const faults = scriptedFaults(fault === undefined ? [] : [{ on: 'task', number: 1, fault }]);
  const limits = { callbackPauseMs: 60 };
  const green = createGreen({ accounts: [account], reader: createEmbeddedReader(), faults, limits });
  running.push(green);
  const { url } = await green.listen(0);
  const tasks = [{ dataId: 'mine', url: images.put('card.png', makeCardImage('bank-card', { bankCardNum: '中1' })) }];
  const callback = { callback: address, seed: 'aabbcc123', ...more };
  const body = JSON.stringify({ scenes: ['ocr'], extras: { card: 'bank-card' }, tasks, ...callback });
  const { json } = await callGreen({ url, path: '/green/image/asyncscan', body, account });
  return { green, taskId: json.data[0].taskId, answeredAt: Date.now() };
}

test('tells that a task ended, as a form, with the fields and the proof', async () => {
  const { taskId } = await scan();
  await expect.poll(() => received).toHaveLength(1);
  const { type, checksum, content } = received[0] ?? { content: '{}' };
  expect(type).toMatch(/^application\/x-www-form-urlencoded/);
  expect(JSON.parse(content)).toMatchObject({
    code: 200,
    dataId: 'mine',
    taskId,
    results: [{ scene: 'ocr', bankCardInfo: { bankCardNum: '中1' } }],
  });
  expect(checksum).toBe(checksumOf(account.uid, 'aabbcc123', content, 'SHA256'));
  expect(checksum).toMatch(/^[0-9a-f]{64}$/);
});

test('proves with SM3 where asked', async () => {
  await scan({ cryptType: 'SM3' });
  await expect.poll(() => received).toHaveLength(1);
  const { checksum, content } = received[0] ?? { content: '' };
  expect(checksum).toBe(checksumOf(account.uid, 'aabbcc123', content, 'SM3'));
});

test('repeats until it is answered 200', async () => {
  statuses = [500, 302, 404];
  const { green } = await scan();
  await expect
    .poll(() => green.ledger.callbacks.map(({ status }) => status), { timeout: 5_000 })
    .toEqual([500, 302, 404, 200]);
});

test('gives up after 16 attempts', async () => {
  statuses = Array.from({ length: 20 }, () => 500);
  const { green } = await scan();
  await expect.poll(() => green.ledger.callbacks.length, { timeout: 15_000, interval: 200 }).toBe(16);
  expect(received).toHaveLength(16);
}, 20_000);

test('comes before the answer, twice, forged or never where a fault says so', async () => {
  const early = await scan({}, { kind: 'callback', how: 'early' });
  expect(received).toHaveLength(1);
  expect(received[0]?.at).toBeLessThanOrEqual(early.answeredAt);

  received = [];
  await scan({}, { kind: 'callback', how: 'twice' });
  await expect.poll(() => received).toHaveLength(2);
  expect(received[0]?.content).toBe(received[1]?.content);

  received = [];
  await scan({}, { kind: 'callback', how: 'forged' });
  await expect.poll(() => received).toHaveLength(2);
  const proofs = received.map(
    ({ checksum, content }) => checksum === checksumOf(account.uid, 'aabbcc123', content, 'SHA256'),
  );
  expect(proofs).toEqual([false, true]);

  received = [];
  const { green } = await scan({}, { kind: 'callback', how: 'never' });
  await expect.poll(() => green.ledger.images[0]?.state).toBe('billed');
  expect(received).toEqual([]);
});

describe('before the true notification comes', () => {
  const isProved = ({ checksum, content }: Received) =>
    checksum === checksumOf(account.uid, 'aabbcc123', content, 'SHA256');
  const read = ({ content }: Received) => JSON.parse(content);
  type How = Extract<TaskFault, { kind: 'callback' }>['how'];
  const cases: [How, object, { proved: boolean; path: string }][] = [
    ['forged', { dataId: 'mine', code: 200 }, { proved: false, path: '/callback' }],
    ['forged-failure', { dataId: 'mine', code: 594 }, { proved: false, path: '/callback' }],
    ['foreign', { dataId: expect.stringMatching(/^foreign-/), code: 200 }, { proved: true, path: '/callback' }],
    ['other-task', { dataId: 'mine', taskId: expect.stringMatching(/x$/) }, { proved: true, path: '/callback' }],
    ['wrong-path', { dataId: 'mine', code: 200 }, { proved: true, path: '/callbacA' }],
  ];
  test.each(cases)('one is %s, and in the ledger as such', async (how, content, { proved, path }) => {
    const { green, taskId } = await scan({}, { kind: 'callback', how });
    await expect.poll(() => received).toHaveLength(2);
    const [untrue, real] = received;
    if (untrue === undefined || real === undefined) throw new Error('two were received');
    expect(read(untrue)).toMatchObject(content);
    expect({ proved: isProved(untrue), path: untrue.path }).toEqual({ proved, path });
    expect(read(real)).toMatchObject({ dataId: 'mine', taskId, code: 200 });
    expect({ proved: isProved(real), path: real.path }).toEqual({ proved: true, path: '/callback' });
    await expect
      .poll(() => green.ledger.callbacks)
      .toMatchObject([
        { forged: true, how, taskId },
        { forged: false, taskId },
      ]);
  });

  test('it is repeated as often as scripted', async () => {
    await scan({}, { kind: 'callback', how: 'many', times: 5 });
    await expect.poll(() => new Set(received.map(({ content }) => content)).size).toBe(1);
    await expect.poll(() => received).toHaveLength(5);
  });

  test('it waits as long as scripted', async () => {
    const { green } = await scan({}, { kind: 'callback', how: 'late', forMs: 300 });
    await expect.poll(() => green.ledger.images[0]?.state).toBe('billed');
    expect(received).toEqual([]);
    await expect.poll(() => received).toHaveLength(1);
    expect(received[0]?.at).toBeGreaterThanOrEqual((green.ledger.images[0]?.endedAt ?? 0) + 290);
  });
});
