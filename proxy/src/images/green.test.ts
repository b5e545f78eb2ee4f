import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UploadCredentials } from '../green/client.ts';
import { type S3Server, startS3Server } from '../testing/s3-server.ts';
import { createGreenImages } from './green.ts';
import type { ImageHost } from './images.ts';

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const image = (id: string) => ({ id, mediaType: 'image/png', bytes: 3 });

let server: S3Server;
let images: ImageHost;
let clock: number;
let asked: number;
let answer: () => Promise<UploadCredentials>;
const credentials = (n: number, lifeMs = 3_600_000): UploadCredentials => ({
  accessKeyId: `STS.${n}`,
  accessKeySecret: 'word',
  securityToken: `token-${n}`,
  expiresAtMs: clock + lifeMs,
  ossEndpoint: server.origin,
  bucket: 'uploads',
  folder: 'account/folder',
});
const grant = (n: number): void => {
  server.keys = { accessKeyId: `STS.${n}`, secret: 'word', token: `token-${n}` };
};

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 23);
  asked = 0;
  server = await startS3Server({ bucket: 'uploads', keys: { accessKeyId: '', secret: '' }, now: () => clock });
  answer = async () => credentials(asked);
  images = createGreenImages({
    uploadCredentials: () => {
      asked += 1;
      grant(asked);
      return answer();
    },
    now: () => clock,
  });
});
afterEach(async () => {
  await images.stop?.();
  await server.stop();
});

describe('an image in Alibaba’s own bucket', () => {
  test('lies in the account’s folder and is named by bucket and key', async () => {
    const ref = await images.put(image('scan-1'), one('abc'));
    expect(ref).toBe('oss://uploads/account/folder/images/scan-1');
    expect(await images.url(ref)).toBe(ref);
    expect(server.objects.get('account/folder/images/scan-1')).toMatchObject({
      bytes: Buffer.from('abc'),
      mediaType: 'image/png',
    });
  });

  test('needs credentials once for many uploads, also at the same time, and anew shortly before they expire', async () => {
    await Promise.all(['a', 'b', 'c'].map((id) => images.put(image(id), one('abc'))));
    clock += 3_600_000 - 5 * 60_000 - 1;
    await images.put(image('d'), one('abc'));
    expect(asked).toBe(1);
    clock += 1;
    await images.put(image('e'), one('abc'));
    expect(asked).toBe(2);
  });

  test('does with the old credentials while new ones cannot be had, as long as they live', async () => {
    await images.put(image('a'), one('abc'));
    clock += 3_600_000 - 60_000;
    answer = async () => Promise.reject(new Error('away'));
    const before = server.keys;
    const put = images.put(image('b'), one('abc'));
    server.keys = before;
    await put;
    clock += 60_000;
    await expect(images.put(image('c'), one('abc'))).rejects.toMatchObject({ code: 'store-unavailable' });
  });

  test('asks anew after the bucket refused the credentials', async () => {
    await images.put(image('a'), one('abc'));
    server.keys = { accessKeyId: 'STS.1', secret: 'word', token: 'withdrawn' };
    await expect(images.put(image('b'), one('abc'))).rejects.toMatchObject({ code: 'store-unavailable' });
    await images.put(image('b'), one('abc'));
    expect(asked).toBe(2);
  });

  test('is erased where that is permitted', async () => {
    const ref = await images.put(image('a'), one('abc'));
    await images.erase([ref, 'oss://uploads/account/folder/images/unknown', 'nonsense']);
    expect(server.objects.size).toBe(0);
  });

  test('stays in silence where erasing is not permitted, and that is found out once', async () => {
    server.denied.add('DELETE');
    const refs = [await images.put(image('a'), one('abc')), await images.put(image('b'), one('abc'))];
    for (const ref of refs) await images.erase([ref]);
    expect(server.log.filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
  });

  test('says at start that its keeping is not documented', () => {
    expect(images.notes?.join(' ')).toMatch(/not documented/);
  });
});
