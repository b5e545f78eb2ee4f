import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { account, handIn, idCard, sessionSecret } from '../harness/host.ts';
import { freePort, root } from '../harness/processes.ts';
import { specimenPath } from '../widget/specimen.ts';
import { placed } from './snippets.ts';
import type { Run, Runs, World } from './world.ts';

const run = promisify(execFile);

type StartCommand = (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly url: string },
) => Promise<() => Promise<void>>;
const serve = new URL('../examples/serve.mjs', import.meta.url).href;
const { startCommand }: { readonly startCommand: StartCommand } = await import(serve);

/** An empty project that finds the workspace's packages, as if they had been installed into it. */
async function project(world: World): Promise<string> {
  const folder = await mkdtemp(join(world.folder, 'project-'));
  await symlink(join(root, 'test/node_modules'), join(folder, 'node_modules'));
  return folder;
}

async function inBash(code: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  return (await run('bash', ['-euo', 'pipefail', '-c', code], { cwd, env: { PATH, HOME, ...env } })).stdout;
}

const credentials = `ALIBABA_CLOUD_ACCESS_KEY_ID=${account.accessKeyId} ALIBABA_CLOUD_ACCESS_KEY_SECRET=${account.accessKeySecret}`;

type Executable = { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly url: string };
let started: Promise<Executable> | undefined;

/** The executable, started by what the page says of it; the commands that ask it come after. */
async function startBy(code: string, world: World): Promise<Executable> {
  const cwd = await project(world);
  const [port, adminPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    GREEN_ENDPOINT: world.host.green,
    LOG_LEVEL: 'silent',
  };
  const here = placed(code, { 'ALIBABA_CLOUD_ACCESS_KEY_ID=… ALIBABA_CLOUD_ACCESS_KEY_SECRET=…': credentials });
  const stop = await startCommand('bash', ['-c', here], { cwd, env, url: `${url}/healthz` });
  world.last(stop);
  return { cwd, env, url };
}

const started1: Run = async (code, world) => {
  started = startBy(code, world);
  const { url, cwd } = await started;
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: expect.any(String) });
  expect(await readdir(cwd)).toContain('data');
};

/** A command beside the running executable, with settings of its own kind. */
async function beside(code: string): Promise<{ readonly said: string; readonly cwd: string }> {
  if (!started) throw new Error('The executable is started by the snippet before.');
  const { cwd, env } = await started;
  const secrets = { SESSION_SECRET: sessionSecret, STORE_SECRET: sessionSecret.split('').reverse().join('') };
  const { accessKeyId, accessKeySecret } = account;
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret };
  return { said: await inBash(code, cwd, { ...env, ...secrets, ...keys }), cwd };
}

const confirmed: Run = async (code) => {
  expect((await beside(code)).said.trim().split('\n')).toHaveLength(2);
};

const reconciled: Run = async (code) => {
  const { cwd } = await beside(code);
  expect(await readFile(join(cwd, 'unsettled.csv'), 'utf8')).toMatch(/^dataId,card,attempt,sentAt/);
};

const keysMade: Run = async (code, world) => {
  const { privateKey, publicKey } = JSON.parse(await inBash(code, await project(world)));
  expect(privateKey).toMatchObject({ crv: 'Ed25519', d: expect.any(String) });
  expect(publicKey).not.toHaveProperty('d');
};

/** What is printed is what the page shows, for a secret that is not the key's. */
const checked: Run = async (code, world) => {
  const cwd = await project(world);
  const env = {
    GREEN_ENDPOINT: world.host.green,
    SESSION_SECRET: sessionSecret,
    STORE_SECRET: [...sessionSecret].reverse().join(''),
  };
  const wrong = placed(credentials, { [account.accessKeySecret]: 'another-secret' });
  const said = await inBash(`${wrong} npx scanfill-proxy --check || true`, cwd, env);
  expect(said.trim()).toBe(code.trim());
};

const bySandbox: Run = async (code, world) => {
  const cwd = await project(world);
  await writeFile(join(cwd, 'package.json'), '{"type":"module"}');
  const port = await freePort();
  const server = `import { createServer } from 'node:http';
    import { createProxy } from '@scanfill/proxy';
    const { GREEN_ENDPOINT, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET } = process.env;
    const credentials = { accessKeyId: ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: ALIBABA_CLOUD_ACCESS_KEY_SECRET };
    const proxy = createProxy({ credentials, greenEndpoint: GREEN_ENDPOINT, store: 'memory:', auth: 'off' });
    await proxy.start();
    createServer(proxy.handler).listen(${port}, '127.0.0.1');`;
  await writeFile(join(cwd, 'server.js'), server);
  const here = placed(code, {
    'http://localhost:5180': world.host.green,
    'KEY_ID=sandbox': `KEY_ID=${account.accessKeyId}`,
    'KEY_SECRET=sandbox': `KEY_SECRET=${account.accessKeySecret}`,
  });
  const url = `http://127.0.0.1:${port}`;
  world.later(
    await startCommand('bash', ['-c', here], { cwd, env: { NODE_ENV: 'development' }, url: `${url}/healthz` }),
  );
  const { body } = await handIn(url, 'none');
  expect(body.fields).toMatchObject({ name: idCard.name });
};

const byCurl: Run = async (code, world) => {
  const cwd = await project(world);
  await copyFile(specimenPath, join(cwd, 'photo.jpg'));
  const said = await inBash(placed(code, { 'localhost:5173': new URL(world.host.origin).host }), cwd);
  expect(JSON.parse(said)).toMatchObject({ state: 'done', fields: { name: idCard.name } });
};

/** Where the decoders' files lie once they were copied as the page says; what installs them has run for this suite. */
export async function copyDecoders(code: string, world: World): Promise<string> {
  const cwd = await project(world);
  await mkdir(join(cwd, 'public'));
  await inBash(placed(code, { 'npm install libheif-js pdfjs-dist\n': '' }), cwd);
  return join(cwd, 'public');
}

const copied: Run = async (code, world) => {
  const files = await readdir(await copyDecoders(code, world), { recursive: true });
  expect(files).toEqual(
    expect.arrayContaining([
      'widget/heic/worker.js',
      'widget/heic/libheif.wasm',
      'widget/pdf/pdf.min.mjs',
      'widget/pdf/cmaps',
    ]),
  );
};

export const inShell: Runs = {
  'README.md: Try it 2': byCurl,
  'widget/README.md: HEIC, AVIF and PDF 2': copied,
  'proxy/README.md: Run it 1': started1,
  'proxy/README.md: How a scan is kept from being billed twice 1': confirmed,
  'proxy/README.md: What to compare with the bill 1': reconciled,
  'proxy/README.md: Sessions 1': keysMade,
  'proxy/README.md: Running it 1': checked,
  'sandbox/README.md: Your backend before it 1': bySandbox,
};
