import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  endAfterRequest,
  reply,
  replyRaw,
  resetAfterRequest,
  resetOnBytes,
  type ScriptedServer,
  type Step,
  silence,
  startScriptedServer,
} from '../testing/scripted-server.ts';
import { createGreenClient, type GreenClient, type GreenClientOptions } from './client.ts';
import type { SubmitOutcome } from './port.ts';

const tasks = [
  { dataId: 'scan-1', url: 'https://images.example.test/1' },
  { dataId: 'scan-2', url: 'https://images.example.test/2' },
];
const ok = (data: unknown) => reply(200, JSON.stringify({ code: 200, msg: 'OK', requestId: 'r', data }));
const acceptedBoth = [
  { code: 200, msg: 'OK', dataId: 'scan-1', taskId: 'img-1', url: tasks[0]?.url },
  { code: 200, msg: 'OK', dataId: 'scan-2', taskId: 'img-2', url: tasks[1]?.url },
];

let server: ScriptedServer;
const clients: GreenClient[] = [];
beforeAll(async () => {
  server = await startScriptedServer();
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
afterAll(() => server.stop());

function client(options: Partial<GreenClientOptions> = {}): GreenClient {
  const created = createGreenClient({
    endpoint: server.origin,
    credentials: () => ({ accessKeyId: 'testid', accessKeySecret: 'testsecret' }),
    ...options,
  });
  clients.push(created);
  return created;
}

async function submit(step: Step, options: Partial<GreenClientOptions> = {}): Promise<SubmitOutcome> {
  server.script(step);
  const green = client(options);
  return green.submit(await green.prepare('bank-card', tasks));
}

async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}

describe('a submission', () => {
  test('is read also where somebody in between packed its answer', async () => {
    const body = gzipSync(JSON.stringify({ code: 200, data: acceptedBoth }));
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`;
    const outcome = await submit({
      on: 'request',
      act: (socket) => socket.end(Buffer.concat([Buffer.from(head), body])),
    });
    expect(outcome.kind).toBe('accepted');
    expect(server.received[0]?.head).toMatch(/^accept-encoding: identity\r?$/im);
  });

  test('stays unknown where its answer is said to be packed and is not', async () => {
    const head = 'HTTP/1.1 429 Too Many Requests\r\ncontent-encoding: gzip\r\ncontent-length: 0\r\n\r\n';
    expect(await submit({ on: 'request', act: (socket) => socket.end(head) })).toMatchObject({ kind: 'unknown' });
  });

  test('whose answer swells beyond all measure when unpacked stays unknown', async () => {
    const body = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`;
    const outcome = await submit({
      on: 'request',
      act: (socket) => socket.end(Buffer.concat([Buffer.from(head), body])),
    });
    expect(outcome).toMatchObject({ kind: 'unknown' });
  });

  test('names one card type and every task, and reads the task IDs', async () => {
    server.script(ok(acceptedBoth));
    const green = client({ bizType: 'kyc', nonce: () => 'nonce-1', now: () => Date.UTC(2026, 0, 15, 8, 30) });
    const callback = { url: 'https://kyc.example.test/cb', seed: 'aabbcc123', cryptType: 'SM3' } as const;
    const request = await green.prepare('bank-card', tasks, () => callback);
    expect(request).toMatchObject({ nonce: 'nonce-1', date: 'Thu, 15 Jan 2026 08:30:00 GMT' });
    const outcome = await green.submit(request);
    expect(outcome).toEqual({
      kind: 'accepted',
      requestId: 'r',
      tasks: new Map([
        ['scan-1', { kind: 'accepted', taskId: 'img-1' }],
        ['scan-2', { kind: 'accepted', taskId: 'img-2' }],
      ]),
    });
    const body: unknown = JSON.parse(server.received[0]?.body ?? '');
    expect(body).toEqual({
      scenes: ['ocr'],
      extras: { card: 'bank-card' },
      bizType: 'kyc',
      callback: 'https://kyc.example.test/cb',
      seed: 'aabbcc123',
      cryptType: 'SM3',
      tasks,
    });
  });

  test('is byte for byte the same when replayed, also after a journey through JSON, each time over a new connection', async () => {
    server.script(ok(acceptedBoth), ok(acceptedBoth));
    const green = client();
    const request = await green.prepare('bank-card', tasks);
    await green.submit(request);
    await green.submit(JSON.parse(JSON.stringify(request)));
    expect(server.received).toHaveLength(2);
    expect(server.received[1]?.bytes).toEqual(server.received[0]?.bytes);
    expect(server.connections()).toBe(2);
  });

  test('asks for the credentials of the moment', async () => {
    let accessKeyId = 'first';
    const green = client({ credentials: async () => ({ accessKeyId, accessKeySecret: 's' }) });
    const before = await green.prepare('bank-card', tasks);
    accessKeyId = 'second';
    const after = await green.prepare('bank-card', tasks);
    expect([before, after].map(({ headers }) => headers.authorization?.split(':')[0])).toEqual([
      'acs first',
      'acs second',
    ]);
  });
});

describe('not sent, because it can be proved', () => {
  test('a refused connection', async () => {
    const endpoint = `http://127.0.0.1:${await closedPort()}`;
    expect(await submit(silence, { endpoint })).toEqual({ kind: 'not-sent', cause: 'ECONNREFUSED' });
  });

  test('a name that does not resolve', async () => {
    const outcome = await submit(silence, { endpoint: 'http://green.invalid' });
    expect(outcome).toMatchObject({ kind: 'not-sent' });
  });

  test('a TLS handshake that fails', async () => {
    const outcome = await submit(
      { on: 'accept', act: (socket) => socket.end('this is not TLS') },
      {
        endpoint: server.origin.replace('http:', 'https:'),
      },
    );
    expect(outcome).toMatchObject({ kind: 'not-sent' });
  });

  test('a TLS handshake that never ends', async () => {
    const endpoint = server.origin.replace('http:', 'https:');
    const outcome = await submit({ on: 'accept', act: () => {} }, { endpoint, connectTimeoutMs: 50 });
    expect(outcome).toEqual({ kind: 'not-sent', cause: 'UND_ERR_CONNECT_TIMEOUT' });
  });

  test('an abort before the start', async () => {
    server.script(ok(acceptedBoth));
    const green = client();
    const outcome = await green.submit(await green.prepare('bank-card', tasks), AbortSignal.abort());
    expect(outcome).toMatchObject({ kind: 'not-sent' });
    expect(server.received).toHaveLength(0);
  });
});

describe('unknown, because it may have arrived', () => {
  const body = JSON.stringify({ code: 200, data: acceptedBoth });
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n`;
  test.each<[string, Step]>([
    ['a reset before the body is read', resetOnBytes],
    ['a reset after the body', resetAfterRequest],
    ['an end without an answer', endAfterRequest],
    ['half an answer by its length', replyRaw(`${head}content-length: ${body.length}\r\n\r\n${body.slice(0, 80)}`)],
    [
      'half an answer by its chunks',
      replyRaw(`${head}transfer-encoding: chunked\r\n\r\n10\r\n${body.slice(0, 16)}\r\n`),
    ],
    ['cut JSON that claims to be whole', reply(200, body.slice(0, -30))],
    ['an answer without a length, cut', replyRaw(`${head}connection: close\r\n\r\n${body.slice(0, 80)}`)],
    ['half a head', replyRaw('HTTP/1.1 200 O')],
    ['something else than HTTP', replyRaw('SSH-2.0-OpenSSH_9.2\r\n')],
    ['an empty answer', reply(200, '')],
    ['an empty object', reply(200, '{}')],
    ['500 without a body', reply(500, '')],
    ['500 with Green’s own code', reply(500, '{"code":500,"msg":"INTERNAL"}')],
    ['502 from an intermediary', reply(502, '<html>Bad Gateway</html>', { 'content-type': 'text/html' })],
    ['the gateway’s InternalError', reply(500, '{"Code":"InternalError","Message":"m","RequestId":"r","HostId":"h"}')],
    ['the gateway’s ServiceUnavailable', reply(503, '{"Code":"ServiceUnavailable"}')],
    ['the service’s own 500, said with 200', reply(200, '{"code":500,"msg":"INTERNAL"}')],
    ['the service’s own time-out', reply(200, '{"code":581}')],
    ['no task of ours in the answer', ok([{ code: 200, dataId: 'other', taskId: 'img-9' }])],
    ['no tasks at all', ok([])],
  ])('%s', async (_, step) => {
    expect(await submit(step)).toMatchObject({ kind: 'unknown' });
    expect(server.connections()).toBe(1);
  });

  test('silence, until the time is up', async () => {
    const outcome = await submit(silence, { submitTimeoutMs: 500 });
    expect(outcome).toEqual({ kind: 'unknown', cause: 'timeout' });
    expect(server.received).toHaveLength(1);
  });

  test('silence in the middle of the answer', async () => {
    const step: Step = { on: 'request', act: (socket) => socket.write(`${head}content-length: 500\r\n\r\n{"code"`) };
    expect(await submit(step, { submitTimeoutMs: 500 })).toEqual({ kind: 'unknown', cause: 'timeout' });
  });

  test('an abort while waiting for the answer', async () => {
    const controller = new AbortController();
    server.script({ on: 'request', act: () => controller.abort() });
    const green = client();
    const outcome = await green.submit(await green.prepare('bank-card', tasks), controller.signal);
    expect(outcome).toEqual({ kind: 'unknown', cause: 'aborted' });
  });

  test('one task of two that the answer does not name', async () => {
    const outcome = await submit(ok([{ ...acceptedBoth[0] }, { code: 200, dataId: 'other', taskId: 'img-9' }]));
    expect(outcome).toMatchObject({
      tasks: new Map([
        ['scan-1', { kind: 'accepted', taskId: 'img-1' }],
        ['scan-2', { kind: 'unknown' }],
      ]),
    });
  });
});

describe('refused, throttled, used', () => {
  const gateway = (status: number, code: string, headers = {}) =>
    reply(status, JSON.stringify({ Code: code, Message: 'm', RequestId: 'r', HostId: 'h' }), headers);
  const service = (code: number) => reply(200, JSON.stringify({ code, msg: 'm', requestId: 'r' }));
  test.each<[string, Step, SubmitOutcome]>([
    [
      'a wrong signature',
      gateway(400, 'SignatureDoesNotMatch'),
      { kind: 'refused', code: 'green-permission', greenCode: 'SignatureDoesNotMatch', attempts: 1 },
    ],
    [
      'an unknown key with 404',
      gateway(404, 'InvalidAccessKeyId.NotFound'),
      { kind: 'refused', code: 'green-permission', greenCode: 'InvalidAccessKeyId.NotFound', attempts: 1 },
    ],
    [
      'a clock that is wrong',
      gateway(400, 'InvalidTimeStamp.Expired'),
      { kind: 'refused', code: 'green-permission', greenCode: 'InvalidTimeStamp.Expired', attempts: 3 },
    ],
    [
      'a missing parameter',
      gateway(400, 'MissingTasks'),
      { kind: 'refused', code: 'green-failed', greenCode: 'MissingTasks', attempts: 1 },
    ],
    [
      'XML instead of JSON',
      reply(400, '<?xml version="1.0"?><Error><RequestId>r</RequestId><Code>SignatureDoesNotMatch</Code></Error>'),
      { kind: 'refused', code: 'green-permission', greenCode: 'SignatureDoesNotMatch', attempts: 1 },
    ],
    ['a used nonce', gateway(400, 'SignatureNonceUsed'), { kind: 'nonce-used' }],
    ['throttling', gateway(400, 'Throttling.User'), { kind: 'throttled', cause: 'Throttling.User' }],
    [
      'throttling behind a 503',
      gateway(503, 'Throttling', { 'retry-after': '2' }),
      { kind: 'throttled', cause: 'Throttling', retryAfterMs: 2000 },
    ],
    ['the quota, for the whole', service(588), { kind: 'throttled', cause: '588' }],
    [
      'the quota, for every task',
      ok(tasks.map(({ dataId }) => ({ code: '588', dataId }))),
      { kind: 'throttled', cause: '588' },
    ],
    ['arrears', service(596), { kind: 'refused', code: 'green-permission', greenCode: '596', attempts: 1 }],
    ['a bad parameter', service(400), { kind: 'refused', code: 'green-refused', greenCode: '400', attempts: 1 }],
  ])('%s', async (_, step, outcome) => {
    expect(await submit(step)).toEqual({ requestId: 'r', ...outcome });
    expect(server.received).toHaveLength(1);
  });
});

describe('unknown, because somebody in between may have said it after the request went through', () => {
  const page = '<html><body>denied</body></html>';
  test.each<[string, Step]>([
    ...[301, 302, 307, 400, 401, 403, 404, 405, 407, 408, 413, 421, 429, 451, 499, 502, 504, 520].map(
      (status): [string, Step] => [`a page with ${status}`, reply(status, page, { location: '/elsewhere' })],
    ),
    ['a page with 200', reply(200, page)],
    ['no content', reply(204, '')],
    ['a gateway’s JSON with its own code', reply(403, '{"code":403,"msg":"forbidden"}')],
    ['the same said with 200', reply(200, '{"code":403,"msg":"blocked"}')],
    ['a code of Green’s without its request ID', reply(200, '{"code":596,"msg":"PERMISSION_DENY"}')],
    ['a code of Green’s with another status', reply(403, '{"code":403,"msg":"m","requestId":"r"}')],
    ['an error in XML that others use too', reply(403, '<Error><Code>AccessDenied</Code></Error>')],
    ['a common word without a request ID', reply(403, '{"Code":"Forbidden","Message":"m"}')],
    ['a code that is documented nowhere', reply(400, '{"Code":"Whatever","RequestId":"r","HostId":"h"}')],
    ['a code of the gateway’s with 200', reply(200, '{"Code":"SignatureDoesNotMatch","RequestId":"r"}')],
    ['a full connection pool', reply(200, '{"code":591,"requestId":"r"}')],
    ['a failed download', reply(200, '{"code":480,"requestId":"r"}')],
    ['the algorithm’s failure', reply(200, '{"code":586,"requestId":"r"}')],
    ['a code of the service that is documented nowhere', reply(200, '{"code":777,"requestId":"r"}')],
    ['a code as long as a book', reply(400, JSON.stringify({ Code: 'x'.repeat(1_000_000), RequestId: 'r' }))],
    ['XML without an end', reply(400, '<Error><Code>'.repeat(30_000))],
  ])('%s', async (_, step) => {
    expect(await submit(step)).toMatchObject({ kind: 'unknown' });
    expect(server.received).toHaveLength(1);
  });
});

describe('Green’s time', () => {
  test('is signed with once an answer has told it, whatever the clock of this machine says', async () => {
    const date = 'Thu, 15 Jan 2026 08:30:00 GMT';
    const own = JSON.stringify({ code: 200, requestId: 'r', data: [] });
    server.script(reply(403, '<html>', { date: 'Thu, 01 Jan 1998 00:00:00 GMT' }), reply(200, own, { date }));
    let elapsedMs = 5_000;
    const green = client({ now: () => 0, elapsed: () => elapsedMs });
    expect((await green.prepare('bank-card', tasks)).date).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
    await green.results(['a']);
    expect(green.now(), 'a page of somebody in between tells nothing').toBeUndefined();
    await green.results(['a']);
    elapsedMs += 90_000;
    expect(green.now()).toBe(Date.parse(date) + 90_000);
    expect((await green.prepare('bank-card', tasks)).date).toBe('Thu, 15 Jan 2026 08:31:30 GMT');
  });
});

describe('queries', () => {
  const result = (taskId: string) => ({
    code: 200,
    taskId,
    results: [{ scene: 'ocr', label: 'ocr', suggestion: 'review', bankCardInfo: { bankCardNum: '6222' } }],
  });

  test('keep their connection and give a result for every ID', async () => {
    server.script(ok([result('a'), { code: 280, taskId: 'b' }]), ok([{ code: 592, taskId: 'a' }]));
    const green = client();
    expect(await green.results(['a', 'b', 'c'])).toEqual({
      kind: 'answered',
      tasks: new Map([
        ['a', { kind: 'done', recognised: true, raw: { bankCardNum: '6222' } }],
        ['b', { kind: 'pending' }],
        ['c', { kind: 'unknown' }],
      ]),
    });
    // A kept connection is free again one turn after its answer's end.
    await setImmediate();
    await setImmediate();
    expect(await green.results(['a'])).toEqual({
      kind: 'answered',
      tasks: new Map([
        ['a', { kind: 'failed', code: 'green-download', greenCode: '592', attempts: 1, ifUnfetched: true }],
      ]),
    });
    expect(server.connections()).toBe(1);
    expect(server.received[0]?.body).toBe('["a","b","c"]');
  });

  test('tell an endpoint that is away from one that does not answer', async () => {
    const away = client({ endpoint: `http://127.0.0.1:${await closedPort()}` });
    expect(await away.results(['a'])).toEqual({ kind: 'not-sent', cause: 'ECONNREFUSED' });
    server.script(resetAfterRequest);
    expect(await client().results(['a'])).toMatchObject({ kind: 'unknown' });
    server.script(silence);
    expect(await client({ queryTimeoutMs: 50 }).results(['a'])).toEqual({ kind: 'unknown', cause: 'timeout' });
  });

  test('are not sent without credentials', async () => {
    const green = client({ credentials: () => Promise.reject(new Error('file gone')) });
    expect(await green.results(['a'])).toEqual({ kind: 'unsigned', cause: 'Error' });
    const source = Object.assign(new Error('secret words'), { code: 'ENOENT' });
    const coded = client({ credentials: () => Promise.reject(source) });
    expect(await coded.results(['a'])).toEqual({ kind: 'unsigned', cause: 'ENOENT' });
    const silent = client({ credentials: () => new Promise(() => {}), credentialsTimeoutMs: 20 });
    expect(await silent.results(['a'])).toEqual({ kind: 'unsigned', cause: 'timeout' });
    await expect(silent.prepare('passport', [])).rejects.toMatchObject({ name: 'UnsignedError', code: 'timeout' });
  });
});

describe('the probe for used nonces', () => {
  const used = reply(400, '{"Code":"SignatureNonceUsed","RequestId":"r"}');
  const unknownTask = reply(200, '{"code":404,"requestId":"r"}');
  const slow = reply(400, '{"Code":"Throttling"}');
  const times = (count: number, step: Step): Step[] => Array.from({ length: count }, () => step);
  test.each<[string, Step[], string]>([
    ['all later queries refused', [ok([]), ...times(11, used)], 'refused'],
    ['the same, the task being unknown to Green', [unknownTask, ...times(11, used)], 'refused'],
    ['a second query that is served', [ok([]), ok([])], 'accepted'],
    ['another node that has not seen it', [ok([]), ...times(6, used), ok([])], 'accepted'],
    ['a first query that failed', [slow], 'unknown'],
    ['an answer among them that says nothing', [ok([]), used, slow], 'unknown'],
    ['an endpoint that calls every nonce used', [used], 'unknown'],
    ['one that is lost, which another node may have seen first', [ok([]), used, resetAfterRequest], 'unknown'],
  ])('%s', async (_, steps, verdict) => {
    server.script(...steps);
    let slots = 0;
    const slot = async () => {
      slots += 1;
    };
    const connections = server.connections();
    let refusals = 0;
    const refused = () => {
      refusals += 1;
    };
    expect(await client().probeNonce({ wanted: 11, slot, refused })).toBe(verdict);
    expect(refusals).toBe(steps.length > 1 ? steps.filter((step) => step === used).length : 0);
    expect(slots).toBe(server.received.length);
    expect(server.received).toHaveLength(steps.length);
    expect(server.connections() - connections, 'each over a connection of its own').toBe(steps.length);
    const nonces = server.received.map(({ head }) => /x-acs-signature-nonce: (\S+)/i.exec(head)?.[1]);
    expect(new Set(nonces).size).toBe(1);
  });
});

describe('upload credentials', () => {
  test('are read, also with the time as a string', async () => {
    server.script(
      ok({
        accessKeyId: 'STS.a',
        accessKeySecret: 'b',
        securityToken: 'c',
        expiredTime: '1768465800000',
        ossEndpoint: 'oss-cn-shanghai.aliyuncs.com',
        uploadBucket: 'bucket',
        uploadFolder: 'folder',
      }),
    );
    expect(await client().uploadCredentials()).toEqual({
      accessKeyId: 'STS.a',
      accessKeySecret: 'b',
      securityToken: 'c',
      expiresAtMs: 1_768_465_800_000,
      ossEndpoint: 'oss-cn-shanghai.aliyuncs.com',
      bucket: 'bucket',
      folder: 'folder',
    });
    expect(server.received[0]).toMatchObject({ body: '{}' });
  });

  test.each<[Step, RegExp]>([
    [reply(200, '{"code":596,"requestId":"r"}'), /refused, 596/],
    [ok({ accessKeyId: 'a' }), /unreadable/],
    [resetAfterRequest, /unknown/],
  ])('or an error that says why not', async (step, message) => {
    server.script(step);
    await expect(client().uploadCredentials()).rejects.toThrow(message);
  });
});
