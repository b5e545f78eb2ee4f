import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { createProxy, type Log } from '@scanfill/proxy';
import { mintSession } from '@scanfill/proxy/session';
import express from 'express';
import type { Reader } from '../green/reader-port.ts';
import { applicationRoute } from './application.ts';
import { consoleLog } from './console-log.ts';
import { findFolders } from './folders.ts';
import { bindsLoopback, isLoopback, knownHosts } from './hosts.ts';
import { insightRoutes } from './insight.ts';
import { listen } from './listen.ts';
import type { Mode } from './mode.ts';
import { sessionRoute } from './session.ts';
import type { DemoSettings } from './settings.ts';
import { siteRoutes } from './site.ts';
import { startUpstream } from './upstream.ts';

/** A running demo. */
export type Demo = {
  /** Where a browser finds it. */
  readonly url: string;
  readonly mode: Mode;
  /** Lets answers under way end, then frees both ports. */
  stop(): Promise<void>;
};

/** What a test puts in place of the demo's own parts. */
export type DemoParts = {
  /** In place of the reader with the models. */
  readonly reader?: Reader;
  /** In place of lines on the terminal. */
  readonly log?: Log;
};

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain' }).end('The demo is starting.\n');
};

/**
 * Runs the demo: pages, sessions and the proxy on one port, the stand-in of Green on another. Rejects with a
 * SettingError when a port is taken.
 */
export async function startDemo(
  settings: DemoSettings = {},
  { reader, log = consoleLog }: DemoParts = {},
): Promise<Demo> {
  const { port = 5173, host = '127.0.0.1', sessionSecret = randomBytes(32).toString('base64url') } = settings;
  // The proxy has to know its own address before it can be built, and with port 0 that is known only now.
  let handler = starting;
  const server = createServer((request, response) => handler(request, response));
  const bound = await listen(server, port, host, 'PORT');
  const undo: (() => Promise<void>)[] = [() => closeServer(server)];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const upstream = await startUpstream(settings, reader);
    undo.push(upstream.stop);
    const { accessKeyId, accessKeySecret, securityToken, endpoint } = upstream.account;
    const publicUrl = settings.publicUrl ?? (settings.account ? undefined : `${reachable(host, bound)}/scanfill`);
    // Of its own address on this machine alone no phone could open its page.
    const phones = settings.publicUrl !== undefined && !isLoopback(settings.publicUrl);
    const isPrivate = bindsLoopback(host) && !phones;
    const mode: Mode = {
      ...upstream.mode,
      ...(phones ? { phone: true } : {}),
      ...(isPrivate ? { operator: true } : {}),
    };
    const proxy = createProxy({
      credentials: { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) },
      greenEndpoint: endpoint,
      sessionSecret,
      store: settings.storeUrl ?? 'memory:',
      ...(publicUrl === undefined ? {} : { publicUrl }),
      // The stand-in says at once that it is done; otherwise an answer waits for the poller's next look.
      ...(upstream.uid === undefined || publicUrl === undefined
        ? {}
        : { callback: { url: publicUrl, seed: randomBytes(16).toString('hex'), accountId: upstream.uid } }),
      ...(settings.imagePrice === undefined ? {} : { imagePrice: settings.imagePrice }),
      ...(phones ? { phone: { name: 'Osmanthus Bank', purpose: 'A fictional bank: 虚构的银行' } } : {}),
      log,
    });
    undo.push(() => proxy.stop());
    await proxy.start();

    const app = express();
    app.disable('x-powered-by');
    app.use(knownHosts(host, settings.publicUrl));
    app.use('/scanfill', proxy.router);
    app.use(sessionRoute((subject) => mintSession({ secret: sessionSecret, subject })));
    app.use(insightRoutes({ proxy, ledger: upstream.ledger, isPrivate }));
    app.use(applicationRoute({ keys: proxy.receiptKeys(), audience: publicUrl ?? 'scanfill' }));
    app.use(siteRoutes(findFolders(), mode));
    handler = app;
    return { url: browserUrl(host, bound), mode, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}

/** The address under which this machine reaches itself, for the stand-in that fetches the images. */
function reachable(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' || host === 'localhost' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function browserUrl(host: string, port: number): string {
  const local = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host);
  return local ? `http://localhost:${port}` : reachable(host, port);
}
