import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { ScanfillProxy } from '@scanfill/proxy';
import { verifyReceipt } from '@scanfill/proxy/receipt';
import { createSessionKey, mintSession } from '@scanfill/proxy/session';
import express from 'express';
import { createServer as createVite } from 'vite';
import { expect, vi } from 'vitest';
import { handIn, idCard, sessionFor, startHost } from '../harness/host.ts';
import { root } from '../harness/processes.ts';
import { startRedis } from '../harness/redis.ts';
import { placed } from './snippets.ts';
import { around, openApp, printed, type Run, type Runs, runModule, stubSecrets, type World } from './world.ts';

const ioredis = createRequire(join(root, 'proxy/package.json')).resolve('ioredis');
const webhookSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazNqcGC5u5I=';

/** A snippet that makes a proxy: in the place of its address stands `origin`, and Green is the stand-in. */
async function withProxy(world: World, code: string, has: Readonly<Record<string, unknown>>) {
  const { app, origin } = await openApp(world);
  stubSecrets();
  const here = code.includes('https://kyc.example') ? placed(code, { 'https://kyc.example': origin }) : code;
  const local = placed(here, { 'createProxy({': 'createProxy({ ...local,' });
  const given = await runModule(world, local, { app, local: world.local, ...has }, ['proxy']);
  const proxy = given.proxy as ScanfillProxy;
  world.later(() => proxy.stop());
  return { app, origin, proxy };
}

async function reads(endpoint: string, token: string): Promise<void> {
  const { status, body } = await handIn(endpoint, token);
  expect([status, Object(body.fields).name]).toEqual([200, idCard.name]);
}

const mounted: Run = async (code, world) => {
  const { credentials, requireVisitor } = around;
  const { origin } = await withProxy(world, code, { credentials, requireVisitor });
  const { token } = Object(await (await fetch(`${origin}/my/session`, { method: 'POST' })).json());
  await reads(`${origin}/scanfill`, token);
};

const allowing: Run = async (code, world) => {
  const { accessKeyId, accessKeySecret } = around;
  const { origin } = await withProxy(world, code, { accessKeyId, accessKeySecret });
  const { token } = await sessionFor('visitor-1');
  const { headers } = await handIn(`${origin}/scanfill`, token, { headers: { origin: 'https://www.example' } });
  expect(headers.get('access-control-allow-origin')).toBe('https://www.example');
};

const minted: Run = async (code, world) => {
  stubSecrets();
  const { token, expiresIn } = await runModule(world, code, { visitor: around.visitor }, ['token', 'expiresIn']);
  await reads(world.host.endpoint, String(token));
  expect(expiresIn).toBe(900);
  const passport = await handIn(world.host.endpoint, String(token), { card: 'passport' });
  expect(passport.body.code).toBe('card-refused');
};

const guarded: Run = async (code, world) => {
  const here = placed(code, { 'listen(443)': "listen(0, '127.0.0.1')" });
  const has = { createServer, app: world.host.app, proxy: world.host.proxy };
  const server = (await runModule(world, here, has, ['server'])).server as Server;
  world.later(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const said = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end('nonsense\r\n\r\n'));
    socket.on('data', (piece) => (text += piece)).on('close', () => resolve(text));
  });
  expect(said).toMatch(/^HTTP\/1.1 400 [\s\S]*application\/problem\+json/);
};

const consented: Run = async (code, world) => {
  const whole = `const check = async (receipt, about, response) => { ${code} };`;
  type Check = (receipt: string, about: object, response: object) => Promise<unknown>;
  const check = (await runModule(world, whole, { verifyReceipt }, ['check'])).check as Check;
  const { token } = await sessionFor('visitor-1');
  const answerTo = async (headers: Record<string, string>) => {
    const { body } = await handIn(world.host.endpoint, token, { headers });
    const about = { keys: world.host.proxy.receiptKeys(), audience: world.host.endpoint, subject: 'visitor-1' };
    const response = { status: (status: number) => ({ send: (text: string) => `${status} ${text}` }) };
    return await check(String(body.receipt), { ...about, card: 'id-card-front', fields: idCard }, response);
  };
  expect(await answerTo({ 'Scanfill-Consent': '2026-11; age=3' })).toBeUndefined();
  expect(await answerTo({})).toBe('422 Please accept our terms.');
};

const asked: Run = async (code, world) => {
  stubSecrets();
  const { token } = await sessionFor('visitor-1');
  const { body } = await handIn(world.host.endpoint, token);
  const here = placed(code, { 'https://kyc.example/scanfill': world.host.endpoint });
  const { scan } = await runModule(world, here, { id: body.id, visitor: around.visitor }, ['scan']);
  expect(scan).toMatchObject({ state: 'done', fields: { name: idCard.name } });
};

/** A host that is told of a scan's end at `url`. */
async function telling(world: World, url: string): Promise<void> {
  const host = await startHost(
    async () => ({ recognised: true, info: printed['id-card-back'] ?? {} }),
    () => ({ webhook: { url, secret: webhookSecret } }),
  );
  world.later(() => host.stop());
  await handIn(host.endpoint, (await sessionFor('visitor-1')).token, { card: 'id-card-back' });
}

const toldOf: Run = async (code, world) => {
  vi.stubEnv('WEBHOOK_SECRET', webhookSecret);
  const { app, origin } = await openApp(world);
  const answers: number[] = [];
  app.use((_request, response, next) => {
    response.once('finish', () => answers.push(response.statusCode));
    next();
  });
  await runModule(world, code, { app, express });
  await telling(world, `${origin}/hooks`);
  await expect.poll(() => answers).toEqual([204]);
  const forged = await fetch(`${origin}/hooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(forged.ok).toBe(false);
};

const message: Run = async (code, world) => {
  const { app, origin } = await openApp(world);
  const bodies: unknown[] = [];
  app.post('/hooks', express.json(), (request, response) => {
    bodies.push(request.body);
    response.status(204).end();
  });
  await telling(world, `${origin}/hooks`);
  await expect.poll(() => bodies.length).toBe(1);
  const shown = JSON.parse(code);
  const { id, ...data } = shown.data;
  expect(bodies).toEqual([
    { type: shown.type, timestamp: expect.any(String), data: { id: expect.stringMatching(/^[\w-]{20,}$/), ...data } },
  ]);
  expect(id).toMatch(/^[\w-]{20,}$/);
};

/** A scan as it is shown has what a real one has, and no more. */
const finished: Run = async (code, { host }) => {
  const shown = JSON.parse(code);
  const { body } = await handIn(host.endpoint, (await sessionFor('visitor-1')).token, { card: shown.card });
  expect(Object.keys(shown).sort()).toEqual(Object.keys(body).sort());
  expect({ ...shown.fields }).toMatchObject({ startDate: '2012-07-22', endDate: 'long-term' });
  expect(body.fields).toMatchObject({ startDate: '2012-07-22', endDate: 'long-term' });
};

const signed: Run = async (code, world) => {
  const { privateKey, publicKey } = await createSessionKey();
  const jwks = join(world.folder, 'sessions.json');
  await writeFile(jwks, JSON.stringify({ keys: [publicKey] }));
  const host = await startHost(
    async () => ({ recognised: true, info: idCard }),
    () => ({ sessionJwks: jwks }),
  );
  world.later(() => host.stop());
  const has = { mintSession, privateKey, visitor: around.visitor };
  const { token } = await runModule(world, code, has, ['token']);
  await reads(host.endpoint, String(token));
};

const fromVault: Run = async (code, world) => {
  const { accessKeyId, accessKeySecret } = around;
  const wanted: string[] = [];
  const vault = {
    read: async (name: string) => {
      wanted.push(name);
      return { accessKeyId, accessKeySecret };
    },
  };
  const { app, origin, proxy } = await withProxy(world, `${code}`, { vault });
  await served(app, proxy);
  await reads(`${origin}/scanfill`, (await sessionFor('visitor-1')).token);
  expect(wanted).toContain('green');
};

/** With a Redis of one node that holds the whole cluster. */
const ownRedis: Run = async (code, world) => {
  const { credentials } = around;
  const redis = await startRedis({ cluster: true });
  world.later(() => redis.stop());
  const nodes = [{ host: '127.0.0.1', port: redis.port }];
  const wanted = placed(code, { "from 'ioredis'": `from '${ioredis}'` });
  const { app, origin, proxy } = await withProxy({ ...world, local: { ...world.local, store: undefined } }, wanted, {
    credentials,
    nodes,
    mine: { username: 'default' },
  });
  await served(app, proxy);
  await reads(`${origin}/scanfill`, (await sessionFor('visitor-1')).token);
  expect(await redis.cli('CLIENT', 'LIST')).toContain('name=scanfill');
};

async function served(app: express.Express, proxy: ScanfillProxy): Promise<void> {
  await proxy.start();
  app.use('/scanfill', proxy.handler);
}

const inGerman: Run = async (code, world) => {
  const { CardUpload } = await import('@scanfill/widget');
  const whole = code.replace(/^</m, 'const view = <');
  const { view } = await runModule(world, whole, { CardUpload, session: () => 'token' }, ['view']);
  const server = 'react-dom/server';
  const { renderToString }: { renderToString(view: unknown): string } = await import(server);
  expect(renderToString(view)).toContain('lang="de"');
};

/**
 * The lines for dev servers: Vite's is run, the others are those of the examples, which are driven by their own test.
 */
const devServers: Run = async (code, world) => {
  const lines = new Function(`return ({ ${placed(code, { 'http://localhost:5180': world.host.origin })} })`)();
  const vite = await createVite({ configFile: false, root: world.folder, logLevel: 'silent', server: lines.server });
  world.later(() => vite.close());
  await vite.listen(0);
  const [origin = ''] = vite.resolvedUrls?.local ?? [];
  const { token } = Object(await (await fetch(`${origin}session`, { method: 'POST' })).json());
  await reads(`${origin}scanfill`, token);
  const inExample = async (path: string) =>
    (await readFile(join(root, 'examples', path), 'utf8')).replaceAll('http://localhost:5180', world.host.origin);
  const run = (text: string) =>
    new Function(`const defineNuxtConfig = (it) => it; ${text.replace('export default', 'return')}`)();
  const next = run(await inExample('next/next.config.mjs'));
  const nuxt = run(await inExample('nuxt/nuxt.config.js'));
  expect(await lines.rewrites()).toEqual(await next.rewrites());
  expect(lines.routeRules).toEqual(nuxt.routeRules);
};

export const inNode: Runs = {
  'README.md: Put it into a page 2': mounted,
  'widget/README.md: React 2': inGerman,
  'proxy/README.md: Run it 2': allowing,
  'proxy/README.md: Run it 3': minted,
  'proxy/README.md: In your host 1': guarded,
  'proxy/README.md: Routes 1': finished,
  'proxy/README.md: What a person consented to 1': consented,
  'proxy/README.md: From your backend 1': asked,
  'proxy/README.md: Told of each end 1': message,
  'proxy/README.md: Told of each end 2': toldOf,
  'proxy/README.md: Sessions 2': signed,
  'proxy/README.md: Redis 1': ownRedis,
  'proxy/README.md: Credentials 2': fromVault,
  'sandbox/README.md: Your page before it 1': devServers,
};
