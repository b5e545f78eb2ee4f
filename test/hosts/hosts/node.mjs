import { createServer } from 'node:http';

export const packages = [];
/** The service's own paths come before the host's: without `next` it would answer 404 itself. */
export async function start({ proxy, port }) {
  createServer((request, response) => proxy.handler(request, response, () => response.end('the host'))).listen(
    port,
    '127.0.0.1',
  );
}
