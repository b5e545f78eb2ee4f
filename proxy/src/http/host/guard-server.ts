import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Log } from '../../base/log.ts';
import { type ProblemCode, problemOf } from '../../contract/problems.ts';
import type { AddressLimit } from '../guards/address-limit.ts';
import { mostHeaders } from '../guards/well-formed.ts';
import { createShares } from '../shares.ts';
import { rawProblem } from './raw-problem.ts';

/** What a server is guarded with. */
export type ServerGuard = {
  /** More connections than this are closed at once. */
  readonly mostConnections: number;
  /** A request, its body included, must come within this. */
  readonly requestMs: number;
  /** Connections of one address at once; 0: no limit. */
  readonly mostOfAnAddress: number;
  /** Where the address of a connection is that of the client; else undefined. */
  readonly addressOf: (socket: Socket) => string | undefined;
  readonly addressLimit: Pick<AddressLimit, 'note' | 'isStubborn'>;
  readonly log: Log;
};

const headersMs = 15_000;
/** Gateways keep their connections for a minute: ours must not be the first to close. */
const keepAliveMs = 65_000;
/** How long an answer to what was no request may take to leave. */
const lastMs = 1_000;

/**
 * Puts limits on a server of Node's, and this service's own words in the place of Node's refusals: 400, 408, 417 and
 * 431 come as `application/problem+json`.
 */
export function guardServer(given: Server | TlsServer, guard: ServerGuard): void {
  // Node gives both the same properties and events; their types have no name for what they share.
  const server = given as Server;
  const { mostConnections, mostOfAnAddress, requestMs, addressOf, addressLimit, log } = guard;
  server.headersTimeout = Math.min(headersMs, requestMs);
  server.requestTimeout = requestMs;
  server.keepAliveTimeout = keepAliveMs;
  server.maxConnections = mostConnections;
  // One more than is taken, so that what has more can be told.
  server.maxHeadersCount = mostHeaders + 1;
  const shares = createShares(mostOfAnAddress);
  server.on('connection', (socket: Socket) => {
    const address = addressOf(socket);
    if (address === undefined) return;
    const giveBack = addressLimit.isStubborn(address) ? undefined : shares.take(address);
    if (giveBack) socket.once('close', giveBack);
    // Not at once: Node's own listeners have yet to see it. Nothing of it is read before.
    else setImmediate(() => socket.destroy());
  });

  const latest = new WeakMap<Duplex, readonly [IncomingMessage, ServerResponse]>();
  server.prependListener('request', (request, response) => latest.set(request.socket, [request, response]));

  /** Whether what is wrong belongs to a request that has its answer, or is getting it: another would be its second. */
  function isAnswered(socket: Duplex): boolean {
    const [request, response] = latest.get(socket) ?? [];
    return response?.headersSent === true && !(request?.complete && response.writableFinished);
  }

  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const timer = setTimeout(() => socket.destroy(), lastMs);
    socket.once('close', () => clearTimeout(timer));
    // The other side's end is waited for: a connection that is closed over unread bytes resets.
    socket
      .removeAllListeners('data')
      .on('data', () => {})
      .resume();
    if (isAnswered(socket)) {
      socket.end();
      return;
    }
    if (socket instanceof Socket) addressLimit.note(addressOf(socket));
    const [code, detail] = refusalOf(error.code);
    const { requestId, text } = rawProblem(code, detail);
    log.info({ requestId, route: 'none', status: problemOf(code).status, cause: error.code ?? error.name }, 'request');
    socket.end(text);
  });

  server.on('checkExpectation', (_request, response) => {
    const { text } = rawProblem('expectation-failed', 'Expect may be 100-continue, or be left out.');
    response.socket?.end(text);
  });
}

function refusalOf(code: string | undefined): readonly [ProblemCode, string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ['headers-too-large', 'The headers have more than 16 KiB.'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['upload-too-slow', 'The request did not come to its end in time. Send it again.'];
    default:
      return ['request-invalid', 'This is no request by HTTP/1.1.'];
  }
}
