import { describe, expect, test } from 'vitest';
import { configOf } from './environment.ts';
import { ConfigError } from './fault.ts';

const base = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'key-id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'key-secret',
  SESSION_SECRET: '0204072a80809fa8e30da2e60ea1deb8',
};

function refusal(env: Record<string, string | undefined>): string {
  try {
    configOf({ ...base, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.variable;
    throw error;
  }
  return 'starts';
}

describe('credentials', () => {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: _id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: _secret, ...keyless } = base;
  const cloud = async () => ({ accessKeyId: 'role', accessKeySecret: 's' });

  test('come from the cloud where no key is set, and only there', async () => {
    expect(configOf(keyless, undefined, () => cloud).options.credentials).toBe(cloud);
    expect(await configOf(base, undefined, () => cloud).options.credentials()).toMatchObject({ accessKeyId: 'key-id' });
  });

  test('are refused by half', () => {
    for (const name of [
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      'ALIBABA_CLOUD_SECURITY_TOKEN',
    ])
      expect(() => configOf({ ...keyless, [name]: 'x' }, undefined, () => cloud)).toThrow(/is missing/);
  });
});

describe('the environment', () => {
  test('becomes options, empty variables meaning unset', () => {
    const { options, port, adminPort, host } = configOf({
      ...base,
      PORT: '9000',
      GREEN_QPS: '20',
      GREEN_MAX_TASKS: '',
      ALLOWED_ORIGINS: 'https://a.example, https://b.example:8443',
      STORE_URL: 'redis://there:6379/1',
      IMAGE_HOST: 'bucket',
      BUCKET_LINKS: 'proxy',
      BUCKET_ENDPOINT: 'https://s3.example',
      BUCKET_NAME: 'b',
      BUCKET_REGION: 'r',
      BUCKET_ACCESS_KEY_ID: 'i',
      BUCKET_ACCESS_KEY_SECRET: 's',
      MAX_IMAGES_A_DAY: '5000',
      IMAGE_PRICE: '0.0015',
      CALLBACK_URL: 'https://kyc.example',
      CALLBACK_SEED: 'seed_1',
      ALIBABA_CLOUD_ACCOUNT_ID: '123',
    });
    expect({ port, adminPort, host }).toEqual({ port: 9000, adminPort: undefined, host: '127.0.0.1' });
    expect(options).toMatchObject({
      greenQps: 20,
      mostImagesADay: 5_000,
      imagePrice: 0.0015,
      allowedOrigins: ['https://a.example', 'https://b.example:8443'],
      store: 'redis://there:6379/1',
      bucket: {
        endpoint: 'https://s3.example',
        name: 'b',
        region: 'r',
        accessKeyId: 'i',
        accessKeySecret: 's',
        links: 'proxy',
      },
      callback: { url: 'https://kyc.example', seed: 'seed_1', accountId: '123' },
    });
    expect(options).not.toHaveProperty('greenMaxTasks');
  });

  test('CALLBACK=on needs nothing else, and takes what else is told', () => {
    expect(configOf({ ...base, CALLBACK: 'on' }).options.callback).toEqual({});
    expect(configOf({ ...base, CALLBACK: 'on', ALIBABA_CLOUD_ACCOUNT_ID: '123' }).options.callback).toEqual({
      accountId: '123',
    });
    for (const env of [{}, { CALLBACK: 'off' }, { ALIBABA_CLOUD_ACCOUNT_ID: '123' }])
      expect(configOf({ ...base, ...env }).options).not.toHaveProperty('callback');
  });

  test('secrets may stand in files; credentials are read again when they change', () => {
    const files = new Map([
      ['/run/id', 'id-1\n'],
      ['/run/secret', 'secret-1\n'],
      ['/run/session', `${base.SESSION_SECRET}\n`],
    ]);
    const { options } = configOf(
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID_FILE: '/run/id',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET_FILE: '/run/secret',
        SESSION_SECRET_FILE: '/run/session',
      },
      (path) => files.get(path) ?? '',
    );
    expect(options.sessionSecret).toBe(base.SESSION_SECRET);
    if (typeof options.credentials !== 'function') return expect.unreachable();
    expect(options.credentials()).toEqual({ accessKeyId: 'id-1', accessKeySecret: 'secret-1' });
  });

  test.each([
    ['ALIBABA_CLOUD_ACCESS_KEY_ID', { ALIBABA_CLOUD_ACCESS_KEY_ID: '' }],
    ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', { ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined }],
    ['SESSION_SECRET', { SESSION_SECRET_FILE: '/also' }],
    ['SESSION_SECRET_FILE', { SESSION_SECRET: '', SESSION_SECRET_FILE: '/nowhere/at/all' }],
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: 'http' }],
    ['IMAGE_HOST', { IMAGE_HOST: 'ftp' }],
    ['AUTH', { AUTH: 'none' }],
    ['BUCKET_NAME', { IMAGE_HOST: 'bucket', BUCKET_ENDPOINT: 'https://s3.example' }],
    ['CALLBACK_SEED', { CALLBACK_URL: 'https://kyc.example' }],
    ['MAX_IMAGES_A_DAY', { MAX_IMAGES_A_DAY: 'many' }],
    ['IMAGE_PRICE', { IMAGE_PRICE: '0,01' }],
    ['WEBHOOK_SECRET', { WEBHOOK_URL: 'https://bank.example' }],
    ['CALLBACK', { CALLBACK: 'yes' }],
    ['CALLBACK', { CALLBACK: 'off', CALLBACK_URL: 'https://kyc.example' }],
  ])('%s is named when it is wrong: %o', (variable, env) => {
    expect(refusal(env)).toBe(variable);
  });
});
