import { describe, expect, test } from 'vitest';
import type { ProxyOptions } from '../options.ts';
import { ConfigError } from './fault.ts';
import { settingsOf } from './settings.ts';

const sessionSecret = 'a secret of tests that is long enough 0123456789';
const base: ProxyOptions = {
  credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
  publicUrl: 'https://kyc.example/scanfill/',
  sessionSecret,
};

function refusal(options: Partial<ProxyOptions>, production = true): string {
  try {
    settingsOf({ ...base, ...options }, production);
  } catch (error) {
    if (error instanceof ConfigError) return error.variable;
    throw error;
  }
  return 'starts';
}

describe('settings', () => {
  test('have safe defaults', () => {
    expect(settingsOf(base, true)).toMatchObject({
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
    expect(settingsOf(rest, true).imageHost).toBe('green');
  });

  test.each([
    ['AUTH', { auth: 'off' }],
    ['SESSION_SECRET', { sessionSecret: 'short' }],
    ['SESSION_SECRET', { sessionSecret: 'a'.repeat(40) }],
    ['SESSION_SECRET_PREVIOUS', { previousSessionSecret: 'short' }],
    ['STORE_SECRET', { storeSecret: 'short' }],
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

  test('what is missing is named', () => {
    expect(refusal({ sessionSecret: undefined } as unknown as ProxyOptions)).toBe('SESSION_SECRET');
    expect(refusal({ publicUrl: undefined, imageHost: 'link' } as unknown as ProxyOptions)).toBe('PUBLIC_URL');
    const bare = { publicUrl: undefined, imageHost: 'green', callback: {} };
    expect(refusal(bare as unknown as ProxyOptions)).toBe('PUBLIC_URL');
    const open = { auth: 'off', sessionSecret: undefined } as unknown as ProxyOptions;
    expect(refusal(open, false)).toBe('STORE_SECRET');
    expect(refusal({ ...open, store: 'memory:' }, false)).toBe('starts');
  });

  test('notifications go to PUBLIC_URL unless told, under seeds that follow from the secret', () => {
    expect(settingsOf({ ...base, callback: {} }, true).callback).toEqual({
      url: 'https://kyc.example/scanfill',
      seeds: undefined,
      accountId: undefined,
      cryptType: 'SHA256',
    });
    const told = { url: 'https://other.example/', seed: 'new', previousSeed: 'old', accountId: '1' };
    expect(settingsOf({ ...base, callback: told }, true).callback).toMatchObject({
      url: 'https://other.example',
      seeds: ['new', 'old'],
    });
  });

  test('plain http is fine on loopback and outside production', () => {
    expect(refusal({ publicUrl: 'http://127.0.0.1:5173/scanfill', greenEndpoint: 'http://127.0.0.1:5174' })).toBe(
      'starts',
    );
    expect(refusal({ publicUrl: 'http://kyc.example' }, false)).toBe('starts');
    expect(refusal({ publicUrl: 'http://127.0.0.1.evil.example' })).toBe('PUBLIC_URL');
  });

  test('no message quotes a secret', () => {
    const secret = 'quoted-secret';
    expect(() => settingsOf({ ...base, sessionSecret: secret }, true)).toThrow(/has 13 characters/);
    expect(() => settingsOf({ ...base, sessionSecret: secret }, true)).not.toThrow(new RegExp(secret));
  });
});
