import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CardName } from '@scanfill/proxy/contract';
import express, { type Express } from 'express';
import { transformWithOxc } from 'vite';
import { vi } from 'vitest';
import { account, type Host, idCard, offerWidget, sessionSecret, startHost } from '../harness/host.ts';

/** What the snippets are run in: a proxy over the stand-in on loopback, and a folder that finds the packages. */
export type World = {
  readonly host: Host;
  /** The same server as another origin. */
  readonly otherOrigin: string;
  /** Beside this workspace's packages. */
  readonly folder: string;
  /** What a snippet's proxy takes from here: Green's place, and nothing that is left behind. */
  readonly local: object;
  /** What is served as the frame's page. */
  framePage: string;
  /** Called, the latest first, once the present snippet is done. */
  later(end: () => unknown): void;
  endLater(): Promise<void>;
  /** Called at the end of all. */
  last(end: () => unknown): void;
  stop(): Promise<void>;
};

/** Runs one snippet and says by its assertions what has to come of it. */
export type Run = (code: string, world: World) => Promise<void>;
export type Runs = Readonly<Record<string, Run>>;

/** What the reader of these proxies makes of a photo, whatever it shows. */
export const printed: Partial<Record<CardName, Readonly<Record<string, string>>>> = {
  'id-card-front': idCard,
  'id-card-back': { authority: '示例市公安局', startDate: '2012.07.22', endDate: '长期' },
  passport: { personId: 'E12345678', name: 'LIN XIAOYUE' },
  'bank-card': { bankCardNum: '6222020000000000000' },
};

const read = async (_image: Uint8Array, card: CardName) => ({ recognised: true, info: printed[card] ?? {} });
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const files = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const backendSecret = '5f2a8c1e94d7b06342c1f0a98e7d6b53';

export async function createWorld(): Promise<World> {
  await mkdir(files, { recursive: true });
  const folder = await mkdtemp(join(files, 'snippets-'));
  const otherOriginOf = (origin: string) => origin.replace('127.0.0.1', 'localhost');
  const host = await startHost(read, (origin) => ({ backendSecret, allowedOrigins: [otherOriginOf(origin)] }));
  host.app.use('/widget', (_request, response, next) => {
    response.set('Access-Control-Allow-Origin', '*');
    next();
  });
  host.app.get('/widget/frame.html', (_request, response) => response.type('html').send(world.framePage));
  offerWidget(host, 'visitor-1');
  host.app.post('/my/session', (_request, response) => response.redirect(307, '/session'));
  const ends: (() => unknown)[] = [];
  const lasts: (() => unknown)[] = [];
  const endLater = async () => {
    for (const end of ends.splice(0).reverse()) await end();
    vi.unstubAllEnvs();
  };
  const world: World = {
    host,
    otherOrigin: otherOriginOf(host.origin),
    folder,
    local: { greenEndpoint: host.green, store: 'memory:', log: silent },
    framePage: '',
    later: (end) => ends.push(end),
    endLater,
    last: (end) => lasts.push(end),
    async stop() {
      await endLater();
      for (const end of lasts.reverse()) await end();
      await host.stop();
      await rm(folder, { recursive: true });
    },
  };
  return world;
}

/** A host's own app on a port of its own, its sign-in done: everybody is visitor-1. */
export async function openApp(world: World): Promise<{ readonly app: Express; readonly origin: string }> {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  world.later(() => {
    server.closeAllConnections();
    server.close();
  });
  return { app, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What a reader has around the snippets of a backend. */
export const around = {
  credentials: account,
  ...account,
  visitor: { id: 'visitor-1' },
  requireVisitor: (request: object, _response: unknown, next: () => void) => {
    Object.assign(request, { visitor: { id: 'visitor-1' } });
    next();
  },
};

const shared = new Map<string, object>();
Object.assign(globalThis, { scanfillSnippets: shared });

/**
 * Runs TypeScript as it stands, as a module that has `has` in its scope; gives what it calls by the names in `gives`.
 */
export async function runModule(
  world: World,
  code: string,
  has: Readonly<Record<string, unknown>>,
  gives: readonly string[] = [],
): Promise<Readonly<Record<string, unknown>>> {
  const key = `${shared.size}`;
  shared.set(key, has);
  const whole = `const { ${Object.keys(has)} } = globalThis.scanfillSnippets.get('${key}');\n${code}\nexport { ${gives} };`;
  const { code: js } = await transformWithOxc(whole, 'snippet.tsx', { jsx: { runtime: 'automatic' } });
  const file = join(world.folder, `module-${key}.mjs`);
  await writeFile(file, js);
  return await import(pathToFileURL(file).href);
}

/** The secrets that a snippet reads from its environment. */
export function stubSecrets(): void {
  vi.stubEnv('SESSION_SECRET', sessionSecret);
  vi.stubEnv('BACKEND_SECRET', backendSecret);
}
