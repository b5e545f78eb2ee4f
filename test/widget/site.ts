import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The strictest policy a page can have and still run its own scripts and styles. */
export const strictPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
};
const pages = fileURLToPath(new URL('./pages/', import.meta.url));
const widget = fileURLToPath(new URL('../../widget/dist/', import.meta.url));
const decoders = fileURLToPath(new URL('../node_modules/', import.meta.url));

/** What a page lays together for the parts that it opts into: the widget's workers, and the decoders' own files. */
const parts: readonly (readonly [prefix: string, folder: string])[] = ['/parts', '/widget'].flatMap((prefix) =>
  (
    [
      ['heic', `${widget}heic`],
      ['heic', `${decoders}libheif-js/libheif-wasm`],
      ['plain', `${widget}heic`],
      ['plain', `${decoders}libheif-js/libheif`],
      ['pdf', `${widget}pdf`],
      ['pdf', `${decoders}pdfjs-dist/legacy/build`],
      ['pdf/wasm', `${decoders}pdfjs-dist/wasm`],
      ['pdf/cmaps', `${decoders}pdfjs-dist/cmaps`],
      ['pdf/standard_fonts', `${decoders}pdfjs-dist/standard_fonts`],
    ] as const
  ).map(([name, folder]) => [`${prefix}/${name}/`, folder] as const),
);

/** Answers a request, or says that it is none of its own. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** A directory of built pages. */
export type Pages = { readonly directory: string; remove(): Promise<void> };

/** Bundles the pages as a customer's build would, with the packed widget and the React that is asked for. */
export async function buildPages(names: readonly string[], react: '18' | '19' = '19'): Promise<Pages> {
  const directory = await mkdtemp(join(tmpdir(), 'scanfill-pages-'));
  const alias = react === '18' ? { react: 'react-18', 'react-dom': 'react-dom-18' } : {};
  await build({
    configFile: false,
    root: pages,
    base: './',
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    resolve: {
      alias: Object.entries(alias).map(([find, replacement]) => ({
        find: new RegExp(`^${find}(?=/|$)`),
        replacement: fileURLToPath(new URL(`../node_modules/${replacement}`, import.meta.url)),
      })),
      dedupe: ['react', 'react-dom'],
    },
    build: {
      outDir: directory,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: names.map((name) => join(pages, name)) },
    },
  });
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** A running site. */
export type Site = { readonly url: string; stop(): Promise<void> };

/**
 * Serves built pages, the widget's own files under `/widget/`, and whatever `handler` answers, all under the strictest
 * policy unless another is told, for all or by path.
 */
export async function serveSite(
  directory: string | undefined,
  handler?: Handler,
  policy: string | ((path: string) => string) = strictPolicy,
): Promise<Site> {
  const files = new Map<string, string>();
  for (const [prefix, folder] of [['/', directory ?? pages], ['/widget/', widget], ['/plain/', pages], ...parts])
    for (const name of await readdir(folder, { recursive: true }))
      files.set(prefix + name.replaceAll('\\', '/'), join(folder, name));
  const policyOf = typeof policy === 'string' ? () => policy : policy;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await handler?.(request, response)) return;
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    const file = files.get(path);
    const type = types[extname(path)];
    if (!file || !type) {
      response.writeHead(404).end();
      return;
    }
    const body = await readFile(file);
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policyOf(path) }).end(body);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The site has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
