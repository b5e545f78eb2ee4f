import { expect, test } from 'vitest';
import { createCredentials } from './credentials.ts';

const sources = {
  accessKeyId: { file: 'id' },
  accessKeySecret: { file: 'secret' },
  securityToken: { file: 'token' },
} as const;

function fixture() {
  const files = new Map([
    ['id', 'id-1\n'],
    ['secret', 'secret-1\n'],
    ['token', 'token-1\n'],
  ]);
  const clock = { now: 0 };
  const readFile = (path: string): string => {
    const text = files.get(path);
    if (text === undefined) throw new Error(`ENOENT ${path}`);
    return text;
  };
  return { files, clock, options: { now: () => clock.now, rereadMs: 1_000, readFile } };
}

test('takes up a rotated key without a restart', () => {
  const { files, clock, options } = fixture();
  const credentials = createCredentials(sources, options);
  expect(credentials()).toEqual({ accessKeyId: 'id-1', accessKeySecret: 'secret-1', securityToken: 'token-1' });
  files.set('id', 'id-2').set('secret', 'secret-2').set('token', 'token-2');
  clock.now = 999;
  expect(credentials().accessKeyId).toBe('id-1');
  clock.now = 1_000;
  expect(credentials()).toEqual({ accessKeyId: 'id-2', accessKeySecret: 'secret-2', securityToken: 'token-2' });
});

test('keeps the last complete set while a file is being replaced', () => {
  const { files, clock, options } = fixture();
  const credentials = createCredentials(sources, options);
  credentials();
  files.set('id', 'id-2').delete('secret');
  clock.now = 5_000;
  expect(credentials().accessKeyId).toBe('id-1');
  files.set('secret', 'secret-2');
  expect(credentials()).toMatchObject({ accessKeyId: 'id-2', accessKeySecret: 'secret-2' });
});

test('throws when there never was a complete set', () => {
  const { files, options } = fixture();
  files.set('secret', '  ');
  expect(createCredentials(sources, options)).toThrow(/secret is empty/);
});
