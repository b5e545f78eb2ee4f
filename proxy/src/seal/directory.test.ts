import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectorySync, makeDirectory } from './directory.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scanfill-directory-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('makes all that is missing, for its owner alone, and takes what is there', () => {
  const deep = join(dir, 'a/b/c');
  makeDirectory(deep);
  makeDirectory(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
});

test('syncs for all who ask at once, and rejects for them when it cannot', async () => {
  const sync = createDirectorySync(dir);
  await Promise.all(Array.from({ length: 50 }, sync));
  rmSync(dir, { recursive: true });
  const answers = await Promise.allSettled([sync(), sync()]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  makeDirectory(dir);
  await sync();
  expect(existsSync(dir)).toBe(true);
});
