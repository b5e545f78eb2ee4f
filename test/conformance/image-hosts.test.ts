import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makePictures } from '../harness/pictures.ts';
import { prepareProxy, sessions } from '../harness/proxies.ts';
import { credentials, startStandin } from '../harness/standin.ts';
import { uploadAll } from '../harness/uploader.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const bucket = {
  IMAGE_HOST: 'bucket',
  BUCKET_NAME: 'standin-bucket',
  BUCKET_REGION: 'cn-shanghai',
  BUCKET_ACCESS_KEY_ID: credentials.ALIBABA_CLOUD_ACCESS_KEY_ID,
  BUCKET_ACCESS_KEY_SECRET: credentials.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
};

/** The executable between a client and the stand-in, in processes of their own. */
async function carry(
  hostOf: (port: number, green: string) => Record<string, string>,
  more: Record<string, string> = {},
) {
  const standin = await startStandin(more);
  stops.push(() => standin.process.stop());
  const folder = await mkdtemp(join(tmpdir(), 'scanfill-hosts-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const proxy = await prepareProxy((port) => ({
    GREEN_ENDPOINT: standin.url,
    STORE_URL: `file:${folder}`,
    ...more,
    ...hostOf(port, standin.url),
  }));
  stops.push(() => proxy.stop());
  await proxy.start();
  // Every fifth is of another type.
  const pictures = makePictures('hosts', 65, 30_000).filter((_, index) => index % 5 === 4);
  expect(new Set(pictures.map(({ card }) => card)).size).toBe(13);
  const report = await uploadAll({
    targets: [proxy.url],
    token: sessions(),
    pictures,
    concurrency: 8,
    timeoutMs: 40_000,
  });
  return { standin, folder, report };
}

describe('the executable carries every card type through the stand-in', () => {
  test.each([
    ['by its own links', (port: number) => ({ PUBLIC_URL: `http://127.0.0.1:${port}` }), {}],
    ['by a bucket', (_: number, green: string) => ({ ...bucket, BUCKET_ENDPOINT: green }), {}],
    [
      'by its own links to a bucket',
      (port: number, green: string) => ({
        ...bucket,
        BUCKET_ENDPOINT: green,
        BUCKET_LINKS: 'proxy',
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      }),
      {},
    ],
    ['by Green’s own upload bucket', () => ({ IMAGE_HOST: 'green' }), {}],
    [
      'with temporary credentials',
      (port: number) => ({ PUBLIC_URL: `http://127.0.0.1:${port}` }),
      { ALIBABA_CLOUD_SECURITY_TOKEN: 'a-token-of-this-test' },
    ],
  ])('%s', async (_, host, more) => {
    const { standin, folder, report } = await carry(host, more);
    expect(report.open).toEqual([]);
    expect(report.seen.map(({ code }) => code).filter((code) => code !== undefined)).toEqual([]);
    for (const { raw, picture } of report.seen) expect(JSON.stringify(raw)).toContain(picture.marker);
    expect(await standin.summary()).toMatchObject({ billed: 13, billedTwice: 0 });
    const left = async () => [
      ...(await standin.ledger()).objects,
      ...(await readdir(join(folder, 'images')).catch(() => [])),
    ];
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  });
});
