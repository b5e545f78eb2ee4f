import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './harness/processes.ts';

const run = promisify(execFile);
/** What a reader has around a snippet. */
const around = `
import type { RequestHandler, Express as App } from 'express';
type Widget = typeof import('@scanfill/widget');
declare global {
  namespace Express { interface Request { visitor: { readonly id: string } } }
  const app: App;
  const requireVisitor: RequestHandler;
  const [accessKeyId, accessKeySecret, id]: readonly [string, string, string];
  const credentials: { accessKeyId: string; accessKeySecret: string };
  const visitor: { readonly id: string };
  const privateKey: import('@scanfill/proxy/session').PrivateSessionKey;
  const mintSession: typeof import('@scanfill/proxy/session').mintSession;
  const createServer: typeof import('node:http').createServer;
  const proxy: import('@scanfill/proxy').ScanfillProxy;
  const express: typeof import('express');
  const vault: { read(name: string): Promise<{ accessKeyId: string; accessKeySecret: string }> };
  const nodes: { host: string; port: number }[];
  const mine: { username: string };
  const session: () => Promise<{ token: string; expiresIn: number }>;
  const form: HTMLFormElement;
  const file: File;
  const imageData: ImageData;
  const onProgress: () => void;
  const expect: (value: unknown) => { toHaveLength(length: number): void };
  const CardUpload: Widget['CardUpload'];
  const CardUploadGroup: Widget['CardUploadGroup'];
  const useCardScan: Widget['useCardScan'];
}`;
const packages = {
  proxy: ['@scanfill/proxy', 'express', '@types/express', '@types/node', 'standardwebhooks', 'ioredis'],
  widget: ['@scanfill/widget', '@types/react', 'react'],
};

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'scanfill-readme-'));
  for (const [owner, names] of Object.entries(packages)) {
    for (const name of names) {
      const own = name === `@scanfill/${owner}`;
      const folder = own ? join(root, owner) : await folderOf(name, join(root, owner));
      await mkdir(dirname(join(project, 'node_modules', name)), { recursive: true });
      await symlink(folder, join(project, 'node_modules', name));
    }
  }
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
  await writeFile(join(project, 'around.d.ts'), around);
});
afterAll(() => rm(project, { recursive: true, force: true }));

async function folderOf(name: string, from: string): Promise<string> {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  for (const place of places) {
    const found = await realpath(join(place, name)).catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new Error(`${name} is not installed for ${from}`);
}

test.each(['README.md', 'widget/README.md', 'proxy/README.md'])(
  'the TypeScript in %s compiles as strictly as a reader may have it',
  async (page) => {
    const text = await readFile(join(root, page), 'utf8');
    const snippets = [...text.matchAll(/^```(tsx?)\n(.*?)^```/gms)];
    expect(snippets.length).toBeGreaterThan(1);
    const files: string[] = [];
    for (const [index, [, , code = '']] of snippets.entries()) {
      const file = `${page.replaceAll(/\W/g, '-')}-${index}.tsx`;
      await writeFile(join(project, file), /^(import|export) /m.test(code) ? code : `${code}\nexport {};\n`);
      files.push(file);
    }
    const strict = '--noEmit --strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --skipLibCheck'.split(
      ' ',
    );
    const module = '--module nodenext --target es2022 --lib es2023,dom --jsx react-jsx --types node,react'.split(' ');
    const tsc = join(root, 'node_modules/.bin/tsc');
    const checked = await run(tsc, [...strict, ...module, 'around.d.ts', ...files], { cwd: project }).catch(
      (error) => error,
    );
    expect(checked).toMatchObject({ stdout: '' });
  },
);
