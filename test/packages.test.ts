import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const load = (name: string) => import(new URL(`release/${name}`, import.meta.url).href);
type Place = { readonly out: string; readonly repository: string };
const { pack }: { pack(name: string, place: Place): Promise<string> } = await load('pack.mjs');
const { faultsOf }: { faultsOf(name: string, tarball: string): Promise<readonly string[]> } = await load('check.mjs');
const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const names = ['proxy', 'widget'] as const;
/** A customer's empty project, into which the packed packages are installed. */
let project: string;
const tarballs = new Map<string, string>();

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'scanfill-packed-'));
  const place = { out: project, repository: 'https://repository.example/scanfill' };
  for (const name of names) tarballs.set(name, await pack(name, place));
  await writeFile(join(project, 'package.json'), '{"type":"module","private":true}');
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...tarballs.values(), 'react@19', 'react-dom@19'],
    {
      cwd: project,
    },
  );
});
afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

test.each(names)(
  'the package %s has files and types for every entry in an order every bundler reads (publint, attw), and its size',
  async (name) => {
    expect(await faultsOf(name, tarballs.get(name) ?? '')).toEqual([]);
  },
);

test.each(names)('the package %s says whence it comes, and has its licence', async (name) => {
  const { stdout } = await run('tar', ['-xzOf', tarballs.get(name) ?? '', 'package/package.json', 'package/LICENSE']);
  expect(stdout).toContain('"url": "git+https://repository.example/scanfill.git"');
  expect(stdout).toContain('MIT License');
  expect(stdout).not.toMatch(/workspace:|devDependencies/);
});

describe('installed with npm in a project of its own', () => {
  const inProject = (code: string) =>
    run(process.execPath, ['--input-type=module', '-e', code], { cwd: project }).then(({ stdout }) => stdout.trim());

  test('every entry of the proxy can be imported', async () => {
    const code = `
      const { createProxy } = await import('@scanfill/proxy');
      const { mintSession } = await import('@scanfill/proxy/session');
      const { cards, limits } = await import('@scanfill/proxy/contract');
      await import('@scanfill/proxy/backend');
      await import('@scanfill/proxy/receipt');
      await import('@scanfill/proxy/redis');
      console.log(typeof createProxy, typeof mintSession, Object.keys(cards).length, limits.maxBytes);`;
    expect(await inProject(code)).toBe('function function 13 20971520');
  });

  test('every entry of the widget can be imported on a server', async () => {
    const code = `
      const { CardUpload } = await import('@scanfill/widget');
      const { inspectImage } = await import('@scanfill/widget/core');
      await import('@scanfill/widget/element');
      await import('@scanfill/widget/vue');
      for (const tag of ['zh-CN', 'zh-cn', 'zh-TW', 'zh-tw', 'de'])
        if ((await import('@scanfill/widget/languages/' + tag)).default.lang.toLowerCase() !== tag.toLowerCase()) throw new Error(tag);
      const { createElement } = await import('react');
      const { renderToString } = await import('react-dom/server');
      const html = renderToString(createElement(CardUpload, { card: 'passport', endpoint: '/x', session: () => 't' }));
      console.log(typeof inspectImage, html.includes('<fieldset'));`;
    expect(await inProject(code)).toBe('function true');
  });

  test('a page that is checked strictly knows the element, its events and attributes, and the frame', async () => {
    await writeFile(
      join(project, 'page.ts'),
      `import '@scanfill/widget/element';
      import type { ScanFillAttributes } from '@scanfill/widget/element';
      import { createScanFrame } from '@scanfill/widget/frame-host';
      import chinese from '@scanfill/widget/languages/zh-CN';
      import traditional from '@scanfill/widget/languages/zh-tw';

      export const element = document.createElement('scan-fill');
      export const named = [chinese.lang, traditional.lang];
      document.addEventListener('scan-fill:failed', ({ detail }) => detail.code.toUpperCase());
      element.addEventListener('scan-fill:done', ({ detail }) => ('fields' in detail ? detail.fields : undefined));
      export const attributes: ScanFillAttributes = { card: 'passport', endpoint: '/scanfill', 'session-url': '/session' };
      // @ts-expect-error there is no such card
      export const wrong: ScanFillAttributes = { card: 'library-card', endpoint: '/scanfill' };
      createScanFrame(document.body, { src: '/frame.html', title: 'Your passport', card: 'passport' }).remove();`,
    );
    const tsc = join(root, 'node_modules/.bin/tsc');
    const strict = '--noEmit --strict --skipLibCheck --module nodenext --target es2022 --lib es2022,dom'.split(' ');
    const checked = await run(tsc, [...strict, 'page.ts'], { cwd: project }).catch((error) => error);
    expect(checked).toMatchObject({ stdout: '' });
  });

  test('the command says what it lacks', async () => {
    const command = join(project, 'node_modules/.bin/scanfill-proxy');
    const outcome = await run(command, [], { cwd: project, env: { PATH: process.env.PATH } }).catch(
      (error: { code: number; stderr: string }) => error,
    );
    expect(outcome).toMatchObject({ code: 1 });
    expect(outcome.stderr).toMatch(/ALIBABA_CLOUD_ACCESS_KEY_ID: is missing; .*install @alicloud\/credentials/);
  });

  test('the command answers questions and starts nothing', async () => {
    const command = join(project, 'node_modules/.bin/scanfill-proxy');
    const ask = (flag: string) =>
      run(command, [flag], { cwd: project, env: { PATH: process.env.PATH } }).catch(
        (error: { code: number; stdout: string }) => ({ ...error, stdout: `${error.code} ${error.stdout}` }),
      );
    expect((await ask('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await ask('--help')).stdout).toContain('--check');
    expect((await ask('--check')).stdout).toMatch(/^1 FAIL Configuration: ALIBABA_CLOUD_ACCESS_KEY_ID: is missing/);
  });
});

test('a project without React gets no react-dom with the widget, and can use its element', async () => {
  const plain = await mkdtemp(join(tmpdir(), 'scanfill-plain-'));
  await writeFile(join(plain, 'package.json'), '{"type":"module","private":true}');
  const tarball = tarballs.get('widget') ?? '';
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball], { cwd: plain });
  expect(await readdir(join(plain, 'node_modules'))).not.toContain('react-dom');
  const code = "await import('@scanfill/widget/element'); await import('@scanfill/widget/core');";
  await run(process.execPath, ['--input-type=module', '-e', code], { cwd: plain });
  await rm(plain, { recursive: true });
});
