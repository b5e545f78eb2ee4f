import { createServer } from 'node:http';
import { serverOptions } from '@scanfill/proxy';

export const packages = [];
/** The service's own paths come before the host's: without `next` it would answer 404 itself. */
export async function start({ proxy, port }) {
  const server = createServer(serverOptions, (request, response) =>
    proxy.handler(request, response, () => response.end('the host')),
  );
  proxy.guard(server);
  server.listen(port, '127.0.0.1');
}
