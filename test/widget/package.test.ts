import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const widget = fileURLToPath(new URL('../../widget/', import.meta.url));
const require = createRequire(join(widget, 'package.json'));
/** A customer's project with the packed widget and React's types in it, and nothing else of this workspace. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'scanfill-consumer-'));
  const packed = join(project, 'node_modules/@scanfill/widget');
  await mkdir(packed, { recursive: true });
  await mkdir(join(project, 'node_modules/@types'), { recursive: true });
  await cp(join(widget, 'dist'), join(packed, 'dist'), { recursive: true });
  await cp(join(widget, 'package.json'), join(packed, 'package.json'));
  const types = await realpath(dirname(require.resolve('@types/react/package.json')));
  await symlink(types, join(project, 'node_modules/@types/react'));
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
});
afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

const consumer = `
import { CardUpload, CardUploadGroup, useCardScan, type CardUploadProps } from '@scanfill/widget';
import { fillForm, inspectImage } from '@scanfill/widget/core';
import {
  ScanFillElement, type ScanFillEvents, type ScanFillGroup, type ScanFillGroupValue, type ScanFillValue,
} from '@scanfill/widget/element';
import de from '@scanfill/widget/languages/de';

export const one = <CardUpload card="passport" endpoint="/x" session={() => 't'} lang={de} onDone={(scan) => {
  const number: string | undefined = scan.fields.personId;
  // @ts-expect-error a passport has no bank card number
  void scan.fields.bankCardNum;
  void number;
}} />;
export const both = <CardUploadGroup cards={['id-card-front', 'id-card-back']} endpoint="/x" session={() => 't'} onDone={(result) => {
  const name: string | undefined = result.fields.name;
  const until: string | undefined = result.fields.endDate;
  void [name, until, result.scans['id-card-back'].fields.authority];
}} />;
// @ts-expect-error there is no such card
export const none = <CardUpload card="library-card" endpoint="/x" session={() => 't'} />;
// @ts-expect-error a text that does not exist cannot be replaced
export const typo = <CardUpload card="passport" endpoint="/x" session={() => 't'} messages={{ chose: 'x' }} />;
export type Props = CardUploadProps<'passport'>;
export const sides = (value: string): readonly ScanFillValue[] => (JSON.parse(value) as ScanFillGroupValue).scans;
export const told = (detail: ScanFillEvents['scan-fill:done']): ScanFillGroup | undefined =>
  'scans' in detail ? detail : undefined;
export const used = [fillForm, inspectImage, ScanFillElement, useCardScan];
`;

test.each(['NodeNext', 'Bundler'])(
  'its types need nothing that is not in the package (%s resolution)',
  async (resolution) => {
    const file = join(project, `use-${resolution.toLowerCase()}.tsx`);
    await writeFile(file, consumer);
    const module = resolution === 'NodeNext' ? 'NodeNext' : 'ESNext';
    const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
    const options = [
      '--module',
      module,
      '--moduleResolution',
      resolution,
      '--strict',
      '--noEmit',
      '--jsx',
      'react-jsx',
    ];
    const lib = [
      '--lib',
      'ES2023,DOM,DOM.Iterable',
      '--target',
      'ES2022',
      '--types',
      'react',
      '--exactOptionalPropertyTypes',
    ];
    const { stdout } = await run(process.execPath, [compiler, ...options, ...lib, file], { cwd: project }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  },
);

test.each(['core', 'element'])('importing %s on a server does nothing', async (entry) => {
  const path = join(project, `node_modules/@scanfill/widget/dist/${entry}.js`);
  const { stdout } = await run(process.execPath, [
    '-e',
    `import(${JSON.stringify(path)}).then(() => console.log('ok'))`,
  ]);
  expect(stdout.trim()).toBe('ok');
});

test('the React build says that it is for the client', async () => {
  expect(await readFile(join(widget, 'dist/react.js'), 'utf8')).toMatch(/^['"]use client['"];/);
});

test('the licence of every package whose code is in a file lies beside it', async () => {
  const dist = join(widget, 'dist');
  const licences = await readFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const maps = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.map'));
  const inside = new Set<string>();
  for (const name of maps) {
    const { sources }: { sources: readonly string[] } = JSON.parse(await readFile(join(dist, name), 'utf8'));
    for (const source of sources) {
      const [, bundled] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
      if (bundled) inside.add(bundled);
    }
  }
  expect([...inside]).toEqual(expect.arrayContaining(['preact', 'browser-image-compression']));
  for (const bundled of [...inside, 'uzip'])
    expect(licences).toMatch(new RegExp(`^${bundled} \\d+\\.\\d+\\.\\d+`, 'm'));
  expect(licences.match(/Permission is hereby granted, free of charge/g)?.length).toBeGreaterThanOrEqual(inside.size);
});

test('no build is over its budget', async () => {
  const outcome = await run(process.execPath, [join(widget, 'scripts/sizes.mjs')]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, stdout: error.stderr }),
  );
  expect(outcome.stdout).toContain('React build');
  expect(outcome).toMatchObject({ code: 0 });
});
