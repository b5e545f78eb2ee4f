import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { createGreen } from '@scanfill/demo/green/green';
import { objectAddress } from '@scanfill/demo/green/oss/oss-route';
import type { Reader } from '@scanfill/demo/green/reader-port';
import { consoleLog } from '@scanfill/demo/server/console-log';
import { knownHosts } from '@scanfill/demo/server/hosts';
import { listen } from '@scanfill/demo/server/listen';
import { sessionRoute } from '@scanfill/demo/server/session';
import { createProxy, type Log } from '@scanfill/proxy';
import { mintSession } from '@scanfill/proxy/session';
import express, { type Request } from 'express';
import { localPages } from './local-pages.ts';
import { pageRoutes } from './page.ts';

/** A running sandbox. */
export type Sandbox = {
  /** Where a browser of this machine finds it. */
  readonly url: string;
  /** Lets answers under way end, then frees the port. */
  stop(): Promise<void>;
};

const host = '127.0.0.1';

/**
 * The account of the stand-in, for a backend of the developer's own that has `url` as its GREEN_ENDPOINT: no secret, as
 * nobody but this machine reaches it.
 */
export const account = { accessKeyId: 'sandbox', accessKeySecret: 'sandbox', uid: '1000000000000000' };

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain' }).end('The sandbox is starting.\n');
};

/** A call of Green's, or of the storage that its uploads go to. */
function isForGreen(request: Request): boolean {
  const asked = new URL(request.originalUrl, 'http://localhost');
  return request.path.startsWith('/green/') || objectAddress(asked, request.get('host') ?? '') !== undefined;
}

/**
 * Runs the proxy, the stand-in behind it, sessions and a page on one port of this machine. Rejects with a
 * `SettingError` where the port is taken. `reader` is stopped with it.
 */
export async function startSandbox(port: number, reader: Reader, log: Log = consoleLog): Promise<Sandbox> {
  let handler = starting;
  const server = createServer((request, response) => handler(request, response));
  const undo: (() => Promise<void>)[] = [() => reader.stop()];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const bound = await listen(server, port, host, 'PORT');
    undo.push(async () => {
      server.close();
      server.closeAllConnections();
    });
    const address = `http://${host}:${bound}`;
    const publicUrl = `${address}/scanfill`;
    const sessionSecret = randomBytes(32).toString('hex');
    const green = createGreen({ accounts: [account], reader });
    undo.push(() => green.stop());
    const proxy = createProxy({
      credentials: account,
      greenEndpoint: address,
      sessionSecret,
      store: 'memory:',
      publicUrl,
      // The stand-in says at once that it is done; otherwise an answer waits for the poller's next look.
      callback: { url: publicUrl, seed: randomBytes(16).toString('hex'), accountId: account.uid },
      log,
    });
    undo.push(() => proxy.stop());
    // What the proxy asks on starting has to find the stand-in already.
    const app = express();
    app.disable('x-powered-by');
    app.use(knownHosts(host, undefined));
    app.use(localPages);
    app.use((request, response, next) => (isForGreen(request) ? green.app(request, response) : next()));
    app.use('/scanfill', proxy.handler);
    app.use(sessionRoute((subject) => mintSession({ secret: sessionSecret, subject })));
    app.use(pageRoutes());
    handler = app;
    await proxy.start();
    return { url: `http://localhost:${bound}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
