import { describe, expect, test } from 'vitest';
import type { ProxyOptions } from '../options.ts';
import { ConfigError } from './fault.ts';
import { type Place, settingsOf } from './settings.ts';

const sessionSecret = '5c1f0b8e9d3a4772b6e4c8a91d0f3e57';
const bucket = { endpoint: 'https://s3.example', name: 'b', region: 'r', accessKeyId: 'i', accessKeySecret: 's' };
const base: ProxyOptions = {
  credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
  publicUrl: 'https://kyc.example/scanfill/',
  sessionSecret,
};

const strict: Place = { strict: true };
const development: Place = { strict: false };
const executable: Place = { strict: true, host: '127.0.0.1' };
const storeSecret = '0Jq5mZ8tYw2RkVn1sHd6PfGu3EaXo7TiMqWr4LcB9eU';

function refusal(options: Partial<ProxyOptions>, place: Place = strict): string {
  try {
    settingsOf({ ...base, ...options }, place);
  } catch (error) {
    if (error instanceof ConfigError) return error.variable;
    throw error;
  }
  return 'starts';
}

const webhookSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazNqcGC5u5I=';

describe('settings', () => {
  test('have safe defaults', () => {
    expect(settingsOf(base, strict)).toMatchObject({
      endpoint: 'https://green.cn-shanghai.aliyuncs.com',
      qps: 10,
      maxTasks: 10,
      publicUrl: 'https://kyc.example/scanfill',
      allowedOrigins: [],
      storeUrl: { kind: 'file', dir: './data' },
      imageHost: 'link',
      sessionSecrets: [sessionSecret],
      storeSecrets: [sessionSecret],
    });
  });

  test('without a PUBLIC_URL images go through Alibaba’s own bucket', () => {
    const { publicUrl: _, ...rest } = base;
    expect(settingsOf(rest, strict).imageHost).toBe('green');
  });

  test('Green fetches a bucket’s images through the proxy where it posts notifications there', () => {
    const bucket = { endpoint: 'https://s3.example', name: 'b', region: 'r', accessKeyId: 'i', accessKeySecret: 's' };
    const linksOf = (options: Partial<ProxyOptions>): string =>
      settingsOf({ ...base, imageHost: 'bucket', bucket, ...options }, strict).bucketLinks;
    expect(linksOf({})).toBe('presigned');
    expect(linksOf({ callback: {} })).toBe('proxy');
    expect(linksOf({ callback: { url: 'https://other.example' } })).toBe('presigned');
    expect(linksOf({ callback: {}, bucket: { ...bucket, links: 'presigned' } })).toBe('presigned');
    expect(linksOf({ bucket: { ...bucket, links: 'proxy' } })).toBe('proxy');
    const unreachable = { imageHost: 'bucket', bucket: { ...bucket, links: 'proxy' } } as const;
    expect(refusal({ ...unreachable, publicUrl: 'https://127.0.0.1:8787' })).toBe('PUBLIC_URL');
    const { publicUrl: _, ...nowhere } = { ...base, ...unreachable };
    expect(() => settingsOf(nowhere, strict)).toThrow('with BUCKET_LINKS=proxy');
  });

  test.each([
    ['AUTH', { auth: 'off' }],
    ['SESSION_SECRET', { sessionSecret: 'short' }],
    ['SESSION_SECRET', { sessionSecret: 'a'.repeat(40) }],
    ['SESSION_SECRET_PREVIOUS', { previousSessionSecret: 'short' }],
    ['STORE_SECRET', { storeSecret: 'short' }],
    ['SESSION_SECRET', { sessionSecret: 'changeme'.repeat(8) }],
    ['SESSION_SECRET', { sessionSecret: 'correct horse battery staple correct horse battery staple' }],
    ['STORE_SECRET', { storeSecret: 'please-change-this-secret-before-production' }],
    ['CALLBACK_URL', { callback: { url: 'http://kyc.example' } }],
    ['BUCKET_ENDPOINT', { imageHost: 'bucket', bucket: { ...bucket, endpoint: 'http://s3.example' } }],
    ['BUCKET_ENDPOINT', { imageHost: 'bucket', bucket: { ...bucket, endpoint: 's3.example' } }],
    ['STORE_URL', { store: 'redis://there', imageHost: 'green' }],
    ['STORE_URL', { store: 'redis+sentinel://127.0.0.1,there/name', imageHost: 'green' }],
    ['STORE_URL', { store: 'redis+cluster://127.0.0.1,there', imageHost: 'green' }],
    ['PUBLIC_URL', { publicUrl: 'http://kyc.example' }],
    ['PUBLIC_URL', { publicUrl: 'kyc.example' }],
    ['PUBLIC_URL', { publicUrl: 'https://kyc.example/?a=b' }],
    ['PUBLIC_URL', { publicUrl: 'https://127.0.0.1:8787' }],
    ['CALLBACK_URL', { callback: { url: 'ftp://kyc.example', seed: 'seed', accountId: '1' } }],
    ['CALLBACK_URL', { callback: { url: 'http://localhost:8787' } }],
    ['CALLBACK_SEED', { callback: { previousSeed: 'seed' } }],
    ['ALLOWED_ORIGINS', { allowedOrigins: ['*'] }],
    ['ALLOWED_ORIGINS', { allowedOrigins: ['https://shop.example/'] }],
    ['ALLOWED_ORIGINS', { allowedOrigins: ['shop.example'] }],
    ['GREEN_ENDPOINT', { greenEndpoint: 'eu-central-1' }],
    ['GREEN_ENDPOINT', { greenEndpoint: 'http://green.example' }],
    ['GREEN_QPS', { greenQps: 0 }],
    ['GREEN_MAX_TASKS', { greenMaxTasks: 101 }],
    ['MAX_IMAGES_A_DAY', { mostImagesADay: 0 }],
    ['MAX_IMAGES_A_DAY', { mostImagesADay: 1.5 }],
    ['IMAGE_PRICE', { imagePrice: -1 }],
    ['WEBHOOK_URL', { webhook: { url: 'http://bank.example/hooks', secret: webhookSecret } }],
    ['WEBHOOK_URL', { webhook: { url: 'bank.example', secret: webhookSecret } }],
    ['WEBHOOK_URL', { webhook: { url: 'https://user@bank.example', secret: webhookSecret } }],
    ['WEBHOOK_SECRET', { webhook: { url: 'https://bank.example', secret: webhookSecret.slice(6) } }],
    ['WEBHOOK_SECRET', { webhook: { url: 'https://bank.example', secret: 'whsec_c2hvcnQ=' } }],
    ['WEBHOOK_SECRET', { webhook: { url: 'https://bank.example', secret: `whsec_${'A'.repeat(44)}` } }],
    [
      'WEBHOOK_SECRET_PREVIOUS',
      { webhook: { url: 'https://bank.example', secret: webhookSecret, previousSecret: 'former' } },
    ],
    ['BACKEND_SECRET', { backendSecret: 'short' }],
    ['BACKEND_SECRET', { previousBackendSecret: 'short' }],
    ['RECEIPT_KEY', { receiptKey: 'secret' }],
    ['RECEIPT_KEY', { previousReceiptKey: 'secret' }],
    ['STORE_URL', { store: 'mysql://there' }],
    ['STORE_URL', { store: 'redis+cluster://one,two/3' }],
    ['STORE_URL', { store: 'redis://there', storeTls: { ca: 'pem' } }],
    ['STORE_CA', { storeTls: { ca: 'pem' } }],
    ['STORE_KEY', { store: 'rediss://there', storeTls: { cert: 'pem' } }],
    ['IMAGE_HOST', { store: 'redis://there', imageHost: 'link' }],
    ['BUCKET_ENDPOINT', { imageHost: 'bucket' }],
    ['CALLBACK_SEED', { callback: { url: 'https://kyc.example', seed: 'no spaces', accountId: '1' } }],
    ['ALIBABA_CLOUD_ACCOUNT_ID', { callback: { url: 'https://kyc.example', seed: 'seed', accountId: 'me' } }],
  ] as const)('%s is named when it is unsafe or wrong: %o', (variable, options) => {
    expect(refusal(options)).toBe(variable);
  });

  test('a webhook may lie on loopback, and is signed with each of its secrets', () => {
    const webhook = { url: 'http://127.0.0.1:9000/hooks', secret: webhookSecret, previousSecret: webhookSecret };
    const settings = settingsOf({ ...base, webhook }, strict).webhook;
    expect([settings?.url, settings?.keys.map(({ length }) => length)]).toEqual([webhook.url, [32, 32]]);
    expect(settingsOf(base, strict).webhook).toBeUndefined();
  });

  test('what is missing is named', () => {
    expect(refusal({ sessionSecret: undefined } as unknown as ProxyOptions)).toBe('SESSION_SECRET');
    expect(refusal({ publicUrl: undefined, imageHost: 'link' } as unknown as ProxyOptions)).toBe('PUBLIC_URL');
    const bare = { publicUrl: undefined, imageHost: 'green', callback: {} };
    expect(refusal(bare as unknown as ProxyOptions)).toBe('PUBLIC_URL');
    const open = { auth: 'off', sessionSecret: undefined } as unknown as ProxyOptions;
    expect(refusal(open, development)).toBe('STORE_SECRET');
    expect(refusal({ ...open, store: 'memory:' }, development)).toBe('starts');
  });

  test('notifications go to PUBLIC_URL unless told, under seeds that follow from the secret', () => {
    expect(settingsOf({ ...base, callback: {} }, strict).callback).toEqual({
      url: 'https://kyc.example/scanfill',
      seeds: undefined,
      accountId: undefined,
      cryptType: 'SHA256',
    });
    const told = { url: 'https://other.example/', seed: 'new', previousSeed: 'old', accountId: '1' };
    expect(settingsOf({ ...base, callback: told }, strict).callback).toMatchObject({
      url: 'https://other.example',
      seeds: ['new', 'old'],
    });
  });

  test('plain http is fine on loopback and outside production', () => {
    expect(refusal({ publicUrl: 'http://127.0.0.1:5173/scanfill', greenEndpoint: 'http://127.0.0.1:5174' })).toBe(
      'starts',
    );
    expect(refusal({ publicUrl: 'http://kyc.example' }, development)).toBe('starts');
    expect(refusal({ publicUrl: 'http://127.0.0.1.evil.example' })).toBe('PUBLIC_URL');
  });

  test('a bucket, Redis and addresses without TLS are taken on a wire that is said to be private, and on loopback', () => {
    const plain: Partial<ProxyOptions> = {
      publicUrl: 'http://kyc.internal',
      callback: { url: 'http://kyc.internal' },
      store: 'redis://there',
      imageHost: 'bucket',
      bucket: { ...bucket, endpoint: 'http://s3.internal' },
    };
    expect(refusal(plain)).not.toBe('starts');
    expect(refusal({ ...plain, privateNetwork: true })).toBe('starts');
    expect(refusal(plain, development)).toBe('starts');
    for (const store of ['redis://127.0.0.1', 'redis://[::1]:6380', 'unix:///run/redis.sock', 'rediss://there'])
      expect(refusal({ store, imageHost: 'green' })).toBe('starts');
    expect(refusal({ imageHost: 'bucket', bucket: { ...bucket, endpoint: 'http://localhost:9000' } })).toBe('starts');
  });

  test('AUTH is off for the executable on loopback alone, and anywhere in development', () => {
    const { publicUrl: _, ...rest } = base;
    const open = { ...rest, auth: 'off', storeSecret } as const;
    const refused = (place: Place, more: Partial<ProxyOptions> = {}): string => {
      try {
        settingsOf({ ...open, ...more }, place);
        return 'starts';
      } catch (error) {
        return error instanceof ConfigError ? error.variable : 'broken';
      }
    };
    expect(refused(strict)).toBe('AUTH');
    for (const host of ['0.0.0.0', '::', '10.0.0.7', 'kyc.example'])
      expect(refused({ strict: true, host })).toBe('AUTH');
    for (const host of ['127.0.0.1', 'localhost', '::1']) expect(refused({ strict: true, host })).toBe('starts');
    expect(refused(executable, { publicUrl: 'https://kyc.example' })).toBe('AUTH');
    expect(refused(development)).toBe('starts');
  });

  test('the executable seals under a secret of its own; a mounted proxy, and development, are warned', () => {
    expect(refusal({}, executable)).toBe('STORE_SECRET');
    expect(refusal({ storeSecret: sessionSecret }, executable)).toBe('STORE_SECRET');
    expect(refusal({ storeSecret }, executable)).toBe('starts');
    expect(refusal({ store: 'memory:' }, executable)).toBe('starts');
    expect(settingsOf({ ...base, storeSecret }, executable).notes).toEqual([]);
    for (const place of [strict, development, { strict: false, host: '127.0.0.1' }])
      expect(settingsOf(base, place).notes.join()).toMatch(/STORE_SECRET is not set/);
  });

  test('a subject that may ask as often as it likes stands for many: only what is set bounds it', () => {
    const usual = { sessionQuota: 100, mostUploadsASubject: 16, mostUploadMbASubject: 64, mostPollsASubject: 32 };
    expect(settingsOf(base, strict)).toMatchObject(usual);
    const none = { sessionQuota: 0, mostUploadsASubject: 0, mostUploadMbASubject: 0, mostPollsASubject: 0 };
    expect(settingsOf({ ...base, requestsPerMinute: 0 }, strict)).toMatchObject(none);
    const some = settingsOf({ ...base, requestsPerMinute: 0, sessionQuota: 7 }, strict);
    expect(some).toMatchObject({ ...none, sessionQuota: 7 });
  });

  test('a secret of words is taken, and the operator told', () => {
    const words = { storeSecret: 'a secret of this store that somebody thought of' };
    expect(settingsOf({ ...base, ...words }, executable).notes.join()).toMatch(/^STORE_SECRET reads as words/);
  });

  test('a weak secret is still taken as the former one, so that it can be left', () => {
    expect(refusal({ previousSessionSecret: 'a secret of tests that is long enough 0123456789' })).toBe('starts');
    expect(refusal({ previousSessionSecret: 'a'.repeat(40) })).toBe('SESSION_SECRET_PREVIOUS');
  });

  test('no message quotes a secret', () => {
    const secret = 'quoted-secret';
    expect(() => settingsOf({ ...base, sessionSecret: secret }, strict)).toThrow(/has 13 characters/);
    expect(() => settingsOf({ ...base, sessionSecret: secret }, strict)).not.toThrow(new RegExp(secret));
  });
});
