import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const names = ['proxy', 'widget'] as const;
/** A customer's empty project, into which the packed packages are installed. */
let project: string;
const tarballs = new Map<string, string>();

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'scanfill-packed-'));
  for (const name of names) {
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
      cwd: join(root, name),
    });
    const [{ filename }]: [{ filename: string }] = JSON.parse(stdout);
    tarballs.set(name, join(project, filename));
  }
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

const packed = (name: string): Promise<Buffer> => readFile(tarballs.get(name) ?? '');

describe.each(names)('the package %s, as it would be published', (name) => {
  test('names only files that it brings, in an order every bundler reads (publint)', async () => {
    const { buffer: tarball } = new Uint8Array(await packed(name));
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test('has types for every entry, under each way of resolving modules (attw)', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(await packed(name)), {
      excludeEntrypoints: ['./styles.css', './scanfill.js'],
    });
    if (analysis.types === false) throw new Error('no types at all');
    // Packages of ES modules alone: older resolutions and require() are not what they are for.
    const problems = analysis.problems.filter(
      (problem) => !('resolutionKind' in problem) || !['node10', 'node16-cjs'].includes(problem.resolutionKind),
    );
    expect(problems).toEqual([]);
  });
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

      export const element = document.createElement('scan-fill');
      export const named = chinese.lang;
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
