import { describe, expect, test } from 'vitest';
import { readSettings, SettingError } from './settings.ts';

describe('readSettings', () => {
  test('an empty environment runs the stand-in on the usual ports', () => {
    expect(readSettings({})).toEqual({ port: 5173, greenPort: 5174 });
  });

  test('an access key selects the real Green, in Shanghai unless told otherwise', () => {
    const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret' };
    expect(readSettings(keys).account?.endpoint).toBe('https://green.cn-shanghai.aliyuncs.com');
    expect(readSettings({ ...keys, GREEN_ENDPOINT: 'green.cn-beijing.aliyuncs.com' }).account?.endpoint).toBe(
      'https://green.cn-beijing.aliyuncs.com',
    );
  });

  test('a price is a number of whatever currency', () => {
    expect(readSettings({ IMAGE_PRICE: '0.0015' }).imagePrice).toBe(0.0015);
  });

  test.each([
    [{ PORT: '80a' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ GREEN_PORT: '-1' }, 'GREEN_PORT'],
    [{ PUBLIC_URL: 'demo.example' }, 'PUBLIC_URL'],
    [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET'],
    [{ STORE_URL: 'file:./data' }, 'SESSION_SECRET'],
    [{ IMAGE_PRICE: 'cheap' }, 'IMAGE_PRICE'],
    [{ ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid' }, 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'],
  ])('%o is refused, naming %s', (env, name) => {
    expect(() => readSettings(env)).toThrow(SettingError);
    expect(() => readSettings(env)).toThrow(name);
  });

  test('a secret never stands in a message', () => {
    expect(() => readSettings({ SESSION_SECRET: 'hunter2' })).not.toThrow('hunter2');
  });
});
