import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { times } from '../jobs/schedule.ts';
import { collect } from '../testing/collect.ts';
import { type S3Server, startS3Server } from '../testing/s3-server.ts';
import { createBucketImages } from './bucket.ts';
import type { ImageHost } from './images.ts';
import { bucketBase } from './s3.ts';

const image = (id: string, bytes?: number) => ({ id, mediaType: 'image/png', bytes });
async function* pieces(...parts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    await setImmediate();
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}
const spools = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('scanfill-spool-'));

let server: S3Server;
let images: ImageHost;
let clock: number;
beforeEach(async () => {
  clock = Date.UTC(2026, 10, 23);
  server = await startS3Server({ bucket: 'scans', keys: { accessKeyId: 'key', secret: 'word' }, now: () => clock });
  images = createBucketImages({
    endpoint: server.origin,
    name: 'scans',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'key', accessKeySecret: 'word' },
    now: () => clock,
    servedMs: times.addressMs,
  });
});
afterEach(async () => {
  await images.stop?.();
  await server.stop();
});

describe('an image in a bucket', () => {
  test('is served under its address for over an hour, to anyone who has it and to nobody else', async () => {
    const ref = await images.put(image('scan-1', 10), pieces('01234', '56789'));
    const url = await images.url(ref);
    const serve = async (address: string) => {
      const response = await fetch(address);
      return [response.status, response.headers.get('content-type'), (await response.text()).slice(0, 10)];
    };
    expect(await serve(url)).toEqual([200, 'image/png', '0123456789']);
    clock += 65 * 60_000;
    expect(await serve(url)).toEqual([200, 'image/png', '0123456789']);
    expect((await serve(url.split('?')[0] ?? ''))[0]).toBe(403);
    expect((await serve(url.replace('scan-1', 'scan-2')))[0]).toBe(403);
    clock += 60 * 60_000;
    expect((await serve(url))[0]).toBe(403);
  });

  test('streams: the bucket sees the first bytes before the last are there', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('first');
      await held;
      yield Buffer.from('last');
    }
    const put = images.put(image('scan-1', 9), slow());
    expect(server.objects.size).toBe(0);
    release();
    await put;
    expect(server.objects.get('scanfill/scan-1')?.bytes.toString()).toBe('firstlast');
  });

  test('of unknown length is kept aside first, and nothing of that is left', async () => {
    const before = await spools();
    await images.put(image('scan-1'), pieces('a'.repeat(100_000), 'b'));
    expect(server.objects.get('scanfill/scan-1')?.bytes.length).toBe(100_001);
    await expect(images.put(image('scan-2'), pieces('a', new Error('gone')))).rejects.toThrow('gone');
    expect(await spools()).toEqual(before);
  });

  test('is erased, twice in silence', async () => {
    const refs = await Promise.all(['a', 'b'].map((id) => images.put(image(id, 1), pieces('x'))));
    await images.erase(refs);
    await images.erase(refs);
    expect(server.objects.size).toBe(0);
  });

  test('is listed over several pages once it is old enough', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e&f']) await images.put(image(id, 1), pieces('x'));
    clock += 1;
    await images.put(image('g', 1), pieces('x'));
    const found = images.stored && (await collect(images.stored(clock)));
    expect(found).toEqual(
      ['a', 'b', 'c', 'd', 'e&f'].map((id) => ({ ref: `scanfill/${id}`, id, storedAtMs: clock - 1 })),
    );
  });
});

describe('an upload that fails', () => {
  test('rejects with the source’s own error and leaves nothing', async () => {
    await expect(images.put(image('a', 10), pieces('01234', new Error('the client went away')))).rejects.toThrow(
      'the client went away',
    );
    expect(server.objects.size).toBe(0);
  });

  test.each([
    ['short', ['0123']],
    ['long', ['0123456789', 'x']],
  ])('leaves nothing when the source is too %s', async (_, parts) => {
    await expect(images.put(image('a', 10), pieces(...parts))).rejects.toThrow();
    expect(server.objects.size).toBe(0);
  });

  test('leaves nothing when aborted', async () => {
    const controller = new AbortController();
    async function* source(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('01234');
      controller.abort(new Error('too slow'));
      await setImmediate();
      yield Buffer.from('56789');
    }
    await expect(images.put(image('a', 10), source(), controller.signal)).rejects.toThrow('too slow');
    expect(server.objects.size).toBe(0);
  });

  test.each([500, 503, 429] as const)('is store-unavailable where waiting may help: %i', async (status) => {
    server.faults.push(status);
    await expect(images.put(image('a', 1), pieces('x'))).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  test('is erased where the answer was lost after the bucket had kept it', async () => {
    server.faults.push('reset-kept');
    await expect(images.put(image('a', 1), pieces('x'))).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(server.objects.size).toBe(0);
  });

  test('is an error of ours where the bucket refuses', async () => {
    server.keys = { accessKeyId: 'key', secret: 'changed' };
    await expect(images.put(image('a', 1), pieces('x'))).rejects.toThrow(/PUT with 403 SignatureDoesNotMatch/);
    await expect(images.erase(['scanfill/a'])).rejects.toThrow(/DELETE with 403/);
  });

  test('is store-unavailable where there is no bucket', async () => {
    await server.stop();
    await expect(images.put(image('a', 1), pieces('x'))).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});

describe('server-side encryption', () => {
  const encryptions = (): readonly (string | undefined)[] =>
    [...server.objects.values()].map(({ encryption }) => encryption);

  test('is asked for, and nothing said where the bucket says that it does it', async () => {
    await images.start?.();
    await images.put(image('a', 1), pieces('x'));
    expect(encryptions()).toEqual(['AES256']);
    expect(images.notes).toEqual([]);
  });

  test('is asked for still where the bucket says nothing of it, and the operator told', async () => {
    server.encryption = 'ignore';
    await images.start?.();
    await images.put(image('a', 1), pieces('x'));
    expect(encryptions()).toEqual(['AES256']);
    expect(images.notes?.join()).toMatch(/does not say that it encrypts/);
  });

  test.each([400, 501] as const)(
    'is done without where the bucket refuses it with %i, and the operator told',
    async (status) => {
      server.encryption = status;
      await images.start?.();
      await images.put(image('a', 1), pieces('x'));
      expect(encryptions()).toEqual([undefined]);
      expect(images.notes?.join()).toMatch(/refuses to encrypt/);
    },
  );

  test('that is refused after a start without the bucket is done without from the second upload on', async () => {
    server.encryption = 501;
    await expect(images.put(image('a', 1), pieces('x'))).rejects.toMatchObject({ code: 'store-unavailable' });
    await images.put(image('a', 1), pieces('x'));
    expect(encryptions()).toEqual([undefined]);
  });
});

test('an address lives until the last replay’s task may need it, and not longer', async () => {
  const ref = await images.put(image('scan-1', 10), pieces('0123456789'));
  const url = await images.url(ref);
  clock += times.replayWithinMs + times.longestLookMs;
  expect((await fetch(url)).status).toBe(200);
  clock += 6 * 60_000;
  expect((await fetch(url)).status).toBe(403);
});

describe('at start', () => {
  test('what will be needed is tried, and nothing left', async () => {
    await images.start?.();
    expect(server.log.map((line) => line.replace(/-\d+/, ''))).toEqual([
      'PUT scanfill/start → 200',
      'DELETE scanfill/start → 204',
    ]);
  });

  test('a bucket that refuses is named', async () => {
    server.denied.add('DELETE');
    await expect(images.start?.()).rejects.toThrow(/BUCKET_NAME: scans .* DELETE with 403 AccessDenied/);
  });

  test('a bucket that is away is waited for', async () => {
    await server.stop();
    await images.start?.();
  });
});

test.each([
  ['https://s3.oss-cn-shanghai.aliyuncs.com', 'https://scans.s3.oss-cn-shanghai.aliyuncs.com'],
  ['https://scans.s3.oss-cn-shanghai.aliyuncs.com', 'https://scans.s3.oss-cn-shanghai.aliyuncs.com'],
  ['https://s3.eu-west-1.amazonaws.com/', 'https://scans.s3.eu-west-1.amazonaws.com'],
  ['https://account.r2.cloudflarestorage.com', 'https://account.r2.cloudflarestorage.com/scans'],
  ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/scans'],
])('the bucket of %s is at %s', (endpoint, base) => {
  expect(bucketBase(endpoint, 'scans')).toBe(base);
});
