import { createHash, createHmac } from 'node:crypto';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGreen } from './green.ts';
import { makeCardImage } from './testing/card-image.ts';
import { createEmbeddedReader } from './testing/embedded-reader.ts';
import { callGreen } from './testing/signed-call.ts';

const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret', uid: '11' };
const other = { accessKeyId: 'otherid', accessKeySecret: 'othersecret', uid: '22' };
const image = makeCardImage('bank-card', { bankCardNum: '6222020000000000000' });

type Grant = {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken: string;
  expiredTime: number;
  ossEndpoint: string;
  uploadBucket: string;
  uploadFolder: string;
};

let now = Date.now();
const clock = { now: () => now, after: () => () => {} };
const green = createGreen({ accounts: [account, other], reader: createEmbeddedReader(), clock });
let url = '';
beforeAll(async () => {
  ({ url } = await green.listen(0));
});
afterAll(() => green.stop());

async function grantFor(who: typeof account): Promise<Grant> {
  const path = '/green/credentials/uploadcredentials';
  const { json } = await callGreen({ url, path, body: '{}', account: who, now });
  expect(json).toMatchObject({ code: 200, requestId: expect.any(String) });
  return json.data;
}

/** An OSS V1 request made by hand, independent of the server's own signing. */
async function put(grant: Grant, key: string, body: Uint8Array, change: Record<string, string> = {}) {
  const date = new Date(now).toUTCString();
  const md5 = createHash('md5').update(body).digest('base64');
  const resource = `/${grant.uploadBucket}/${key}`;
  const text = `PUT\n${md5}\nimage/png\n${date}\nx-oss-security-token:${grant.securityToken}\n${resource}`;
  const signature = createHmac('sha1', grant.accessKeySecret).update(text).digest('base64');
  const headers = {
    date,
    'content-md5': md5,
    'content-type': 'image/png',
    'x-oss-security-token': grant.securityToken,
    authorization: `OSS ${grant.accessKeyId}:${signature}`,
    ...change,
  };
  const answer = await request(`${grant.ossEndpoint}${resource}`, { method: 'PUT', headers, body });
  return { status: answer.statusCode, text: await answer.body.text() };
}

async function scan(address: string, who = account): Promise<number | undefined> {
  const body = JSON.stringify({ scenes: ['ocr'], extras: { card: 'bank-card' }, tasks: [{ url: address }] });
  const { json } = await callGreen({ url, path: '/green/image/asyncscan', body, account: who, now });
  const entry = () => green.ledger.images.find(({ taskId }) => taskId === json.data[0].taskId);
  await expect.poll(() => entry()?.code).toBeDefined();
  now += 1_000;
  return entry()?.code;
}

describe('an uploaded image', () => {
  test('is recognised under its oss:// address, for the account that put it there', async () => {
    const grant = await grantFor(account);
    expect(grant.expiredTime).toBeGreaterThan(now);
    const key = `${grant.uploadFolder}/images/1.png`;
    expect((await put(grant, key, image)).status).toBe(200);
    expect(await scan(`oss://${grant.uploadBucket}/${key}`)).toBe(200);
    expect(await scan(`oss://${grant.uploadBucket}/${key}`, other), 'somebody else').toBe(403);
    expect(await scan(`oss://${grant.uploadBucket}/${grant.uploadFolder}/images/2.png`), 'never put').toBe(480);
    expect(await scan(`oss://another-bucket/${key}`)).toBe(403);
  });

  test('is refused with another secret, body, token, folder, bucket or size', async () => {
    const grant = await grantFor(account);
    const key = `${grant.uploadFolder}/images/x.png`;
    const refusals: [string, Promise<{ status: number; text: string }>, number, string][] = [
      ['secret', put({ ...grant, accessKeySecret: 'x' }, key, image), 403, 'SignatureDoesNotMatch'],
      ['key', put({ ...grant, accessKeyId: 'STS.x' }, key, image), 403, 'InvalidAccessKeyId'],
      ['token', put({ ...grant, securityToken: 'x' }, key, image), 403, 'InvalidSecurityToken'],
      ['type', put(grant, key, image, { 'content-type': 'text/html' }), 403, 'SignatureDoesNotMatch'],
      ['folder', put(grant, 'upload-22/images/x.png', image), 403, 'AccessDenied'],
      ['no signature', put(grant, key, image, { authorization: '' }), 403, 'AccessDenied'],
      ['size', put(grant, key, Buffer.alloc(20 * 1024 * 1024 + 1)), 400, 'EntityTooLarge'],
    ];
    for (const [what, answer, status, code] of refusals) {
      expect(await answer, what).toEqual({ status, text: expect.stringContaining(`<Code>${code}</Code>`) });
    }
    const date = new Date(now - 16 * 60_000).toUTCString();
    expect((await put(grant, key, image, { date })).text).toContain('RequestTimeTooSkewed');
  });

  test('cannot be put once the credentials expired, and is gone after its time', async () => {
    const grant = await grantFor(account);
    const key = `${grant.uploadFolder}/images/late.png`;
    expect((await put(grant, key, image)).status).toBe(200);
    now = grant.expiredTime + 1;
    expect((await put(grant, key, image)).text).toContain('SecurityTokenExpired');
    expect(await scan(`oss://${grant.uploadBucket}/${key}`)).toBe(480);
  });
});
