import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collect } from '../testing/collect.ts';
import { type S3Server, startS3Server } from '../testing/s3-server.ts';
import { type BucketLinks, createBucketLinks } from './bucket-links.ts';

const id = 'abcdefghijklmnopqrstuv';
const photo = Buffer.from('a photo of a card '.repeat(10_000));
async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

let server: S3Server;
let hosts: BucketLinks[];
function open(secrets: readonly [string, ...string[]] = ['a secret that is long enough for all']): BucketLinks {
  const host = createBucketLinks({
    endpoint: server.origin,
    name: 'scans',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'key', accessKeySecret: 'word' },
    publicUrl: 'https://proxy.example/scan/',
    secrets,
  });
  hosts.push(host);
  return host;
}
beforeEach(async () => {
  hosts = [];
  server = await startS3Server({ bucket: 'scans', keys: { accessKeyId: 'key', secret: 'word' } });
});
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.stop?.()));
  await server.stop();
});

const put = (host: BucketLinks, bytes: number | undefined = photo.length) =>
  host.put({ id, mediaType: 'image/png', bytes }, pieces(photo.subarray(0, 70_000), photo.subarray(70_000)));
async function tokenOf(host: BucketLinks, ref: string): Promise<string> {
  const address = await host.url(ref);
  expect(address).toMatch(/^https:\/\/proxy\.example\/scan\/i\/[\w-]{45,48}$/);
  return address.split('/').at(-1) ?? '';
}
async function read(host: BucketLinks, token: string): Promise<string | undefined> {
  const image = await host.open(token);
  if (!image) return undefined;
  const content = Buffer.concat(await collect(image.content));
  expect(image.bytes).toBe(content.length);
  return content.equals(photo) ? image.meta : `something else: ${content.length} bytes`;
}

describe('an image in a bucket that proxies serve', () => {
  test.each([['known', photo.length] as const, ['unknown', undefined] as const])(
    'of %s length lies there sealed, and any of them serves it',
    async (_, bytes) => {
      const [one, other] = [open(), open()];
      const ref = await put(one, bytes);
      const [kept] = server.objects.values();
      expect(kept?.bytes.includes(photo.subarray(0, 18))).toBe(false);
      expect(kept?.mediaType).toBe('application/octet-stream');
      expect(await read(other, await tokenOf(one, ref))).toBe('image/png');
    },
  );

  test('is served and opened under every secret through a rotation', async () => {
    const old = open(['the secret before the rotation, long']);
    const ref = await put(old);
    const renewed = open(['the secret after the rotation, long!', 'the secret before the rotation, long']);
    expect(await read(renewed, await tokenOf(old, ref))).toBe('image/png');
    expect(await read(old, await tokenOf(renewed, ref))).toBeUndefined();
  });

  test('is served to nobody under a made-up address, which counts for nothing', async () => {
    const host = open();
    const ref = await put(host);
    const token = await tokenOf(host, ref);
    for (const wrong of ['', id, `${token.slice(0, -1)}1`, token.slice(0, -1), `x${token.slice(1)}`, `${token}0`])
      expect(await host.open(wrong), wrong).toBeUndefined();
    expect(await host.withdraw?.(ref)).toBe('unfetched');
  });

  test('that was changed in the bucket is not served', async () => {
    const host = open();
    const ref = await put(host);
    const kept = server.objects.get(ref);
    kept?.bytes.writeUInt8((kept.bytes.at(-20) ?? 0) ^ 1, kept.bytes.length - 20);
    await expect(tokenOf(host, ref).then((token) => read(host, token))).rejects.toThrow('broken');
  });
});

describe('whether anybody fetched it', () => {
  test('is known to a replica that did not serve it', async () => {
    const [one, other] = [open(), open()];
    const ref = await put(one);
    const token = await tokenOf(one, ref);
    await read(one, token);
    expect(await other.withdraw?.(ref)).toBe('fetched');
    expect(await read(one, token)).toBeUndefined();
  });

  test('is denied where it was not, and no address of before is of use any more', async () => {
    const [one, other] = [open(), open()];
    const ref = await put(one);
    const former = await tokenOf(one, ref);
    expect(await other.withdraw?.(ref)).toBe('unfetched');
    expect(await read(one, former)).toBeUndefined();
    const next = await tokenOf(one, ref);
    expect(next).not.toBe(former);
    expect(await read(other, next)).toBe('image/png');
    // What was fetched once stays so, under whichever address.
    expect(await one.withdraw?.(ref)).toBe('fetched');
    expect(await read(other, next)).toBeUndefined();
  });

  test('never is denied to the one and the image given to the other, however the two meet', async () => {
    const [one, other] = [open(), open()];
    for (let round = 0; round < 40; round += 1) {
      const ref = await put(one);
      const token = await tokenOf(one, ref);
      const serving = read(one, token);
      if (round % 4 > 0) await setTimeout(round % 4);
      const [served, evidence] = await Promise.all([serving, other.withdraw?.(ref)]);
      if (served !== undefined) expect(evidence, `round ${round}`).toBe('fetched');
      await one.erase([ref]);
    }
  });

  test('is written down before the first byte leaves: where it cannot be, nobody is served', async () => {
    const [one, other] = [open(), open()];
    const ref = await put(one);
    const token = await tokenOf(one, ref);
    server.denied.add('PUT');
    await expect(read(one, token)).rejects.toThrow('PUT with 403');
    server.denied.clear();
    expect(await other.withdraw?.(ref)).toBe('unfetched');
  });

  test('stays written down where the bucket kept it and its answer was lost', async () => {
    const [one, other] = [open(), open()];
    const ref = await put(one);
    const token = await tokenOf(one, ref);
    server.faults.push('none', 'reset-kept', 'reset-kept', 'reset-kept');
    await expect(read(one, token)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await other.withdraw?.(ref)).toBe('fetched');
  });

  test('is unknown once its scan has ended, and leaves nothing behind', async () => {
    const host = open();
    const ref = await put(host);
    await host.erase([ref]);
    expect(await host.withdraw?.(ref)).toBe('unknown');
    expect([...server.objects.keys()]).toEqual([]);
  });
});

describe('the bucket', () => {
  test('is asked to encrypt what lies beside an image too, as its policy may want of everything', async () => {
    const host = open();
    await host.start?.();
    const ref = await put(host);
    await read(host, await tokenOf(host, ref));
    expect([...server.objects.values()].map(({ encryption }) => encryption)).toEqual(['AES256', 'AES256']);
  });

  test('is tried again where a connection of it turned out closed', async () => {
    const host = open();
    const ref = await put(host);
    const token = await tokenOf(host, ref);
    server.faults.push('reset', 503);
    expect(await read(host, token)).toBe('image/png');
  });

  test('is left empty, however often the image was withdrawn and fetched', async () => {
    const host = open();
    const ref = await put(host);
    await host.withdraw?.(ref);
    await host.withdraw?.(ref);
    await read(host, await tokenOf(host, ref));
    expect(server.objects.size).toBe(4);
    await host.erase([ref]);
    expect([...server.objects.keys()]).toEqual([]);
    await host.erase([ref]);
  });

  test('is listed with what lies beside images under their ids, each of which can be erased alone', async () => {
    const host = open();
    const ref = await put(host);
    await read(host, await tokenOf(host, ref));
    await host.withdraw?.(ref);
    const found = host.stored ? await collect(host.stored(Number.POSITIVE_INFINITY)) : [];
    expect(found.map(({ ref: key, id: of }) => [key, of])).toEqual([
      [ref, id],
      [`${ref}.fetched`, id],
      [`${ref}.withdrawn-1`, id],
    ]);
    await host.erase([`${ref}.fetched`]);
    expect([...server.objects.keys()]).toEqual([ref, `${ref}.withdrawn-1`]);
  });
});
