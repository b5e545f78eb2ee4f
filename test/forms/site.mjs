import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * Serves the bundled pages at `/LIBRARY` and the built widget under `/widget/`, on loopback; gives its address and the
 * way to stop.
 */
export async function serve(folderOf, widget) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const [, first = '', ...rest] = normalize(pathname).split('/');
    if (rest.length === 0 || rest.join('') === '') {
      const folder = folderOf(first);
      if (!folder) return void response.writeHead(404).end();
      response.writeHead(200, { 'Content-Type': types['.html'] });
      return void response.end(documentOf(first, existsSync(folder) ? folder : undefined));
    }
    const folder = first === 'widget' ? widget : folderOf(first);
    const file = folder && join(folder, ...rest);
    const type = types[extname(pathname)];
    if (!file || !type || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'max-age=3600' });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

function documentOf(library, folder) {
  const files = folder ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const styles = files
    .filter((file) => file.endsWith('.css'))
    .map((file) => `<link rel="stylesheet" href="/${library}/${file}">`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${library}</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">${styles}</head>
<body><div id="app"></div><script type="module" src="/${library}/page.js"></script></body>
</html>`;
}
