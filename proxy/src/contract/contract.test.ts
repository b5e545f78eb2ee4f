import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { problemOf, problems } from './problems.ts';

const folder = dirname(fileURLToPath(import.meta.url));

test('no module of the contract imports anything from outside it', async () => {
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/\.test|test-d|testing/.test(name),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) {
    const text = await readFile(join(folder, name), 'utf8');
    for (const [, from = ''] of text.matchAll(/(?:^(?:import|export)[^;'=]*? from|import\()\s*'([^']+)'/gm)) {
      expect(from, name).toMatch(/^\.\.?\//);
      expect(relative(folder, join(folder, dirname(name), from)), `${name} imports ${from}`).not.toMatch(/^\.\./);
    }
  }
});

test('a problem goes over the wire as RFC 9457 wants it', () => {
  expect(problemOf('image-format', 'Detail.')).toEqual({
    type: 'urn:scanfill:problem:image-format',
    code: 'image-format',
    title: problems['image-format'].title,
    status: 415,
    detail: 'Detail.',
  });
  expect(problemOf('internal')).not.toHaveProperty('detail');
});
