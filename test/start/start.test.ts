import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

type BuildChanged = (options: {
  readonly root: string;
  readonly packages: readonly { readonly name: string; readonly uses: readonly string[] }[];
  readonly buildOne: (name: string) => Promise<void>;
}) => Promise<readonly string[]>;

const module = new URL('../scripts/build-changed.mjs', import.meta.url).href;
const { buildChanged }: { readonly buildChanged: BuildChanged } = await import(module);
const start = fileURLToPath(new URL('../../demo/scripts/start.mjs', import.meta.url));

test.each(['PORT', 'GREEN_PORT'])('a taken %s is told before anything is installed or built', async (variable) => {
  const blocker = createServer();
  const port = await new Promise<number>((resolve) => {
    blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port));
  });
  const env = { PATH: process.env.PATH, PORT: '0', GREEN_PORT: '0', [variable]: String(port) };
  const [code, out, err] = await new Promise<[unknown, string, string]>((resolve) =>
    execFile(process.execPath, [start], { env }, (error, out, err) => resolve([error?.code, out, err])),
  );
  blocker.close();
  expect([code, out]).toEqual([1, '']);
  expect(err).toBe(
    `Port ${port} on 127.0.0.1 is taken. Stop what uses it, or choose another one: ${variable}=${port + 1000}.\n`,
  );
});

test.each([
  ['--help', 0],
  ['reader --help', 0],
  ['raeder', 1],
])('`pnpm bench %s` says what there is and runs nothing', async (args, code) => {
  const script = fileURLToPath(new URL('../scripts/bench.mjs', import.meta.url));
  const [failed, out, err] = await new Promise<[unknown, string, string]>((resolve) =>
    execFile(process.execPath, [script, ...args.split(' ').filter(Boolean)], (error, out, err) =>
      resolve([error?.code ?? 0, out, err]),
    ),
  );
  expect(failed).toBe(code);
  expect(code === 0 ? out : err).toContain('pnpm bench reader [--per 50]');
  expect((code === 0 ? out : err).includes('pnpm bench fill')).toBe(args !== 'reader --help');
});

describe('what is built before', () => {
  let root: string;
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const build = () =>
    buildChanged({
      root,
      packages: [
        { name: 'one', uses: [] },
        { name: 'two', uses: ['one'] },
        { name: 'three', uses: [] },
      ],
      buildOne: (name) => put(`${name}/dist/out.js`, 'built'),
    });

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'scanfill-build-'));
    await put('package.json', '{}');
    for (const name of ['one', 'two', 'three']) await put(`${name}/src/in.ts`, name);
    expect(await build()).toEqual(['one', 'two', 'three']);
  });
  afterEach(() => rm(root, { recursive: true }));

  test('is not built again', async () => {
    expect(await build()).toEqual([]);
  });

  test.each([
    ['a file of its own, and what uses it', 'one/src/in.ts', ['one', 'two']],
    ['a file that has come', 'three/src/deep/new.ts', ['three']],
    ['what all are built by', 'package.json', ['one', 'two', 'three']],
    ['what somebody else has built there', 'two/dist/out.js', ['two']],
    ['its tests alone: not', 'one/src/in.test.ts', []],
    ['what is installed below it: not', 'one/node_modules/x/index.js', []],
  ])('is built again for %s', async (_what, path, names) => {
    await put(path, 'otherwise');
    expect(await build()).toEqual(names);
    expect(await build()).toEqual([]);
  });

  test('is not built again for what a later build has laid into it', async () => {
    let builds = 0;
    const layInto = async (name: string) => {
      await put(`${name}/dist/out.js`, 'built anew');
      if (name === 'two') await put('one/dist/laid.js', 'by two'.repeat(++builds));
    };
    const packages = [
      { name: 'one', uses: [] },
      { name: 'two', uses: ['one'] },
    ];
    const buildLaying = () => buildChanged({ root, packages, buildOne: layInto });
    await put('one/src/in.ts', 'otherwise');
    expect(await buildLaying()).toEqual(['one', 'two']);
    expect(await buildLaying()).toEqual([]);
    await put('two/src/in.ts', 'otherwise too');
    expect(await buildLaying()).toEqual(['two']);
    expect(await buildLaying()).toEqual([]);
  });

  test('is built again where it is gone', async () => {
    await rm(join(root, 'three/dist'), { recursive: true });
    expect(await build()).toEqual(['three']);
  });

  test('is tried again where building failed', async () => {
    await put('one/src/in.ts', 'broken');
    const broken = buildChanged({
      root,
      packages: [{ name: 'one', uses: [] }],
      buildOne: () => Promise.reject(new Error('broken')),
    });
    await expect(broken).rejects.toThrow('broken');
    expect(await build()).toEqual(['one', 'two']);
  });
});
