import { Agent, request as httpRequest } from 'node:http';

/** An answer read to its end. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
};

/** What to ask. */
export type Ask = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs?: number;
};

/**
 * Node's own client with kept connections: light enough not to disturb what it measures. Rejects when no whole answer
 * came.
 */
export function createHttpClient(): { ask(url: string, options?: Ask): Promise<Answer>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 10_000 });
  return {
    ask: (url, { method = 'GET', headers = {}, body, timeoutMs = 40_000 } = {}) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(body.byteLength) };
        const outgoing = httpRequest(url, { method, agent, headers: { ...headers, ...length } }, (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('close', () => {
            if (!incoming.complete) return reject(new Error('the answer broke off'));
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
          });
        });
        outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error('no answer in time')));
        outgoing.once('error', reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
