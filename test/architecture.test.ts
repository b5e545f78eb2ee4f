import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

type Import = { file: string; target: string };

/**
 * Every import of every source file, relative ones resolved to a path inside the workspace. Tests may import what they
 * like.
 */
function importsOf(folder: string): readonly Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /\.tsx?$/.test(file) && !/\.test(-d)?\.tsx?$|\.d\.ts$|(^|\/)(node_modules|dist|testing)\//.test(file),
    )
    .flatMap((file) => {
      const source = readFileSync(join(root, folder, file), 'utf8');
      const found = source.matchAll(
        /(?:^|[\s;])(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm,
      );
      return [...found].map((match) => {
        const name = match[1] ?? match[2] ?? match[3] ?? '';
        const path = join(root, folder, file);
        return {
          file: relative(root, path),
          target: name.startsWith('.') ? relative(root, resolve(dirname(path), name)) : name,
        };
      });
    });
}

const outside = (imports: readonly Import[], allowed: (target: string) => boolean) =>
  imports.filter(({ target }) => !allowed(target));

describe('imports run one way', () => {
  test('the contract imports nothing but itself', () => {
    const imports = importsOf('proxy/src/contract');
    expect(imports.length).toBeGreaterThan(10);
    expect(outside(imports, (target) => target.startsWith('proxy/src/contract/'))).toEqual([]);
  });

  test('the proxy knows neither the widget nor the demo nor the tests', () => {
    const imports = importsOf('proxy/src');
    expect(imports.length).toBeGreaterThan(50);
    expect(imports.filter(({ target }) => /^(@scanfill\/|widget\/|demo\/|test\/)/.test(target))).toEqual([]);
  });

  test('the widget takes nothing from the proxy but the contract', () => {
    const imports = importsOf('widget/src').filter(({ target }) => /^(@scanfill\/|proxy\/|demo\/|test\/)/.test(target));
    expect(imports.length).toBeGreaterThan(0);
    expect(
      outside(imports, (target) => target === '@scanfill/proxy/contract' || target.startsWith('@scanfill/widget')),
    ).toEqual([]);
  });

  test('the stand-in checks signatures with its own code', () => {
    const imports = importsOf('demo/green').filter(({ target }) => /^(@scanfill\/|proxy\/|widget\/)/.test(target));
    expect(outside(imports, (target) => target === '@scanfill/proxy/contract')).toEqual([]);
  });
});
