import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { systemClock } from '../../base/clock.ts';
import type { LogFields } from '../../base/log.ts';
import { createSimulatedGreen, type SimulatedGreen } from '../../engine/testing/simulated-green.ts';
import type { ProxyOptions } from '../../options.ts';
import { createProxy, type ScanfillProxy } from '../../proxy.ts';
import { mintSession } from '../../session.ts';

export const sessionSecret = '0204072a80809fa8e30da2e60ea1deb8';

/** A PNG's header with a body of random bytes: enough for whoever looks at headers only. */
export function makePng({ width = 800, height = 500, bytes = 4_000, seed = 1 } = {}): Uint8Array {
  const png = Buffer.alloc(bytes);
  for (let index = 33, state = seed; index < bytes; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    png[index] = state >>> 16;
  }
  png.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  png.writeUInt32BE(13, 8);
  png.write('IHDR', 12, 'latin1');
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.set([8, 2, 0, 0, 0], 24);
  return png;
}

/** A running proxy and how to talk to it. */
export type ProxyFixture = {
  /** Address of the mount path. */
  readonly base: string;
  readonly origin: string;
  readonly port: number;
  readonly app: Express;
  readonly proxy: ScanfillProxy;
  readonly green: SimulatedGreen;
  readonly lines: readonly { readonly fields: LogFields; readonly message: string }[];
  readonly authorization: string;
  post(body: Uint8Array, options?: { card?: string; headers?: Record<string, string> }): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  request(path: string, init?: RequestInit): Promise<Answer>;
  stop(): Promise<void>;
};

/** An answer, read to its end; `body` is undefined where it is no JSON. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

/**
 * A running proxy in an Express app at `/scanfill`, on a port of its own, over a simulated Green. `publicUrl`: its own
 * address unless told; `none` leaves it out.
 */
export async function startProxy(
  { publicUrl, ...overrides }: Partial<ProxyOptions> & { readonly publicUrl?: string | 'none' } = {},
  { workMs = 200, qps = 10 }: { workMs?: number; qps?: number } = {},
): Promise<ProxyFixture> {
  const green = createSimulatedGreen({ clock: systemClock, qps, answerMs: 4, workMs: () => workMs });
  const app = express();
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const base = `${origin}/scanfill`;
  const lines: { fields: LogFields; message: string }[] = [];
  const say = (fields: LogFields, message: string): void => {
    lines.push({ fields, message });
  };
  const proxy = createProxy({
    credentials: { accessKeyId: 'id', accessKeySecret: 'secret' },
    green,
    ...(publicUrl === 'none' ? {} : { publicUrl: publicUrl ?? base }),
    sessionSecret,
    store: 'memory:',
    log: { info: say, warn: say, error: say },
    ...overrides,
  });
  app.use('/scanfill', proxy.router);
  await proxy.start();
  const { token } = await mintSession({ secret: sessionSecret, subject: 'visitor-1' });
  const authorization = `Bearer ${token}`;

  async function request(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(base + path, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : {} };
  }

  return {
    base,
    origin,
    port,
    app,
    proxy,
    green,
    lines,
    authorization,
    request,
    post: (body, { card = 'passport', headers = {} } = {}) =>
      request(`/v1/scans?card=${card}`, {
        method: 'POST',
        body: Buffer.from(body),
        headers: { authorization, 'content-type': 'image/png', ...headers },
      }),
    get: (path, headers = {}) => request(path, { headers: { authorization, ...headers } }),
    async stop() {
      await proxy.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
