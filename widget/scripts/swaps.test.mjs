// @vitest-environment node
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { swapModules } from './swaps.mjs';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'swaps-'));
  await files({
    'swaps.ts':
      "export async function swaps() {\n  (await import('./small.ts')) satisfies typeof import('./lib/large.ts');\n}",
    'lib/large.ts': "export const size = 'large';",
    'small.ts': "export const size = 'small';",
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function files(texts) {
  for (const [name, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function built() {
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [swapModules(join(folder, 'swaps.ts'))],
    build: { write: false, minify: false, lib: { entry: join(folder, 'entry.ts'), formats: ['es'] } },
  });
  const [{ output }] = result;
  return output.map(({ code }) => code).join('\n');
}

test.each(['./lib/large.ts', './lib/../lib/large.ts', './lib/large'])(
  'a module is swapped however its import is spelled: %s',
  async (specifier) => {
    await files({ 'entry.ts': `import { size } from '${specifier}';\nconsole.log(size);` });
    const code = await built();
    expect(code).toContain('small');
    expect(code).not.toContain('large');
  },
);

test('a stand-in may take of the module it stands in for', async () => {
  await files({
    'entry.ts': "export { size } from './lib/large.ts';",
    'small.ts': "import { size as whole } from './lib/large.ts';\nexport const size = 'half of ' + whole;",
  });
  const code = await built();
  expect(code).toContain('half of ');
  expect(code).toContain('large');
});

test('a swap that nothing imports any longer fails the build and is named', async () => {
  await files({ 'entry.ts': 'console.log(1);' });
  await expect(built()).rejects.toThrow(/Nothing imports \.\/lib\/large\.ts/);
});

test('a swap of a module that is not there fails the build', async () => {
  await files({
    'entry.ts': "import './lib/large.ts';",
    'swaps.ts': "  (await import('./small.ts')) satisfies typeof import('./gone.ts');",
  });
  await expect(built()).rejects.toThrow(/gone\.ts for \.\/small\.ts, one of which is not there/);
});

test('a line that is no pair fails the build', async () => {
  await files({ 'entry.ts': "import './lib/large.ts';", 'swaps.ts': "  (await import('./small.ts'));" });
  await expect(built()).rejects.toThrow(/no pair of a module and its stand-in/);
});
