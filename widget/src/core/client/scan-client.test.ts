import type { DoneScan, Problem, ProblemCode } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';
import { ScanError } from '../base/scan-error.ts';
import { createVirtualEnvironment } from '../testing/virtual-environment.ts';
import { createScanClient, type Progress, type ScanClientOptions } from './scan-client.ts';
import type { TransportRequest, TransportResponse } from './transport.ts';

type Answer = TransportResponse | undefined;

const image = new File(['fictional bytes'], 'card.jpg', { type: 'image/jpeg' });
const done: DoneScan<'bank-card'> = {
  id: 'scan-1',
  card: 'bank-card',
  state: 'done',
  createdAt: '2026-11-23T08:00:00Z',
  doneAt: '2026-11-23T08:00:01Z',
  fields: { bankCardNum: '6222021234567890128' },
  raw: {},
  warnings: [],
  recognised: true,
};
const pending = { id: 'scan-1', card: 'bank-card', state: 'processing', createdAt: done.createdAt };

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): TransportResponse {
  return { status, header: (name) => headers[name.toLowerCase()] ?? null, text: JSON.stringify(body) };
}

function problem(status: number, code: ProblemCode, headers: Readonly<Record<string, string>> = {}): TransportResponse {
  const body: Problem = {
    type: `urn:scanfill:problem:${code}`,
    code,
    title: code,
    status,
    detail: `Detail of ${code}.`,
  };
  return json(status, body, headers);
}

/** A client whose transport answers from a list; the last answer is repeated. */
function clientWith(
  answers: readonly (Answer | ((request: TransportRequest) => Answer | Promise<Answer>))[],
  options: Partial<ScanClientOptions> = {},
) {
  const world = createVirtualEnvironment(options.timeoutMs);
  const requests: TransportRequest[] = [];
  const client = createScanClient({
    endpoint: '/scanfill/',
    session: () => 'token-1',
    environment: world.environment,
    transport: async (request) => {
      requests.push(request);
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      world.pass(20);
      return typeof answer === 'function' ? await answer(request) : answer;
    },
    ...options,
  });
  return { client, requests, world };
}

async function errorOf(promise: Promise<unknown>): Promise<ScanError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ScanError)) throw new Error(`no ScanError: ${String(error)}`);
  return error;
}

describe('scan', () => {
  test('sends the bytes once, with session, key and type, and gives the result', async () => {
    const { client, requests } = clientWith([json(200, done)]);
    await expect(client.scan('bank-card', image, { key: 'key-1' })).resolves.toEqual(done);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/scanfill/v1/scans?card=bank-card',
      headers: {
        Authorization: 'Bearer token-1',
        'Content-Type': 'image/jpeg',
        'Idempotency-Key': 'key-1',
      },
      body: image,
    });
    // Held back, the scan's id would come with its result: too late for a page that is reloaded meanwhile.
    expect(requests[0]?.headers).not.toHaveProperty('Prefer');
  });

  test('follows a pending scan by long poll until it is done', async () => {
    const { client, requests } = clientWith([json(202, pending), json(200, pending), json(200, done)]);
    const ids: string[] = [];
    await expect(client.scan('bank-card', image, { onScan: (id) => ids.push(id) })).resolves.toEqual(done);
    expect(ids).toEqual(['scan-1']);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /scanfill/v1/scans?card=bank-card',
      'GET /scanfill/v1/scans/scan-1',
      'GET /scanfill/v1/scans/scan-1',
    ]);
    expect(requests[1]?.headers.Prefer).toBe('wait=25');
  });

  test('a server that ignores Prefer is not flooded: at least a second between two looks', async () => {
    const { client, requests, world } = clientWith([
      json(202, pending),
      ...Array(9).fill(json(200, pending)),
      json(200, done),
    ]);
    await client.scan('bank-card', image);
    expect(requests).toHaveLength(11);
    expect(world.now()).toBeGreaterThan(9_000);
  });

  test('an answer that brings news is not waited over', async () => {
    const queued = { ...pending, state: 'queued' };
    const { client, world } = clientWith([json(202, queued), json(200, pending), json(200, done)]);
    const before = world.now();
    await client.scan('bank-card', image);
    expect(world.now() - before).toBeLessThan(100);
  });

  test('a failed scan is an answer with its problem', async () => {
    const failed = { ...pending, state: 'failed', problem: { code: 'green-refused' } };
    const { client } = clientWith([json(202, pending), json(200, failed)]);
    await expect(client.scan('bank-card', image)).resolves.toEqual(failed);
  });

  test('progress: bytes of the upload, then recognition', async () => {
    const { client } = clientWith([
      (request) => {
        request.onUpload?.(7, 15);
        request.onUpload?.(15, 15);
        return json(200, done);
      },
    ]);
    const seen: Progress[] = [];
    await client.scan('bank-card', image, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ phase, loaded, total }) => `${phase} ${loaded}/${total}`)).toEqual([
      'upload 0/15',
      'upload 7/15',
      'upload 15/15',
      'recognise 0/1',
      'recognise 1/1',
    ]);
  });

  test('prepares the file first when told how', async () => {
    const { client, requests } = clientWith([json(200, done)]);
    const prepared = new File(['x'], 'card.jpg', { type: 'image/jpeg' });
    const phases: string[] = [];
    await client.scan('bank-card', image, {
      prepare: async () => ({ file: prepared }),
      onProgress: ({ phase }) => phases.push(phase),
    });
    expect(requests[0]?.body).toBe(prepared);
    expect(phases[0]).toBe('prepare');
  });
});

describe('trouble on the way', () => {
  test('a lost connection is tried again under the same key, with growing pauses, six times in all', async () => {
    const { client, requests, world } = clientWith([undefined]);
    const error = await errorOf(client.scan('bank-card', image));
    expect(error).toMatchObject({ code: 'network', retry: 'same' });
    expect(requests).toHaveLength(6);
    expect(new Set(requests.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1);
    const pauses = world.pauses;
    expect(pauses).toHaveLength(5);
    expect(pauses.every((ms, index) => index === 0 || ms > (pauses[index - 1] ?? 0))).toBe(true);
  });

  test('two scans have two keys', async () => {
    const { client, requests } = clientWith([json(200, done)]);
    await client.scan('bank-card', image);
    await client.scan('bank-card', image);
    expect(requests[0]?.headers['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
    expect(requests[0]?.headers['Idempotency-Key']).not.toBe(requests[1]?.headers['Idempotency-Key']);
  });

  test('Retry-After is waited out, in seconds and as a date', async () => {
    const { client, world } = clientWith([
      problem(503, 'overloaded', { 'retry-after': '20' }),
      problem(503, 'overloaded', { 'retry-after': new Date(100_000).toUTCString() }),
      json(200, done),
    ]);
    await client.scan('bank-card', image);
    expect(world.pauses[0]).toBe(20_000);
    expect(world.now()).toBeGreaterThanOrEqual(100_000);
    expect(world.now()).toBeLessThan(110_000);
  });

  test('a Retry-After of minutes is left to the person', async () => {
    const { client, requests } = clientWith([problem(429, 'rate-limited', { 'retry-after': '900' })]);
    const error = await errorOf(client.scan('bank-card', image));
    expect(error).toMatchObject({ code: 'rate-limited', params: { seconds: 900 } });
    expect(requests).toHaveLength(1);
  });

  test.each(['image-format', 'quota-exceeded', 'idempotency-conflict', 'unconfirmed'] as const)(
    '%s is not tried again',
    async (code) => {
      const { client, requests } = clientWith([problem(422, code)]);
      const error = await errorOf(client.scan('bank-card', image));
      expect(error).toMatchObject({ code, problem: { code }, message: `Detail of ${code}.` });
      expect(requests).toHaveLength(1);
    },
  );

  test('a gateway that answers in its own words is understood by its status', async () => {
    const page = (status: number): TransportResponse => ({ status, header: () => null, text: '<html>' });
    expect(await errorOf(clientWith([page(413)]).client.scan('bank-card', image))).toMatchObject({
      code: 'image-too-large',
    });
    expect(await errorOf(clientWith([page(502)]).client.scan('bank-card', image))).toMatchObject({ code: 'network' });
    expect(await errorOf(clientWith([page(200)]).client.scan('bank-card', image))).toMatchObject({ code: 'protocol' });
  });

  test('what a gateway said stands in the message for the developer, bounded and without markup', async () => {
    const html = '<html><head><title>413 Request Entity Too Large</title></head><body><hr>nginx/1.22.1</body></html>';
    const header = (name: string) => (name === 'content-type' ? 'text/html' : null);
    const tooLarge = await errorOf(clientWith([{ status: 413, header, text: html }]).client.scan('bank-card', image));
    expect(tooLarge.message).toBe(
      'Not the service but somebody before it answered 413 (text/html): “413 Request Entity Too Large nginx/1.22.1”. The 15 bytes sent are more than it takes, the service takes 20 MB: raise its limit (nginx: client_max_body_size 21m).',
    );
    expect(tooLarge.foreign).toBe(true);
    const page = { status: 200, header, text: `<p>Welcome</p>${'x'.repeat(5_000)}` };
    const other = await errorOf(clientWith([page]).client.scan('bank-card', image));
    expect(other.message).toMatch(/answered 200 \(text\/html\): “Welcome x+”\. Is `endpoint` the address/);
    expect(other.message.length).toBeLessThan(300);
    const own = await errorOf(clientWith([problem(413, 'image-too-large')]).client.scan('bank-card', image));
    expect([own.foreign, own.message]).toEqual([false, 'Detail of image-too-large.']);
  });

  test('offline is waited out, said, and costs no attempt', async () => {
    const { client, requests, world } = clientWith([...Array(9).fill(undefined), json(200, done)]);
    world.setOnline(false);
    const seen: (string | undefined)[] = [];
    const scan = client.scan('bank-card', image, { onProgress: ({ waiting }) => seen.push(waiting) });
    await world.settle();
    expect(requests).toHaveLength(1);
    expect(seen.at(-1)).toBe('offline');
    for (let looks = 2; looks <= 9; looks++) {
      world.pass(10_000);
      await world.settle();
      expect(requests).toHaveLength(looks);
    }
    world.setOnline(true);
    await expect(scan).resolves.toEqual(done);
    expect(seen.at(-1)).toBeUndefined();
  });

  test('a session that cannot be fetched while offline is waited out too', async () => {
    let asked = 0;
    const { client, world, requests } = clientWith([json(200, done)], {
      session: () => {
        asked += 1;
        if (asked === 1) throw new TypeError('Failed to fetch');
        return 'token-2';
      },
    });
    world.setOnline(false);
    const scan = client.scan('bank-card', image);
    await world.settle();
    expect(requests).toHaveLength(0);
    world.setOnline(true);
    await expect(scan).resolves.toEqual(done);
    expect(requests[0]?.headers.Authorization).toBe('Bearer token-2');
  });

  test('a browser that wrongly says offline does not keep the photo', async () => {
    const { client, world } = clientWith([json(200, done)]);
    world.setOnline(false);
    await expect(client.scan('bank-card', image)).resolves.toEqual(done);
  });

  test('a device that stays offline ends as offline', async () => {
    const { client, world } = clientWith([undefined], { timeoutMs: 5_000 });
    world.setOnline(false);
    const scan = errorOf(client.scan('bank-card', image));
    await world.settle();
    world.pass(5_000);
    expect((await scan).code).toBe('offline');
  });

  test('a scan that never ends times out', async () => {
    const { client, world } = clientWith(
      [
        json(202, pending),
        () => {
          world.pass(25_000);
          return json(200, pending);
        },
      ],
      { timeoutMs: 120_000 },
    );
    expect(await errorOf(client.scan('bank-card', image))).toMatchObject({ code: 'timeout', retry: 'same' });
    expect(world.now()).toBeLessThan(150_000);
  });

  test('the signal aborts at once, before, while sending and while waiting', async () => {
    const before = clientWith([json(200, done)]);
    expect((await errorOf(before.client.scan('bank-card', image, { signal: AbortSignal.abort() }))).code).toBe(
      'aborted',
    );
    expect(before.requests).toHaveLength(0);

    const sending = new AbortController();
    const hanging = clientWith([
      (request) => new Promise((resolve) => request.signal?.addEventListener('abort', () => resolve(undefined))),
    ]);
    const scan = errorOf(hanging.client.scan('bank-card', image, { signal: sending.signal }));
    await hanging.world.settle();
    sending.abort();
    expect((await scan).code).toBe('aborted');

    const waiting = new AbortController();
    const offline = clientWith([undefined]);
    offline.world.setOnline(false);
    const held = errorOf(offline.client.scan('bank-card', image, { signal: waiting.signal }));
    await offline.world.settle();
    waiting.abort();
    expect((await held).code).toBe('aborted');
  });
});

describe('sessions', () => {
  test('a token is asked for once and renewed before it expires', async () => {
    let minted = 0;
    const { client, requests, world } = clientWith([json(200, done)], {
      session: () => ({ token: `token-${++minted}`, expiresIn: 300 }),
    });
    await Promise.all([client.scan('bank-card', image), client.scan('bank-card', image)]);
    expect(minted).toBe(1);
    world.pass(290_000);
    await client.scan('bank-card', image);
    expect(minted).toBe(2);
    expect(requests.at(-1)?.headers.Authorization).toBe('Bearer token-2');
  });

  test('a refused token is renewed once, then the refusal stands', async () => {
    let minted = 0;
    const session = () => `token-${++minted}`;
    const again = clientWith([problem(401, 'session-expired'), json(200, done)], { session });
    await expect(again.client.scan('bank-card', image)).resolves.toEqual(done);
    expect(again.requests.map(({ headers }) => headers.Authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);

    const refused = clientWith([problem(401, 'session-invalid')], { session });
    expect((await errorOf(refused.client.scan('bank-card', image))).code).toBe('session-invalid');
    expect(refused.requests).toHaveLength(2);
  });

  test('a host that never answers, and a preparation that never ends, do not outlive the signal', async () => {
    const never = () => new Promise<never>(() => undefined);
    const controller = new AbortController();
    const { signal } = controller;
    const asking = errorOf(
      clientWith([json(200, done)], { session: never }).client.scan('bank-card', image, { signal }),
    );
    const preparing = errorOf(
      clientWith([json(200, done)]).client.scan('bank-card', image, { signal, prepare: never }),
    );
    setTimeout(() => controller.abort());
    expect((await asking).code).toBe('aborted');
    expect((await preparing).code).toBe('aborted');
  });

  test('a session that is never answered is given up after half a minute, and asked for anew by the next attempt', async () => {
    let asked = 0;
    const session = () => (++asked === 1 ? new Promise<string>(() => undefined) : 'token');
    const { client, world, requests } = clientWith([json(200, done)], { session });
    const error = errorOf(client.scan('bank-card', image));
    await world.settle();
    world.pass(29_999);
    await world.settle();
    expect(requests).toHaveLength(0);
    world.pass(1);
    expect(await error).toMatchObject({ code: 'timeout', retry: 'same' });
    expect(await client.scan('bank-card', image)).toMatchObject({ state: 'done' });
    expect(asked).toBe(2);
  });

  test('a host that cannot mint a session is told as such', async () => {
    const cause = new Error('signed out');
    const { client, requests } = clientWith([json(200, done)], { session: () => Promise.reject(cause) });
    const error = await errorOf(client.scan('bank-card', image));
    expect(error).toMatchObject({ code: 'session-missing', cause });
    expect(error.message).toBe('No session token: Error: signed out');
    expect(requests).toHaveLength(0);
  });

  test('what a session source gives without a token is no session', async () => {
    const { client, requests } = clientWith([json(200, done)], { session: () => ({ error: 'x' }) as never });
    const error = await errorOf(client.scan('bank-card', image));
    expect(error).toMatchObject({ code: 'session-missing' });
    expect(error.message).toContain('`session` gave no token');
    expect(requests).toHaveLength(0);
  });
});

describe('resume and remove', () => {
  test('a scan is picked up by its id alone', async () => {
    const { client, requests } = clientWith([json(200, pending), json(200, done)]);
    await expect(client.resume('scan-1')).resolves.toEqual(done);
    expect(requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('a scan that is gone says so', async () => {
    const { client } = clientWith([problem(404, 'scan-not-found')]);
    expect((await errorOf(client.resume('scan-1'))).code).toBe('scan-not-found');
  });

  test('removing what is already gone is no error', async () => {
    const { client, requests } = clientWith([
      { status: 204, header: () => null, text: '' },
      problem(404, 'scan-not-found'),
    ]);
    await client.remove('a/b');
    await client.remove('a/b');
    expect(requests[0]).toMatchObject({ method: 'DELETE', url: '/scanfill/v1/scans/a%2Fb' });
  });
});

test('what the person has consented to goes with the photo, as old as it is by then', async () => {
  const { client, requests, world } = clientWith([undefined, json(200, done)]);
  const consent = { version: '隐私政策 3', at: world.environment.now() - 12_400 };
  await client.scan('bank-card', image, { consent });
  const headers = requests.map((request) => request.headers['Scanfill-Consent']);
  const [version, first] = headers[0]?.split('; age=') ?? [];
  expect([version, first]).toEqual([encodeURIComponent('隐私政策 3'), '12']);
  expect(headers).toHaveLength(2);
  const without = clientWith([json(200, done)]);
  await without.client.scan('bank-card', image);
  expect(without.requests[0]?.headers).not.toHaveProperty('Scanfill-Consent');
});
