import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A picture, or what the server does instead of giving one. */
export type Served = Uint8Array | { readonly status: number } | { readonly silentMs: number };

/** A loopback server of pictures, for tests. */
export async function startImageServer() {
  const pictures = new Map<string, Served>();
  const fetched: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    fetched.push(path);
    const served = pictures.get(path);
    if (served === undefined) return void response.writeHead(404).end();
    if (served instanceof Uint8Array) return void response.writeHead(200).end(served);
    if ('status' in served) return void response.writeHead(served.status).end();
    setTimeout(() => response.destroy(), served.silentMs).unref();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    fetched,
    /** Serves something and gives its address. */
    put(name: string, served: Served): string {
      pictures.set(`/${name}`, served);
      return `http://127.0.0.1:${port}/${name}`;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
