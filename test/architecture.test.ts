import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** `value`: something of the module is there when the program runs, not its types alone. */
type Import = { file: string; target: string; value: boolean };

const isSource = (file: string) =>
  /\.(tsx?|mjs)$/.test(file) && !/\.d\.ts$|(^|\/)(node_modules|dist|results)\//.test(file);

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file.replaceAll('\\', '/')))
    .filter(isSource);
}

const statement =
  /(?:^|[\s;])(?:import|export)\b([^'"`;]*?)from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm;

function importsIn(file: string): readonly Import[] {
  // Comments may show how to import.
  const source = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...source.matchAll(statement)].map(([, what = '', named, later, alone]) => {
    const name = named ?? later ?? alone ?? '';
    const parts = /^\s*\{([^}]*)\}\s*$/
      .exec(what)?.[1]
      ?.split(',')
      .filter((part) => part.trim() !== '');
    return {
      file,
      target: name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name,
      value: !/^\s*type\b/.test(what) && !parts?.every((part) => /^\s*type\b/.test(part)),
    };
  });
}

/**
 * Every import of every source file, relative ones resolved to a path inside the workspace. Tests may import what they
 * like.
 */
function importsOf(folder: string): readonly Import[] {
  return filesIn(folder)
    .filter((file) => !/\.test(-d)?\.(tsx?|mjs)$|(^|\/)testing\//.test(file))
    .flatMap(importsIn);
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

  test.each([
    ['widget/src/core', 'the views', /^((react|preact)\b|widget\/src\/(ui|element|texts|frame|parts))/],
    ['widget/src/parts', 'the views', /^((react|preact)\b|widget\/src\/(ui|element|texts|frame))/],
    ['widget/src/texts', 'the views', /^((react|preact)\b|widget\/src\/(ui|element|frame))/],
    ['widget/src/ui', 'the element around it', /^widget\/src\/(element|frame)/],
    ['proxy/src/base', 'anything that works with it', /^proxy\/src\/(?!base|contract)/],
    ['proxy/src/green', 'who calls Green, and why', /^proxy\/src\/(jobs|engine|store|http)\//],
    ['proxy/src/images', 'whose image it is', /^proxy\/src\/(jobs|engine|store|http)\//],
    ['proxy/src/jobs', 'who moves a job, and where it is kept', /^proxy\/src\/(engine|http|store)\//],
    ['proxy/src/store', 'who asks it', /^proxy\/src\/(engine|http)\//],
    ['proxy/src/engine', 'HTTP', /^proxy\/src\/http\//],
    ['proxy/src/http', 'the loops', /^proxy\/src\/engine\/(submitter|poller|resolver|sweeper|loop|pacing)/],
    ['demo/reader', 'how specimens are drawn', /^demo\/specimens\//],
    ['demo/reader', 'the stand-in, but for its port', /^demo\/green\/(?!reader-port\.ts$)/],
    ['demo/specimens', 'how they are read', /^demo\/reader\//],
    ['sandbox/src', 'how specimens are drawn, and the tests', /^(@scanfill\/demo\/specimens\/|test\/)/],
  ])('%s does not know %s', (folder, _what, unwanted) => {
    const imports = importsOf(folder);
    expect(imports.length).toBeGreaterThan(2);
    expect(imports.filter(({ target }) => unwanted.test(target))).toEqual([]);
  });

  test('no module needs itself, by whatever way round', () => {
    const folders = ['proxy/src', 'widget/src', 'widget/scripts', 'demo', 'sandbox', 'docs/site', 'test'];
    const needs = new Map<string, string[]>();
    for (const file of folders.flatMap(filesIn))
      needs.set(
        file,
        importsIn(file).flatMap(({ target, value }) => (value && isSource(target) ? [target] : [])),
      );
    expect(needs.size).toBeGreaterThan(400);
    expect(ringsIn(needs)).toEqual([]);
    // And this is how one would be told.
    expect(
      ringsIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual([['b', 'c']]);
  });
});

describe('the house is tidy', () => {
  const packages = ['proxy', 'widget', 'demo', 'sandbox', 'test'];
  const all = [...packages, 'docs/site'].flatMap(filesIn);

  test('tests are named test', () => {
    const named = all.filter((file) =>
      /^import \{[^}]*\bit\b[^}]*\} from 'vitest'/m.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(named).toEqual([]);
  });

  test('comments keep to the width of the code', () => {
    const wide = all.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.length > 120 && /^\s*(\/?\*|\/\/)/.test(line) ? [`${file}:${index + 1}`] : [])),
    );
    expect(wide).toEqual([]);
  });

  test('every decision stands in their list, and nothing else does', () => {
    const folder = join(root, 'docs/decisions');
    const list = readFileSync(join(folder, 'README.md'), 'utf8');
    const listed = [...list.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(
      readdirSync(folder)
        .filter((name) => name !== 'README.md')
        .sort(),
    );
  });

  test('there is one version', () => {
    const versionOf = (folder: string): unknown =>
      JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).version;
    expect(packages.map(versionOf)).toEqual(Array(packages.length).fill(versionOf('.')));
  });
});

/** The rings of a graph: what is in one needs itself (Tarjan's strongly connected components of more than one). */
function ringsIn(needs: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const rings: string[][] = [];
  const visit = (file: string): number => {
    const at = order.size;
    order.set(file, at);
    open.push(file);
    let low = at;
    for (const next of needs.get(file) ?? [])
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    if (low === at) {
      const ring = open.splice(open.indexOf(file));
      if (ring.length > 1 || needs.get(file)?.includes(file)) rings.push(ring.sort());
    }
    return low;
  };
  for (const file of needs.keys()) if (!order.has(file)) visit(file);
  return rings;
}
