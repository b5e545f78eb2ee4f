import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createGreen } from '@scanfill/demo/green/green';
import type { ImageReader } from '@scanfill/demo/green/reader-port';
import { createProxy, type ProxyOptions, type ScanfillProxy } from '@scanfill/proxy';
import { mintSession } from '@scanfill/proxy/session';
import express, { type Express } from 'express';
import { makePicture } from './pictures.ts';

/** What stands on the ID card that hosts are shown here. */
export const idCard = {
  name: '王小明',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949-12-31',
  address: '北京市',
};

/** Whom the stand-in serves, and what sessions are signed with. */
export const account = { accessKeyId: 'testid', accessKeySecret: 'testsecret', uid: '1' };
export const sessionSecret = '0204072a80809fa8e30da2e60ea1deb8';

/** A session for a visitor of the host's. */
export const sessionFor = (subject: string) => mintSession({ secret: sessionSecret, subject });

/** A host's own Express app with a proxy at `/scanfill`, over the stand-in of Green, all in this process. */
export type Host = {
  readonly app: Express;
  readonly origin: string;
  /** The proxy's address, which is the audience of its receipts too. */
  readonly endpoint: string;
  readonly proxy: ScanfillProxy;
  /** The address of the stand-in. */
  readonly green: string;
  /** How many images were billed. */
  billed(): number;
  stop(): Promise<void>;
};

/** Starts one on a port of its own; `read` says what is read of a photo, `options` what is told to the proxy. */
export async function startHost(
  read: ImageReader['read'],
  options: (origin: string) => Partial<ProxyOptions> = () => ({}),
): Promise<Host> {
  const green = createGreen({ accounts: [account], reader: { read } });
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint = `${origin}/scanfill`;
  const { url } = await green.listen(0);
  const proxy = createProxy({
    credentials: account,
    greenEndpoint: url,
    sessionSecret,
    store: 'memory:',
    publicUrl: endpoint,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    ...options(origin),
  });
  await proxy.start();
  app.use('/scanfill', proxy.handler);
  return {
    app,
    origin,
    endpoint,
    proxy,
    green: url,
    billed: () => green.ledger.images.filter(({ state }) => state === 'billed').length,
    async stop() {
      await proxy.stop();
      await green.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let photos = 0;

/** Hands a photo of its own in at a proxy, and gives what is answered once it was read. */
export async function handIn(
  endpoint: string,
  token: string,
  { card = 'id-card-front', headers = {} }: { readonly card?: string; readonly headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> }> {
  const image = makePicture('handed-in', ++photos).bytes();
  const answer = await fetch(`${endpoint}/v1/scans?card=${card}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      prefer: 'wait=25',
      ...headers,
    },
    body: new Uint8Array(image),
  });
  return { status: answer.status, headers: answer.headers, body: Object(await answer.json()) };
}

/** The built widget at `/widget`, and sessions for one visitor at `/session`. */
export function offerWidget({ app }: Host, subject: string): void {
  app.all('/session', async (_request, response) => {
    response.json(await sessionFor(subject));
  });
  app.use('/widget', express.static(fileURLToPath(new URL('../../widget/dist', import.meta.url))));
}
