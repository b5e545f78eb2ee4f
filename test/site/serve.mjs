import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.json': 'application/json',
};

/**
 * Serves the built site on loopback, each page under the policy.
 * @param {string} folder
 * @param {string} base the path it is mounted at
 * @param {string} policy a `Content-Security-Policy`
 * @returns {Promise<{ origin: string, stop(): Promise<void> }>}
 */
export async function serveSite(folder, base, policy) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const place = path.startsWith(base) ? path.slice(base.length).replace(/(^|\/)$/, '$1index.html') : '?';
    const file = join(folder, place);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'text/plain; charset=utf-8',
      'Content-Security-Policy': policy,
    });
    response.end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve(undefined))),
  };
}
