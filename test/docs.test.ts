import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cardNames } from '@scanfill/proxy/contract';
import { describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.md') && !/(^|\/)(node_modules|dist|results)\//.test(path),
);

describe('the documents keep to the code', () => {
  test('every environment variable of the proxy is documented, and no other', () => {
    const code = read('proxy/src/config/environment.ts');
    const known = new Set([...code.matchAll(/\(\s*'([A-Z][A-Z_]+[A-Z])'/g)].map((match) => match[1]));
    const table = read('proxy/README.md').split('## Configuration')[1]?.split('\n## ')[0] ?? '';
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const told = new Set(
      rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map((match) => match[1])),
    );
    known.delete('ALIBABA_CLOUD_ACCESS_KEY_ID_FILE');
    expect([...told].sort()).toEqual([...known].sort());
  });

  test('the README names every card type', () => {
    for (const card of cardNames) expect(read('README.md')).toContain(`\`${card}\``);
  });

  test('every script that a page tells to run exists', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/pnpm@[\d.]+ ([\w:]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  test('every relative link leads somewhere', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
