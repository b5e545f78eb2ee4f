import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { FuzzedRequest } from './requests.ts';

/** What came of a request; a status of 0: the connection ended without an answer. */
export type Outcome =
  | { readonly status: number; readonly type: string; readonly body: string }
  | { readonly status: 'hang' };

/** Sends fuzzed requests to one port, over kept connections where they are whole. */
export type Sender = { send(request: FuzzedRequest): Promise<Outcome>; close(): void };

const mostKept = 16_384;

/** `hangMs`: whoever has neither answered nor hung up by then hangs. */
export function createSender(port: number, hangMs: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    send: (request) => ('bytes' in request ? wire(port, request.bytes, hangMs) : whole(agent, port, request, hangMs)),
    close: () => agent.destroy(),
  };
}

function whole(
  agent: Agent,
  port: number,
  request: Exclude<FuzzedRequest, { bytes: Buffer }>,
  hangMs: number,
): Promise<Outcome> {
  const { method, path, headers, body } = request;
  return new Promise((resolve) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    let timer: NodeJS.Timeout | undefined;
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, agent, method, path, headers: { ...headers, ...length } },
      (incoming) => {
        const status = incoming.statusCode ?? 0;
        const type = incoming.headers['content-type'] ?? '';
        let text = '';
        incoming.setEncoding('utf8').on('data', (piece: string) => {
          if (text.length < mostKept) text += piece;
        });
        incoming.once('close', () => settle({ status, type, body: text }));
      },
    );
    timer = setTimeout(() => {
      settle({ status: 'hang' });
      outgoing.destroy();
    }, hangMs);
    outgoing.once('error', () => settle({ status: 0, type: '', body: '' }));
    outgoing.end(body);
  });
}

/** The bytes as they are; the connection is given up once it has been silent for a while behind an answer. */
function wire(port: number, bytes: Buffer, hangMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      socket.resetAndDestroy();
      resolve(outcome);
    };
    const told = (): Outcome => ({
      status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0),
      type: /content-type: ([^\r\n]*)/i.exec(text)?.[1] ?? '',
      body: text,
    });
    const timer = setTimeout(() => settle({ status: 'hang' }), hangMs);
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
      if (/^HTTP\/1\.[01] [^1]/.test(text)) settle(told());
    });
    socket.on('error', () => {});
    socket.once('close', () => settle(told()));
    socket.write(bytes);
  });
}
