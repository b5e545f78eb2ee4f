import { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Node's request and response of a web `Request`. */
export type WebExchange = { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };

/** Told what becomes of an answer: its head, while its body comes as it is written, or that there will be none. */
export type Settle = {
  readonly resolve: (response: Response) => void;
  readonly reject: (reason: unknown) => void;
};

const headEnd = Buffer.from('\r\n\r\n');
/** They are of a connection, which a `Response` has not. */
const ofConnection = /^(connection|keep-alive|transfer-encoding|date)$/;
const bodyless = new Set([204, 205, 304]);
/** How long the rest of a body that nobody needs is waited for. */
const lingerMs = 10_000;
/** So many bytes of an answer may wait for whoever reads it. */
const mostHeldBytes = 64 * 1024;

/**
 * Puts a web `Request` on a wire of memory, at the other end of which stand Node's own request and response: pieces of
 * either body go on when the other side takes them, and whoever aborts or cancels ends the other side.
 */
export function webExchange(
  request: Request,
  target: { readonly path: string; readonly base: string },
  answer: Settle,
): WebExchange {
  let head: Buffer | undefined = Buffer.alloc(0);
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let taken = (): void => {};
  let response: Response | undefined;
  /** Hosts end a connection that is answered before its request was read, so the answer waits for that. */
  function give(): void {
    if (response) answer.resolve(response);
  }

  const content = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      pull: () => taken(),
      cancel: () => {
        controller = undefined;
        wire.destroy();
      },
    },
    { highWaterMark: mostHeldBytes, size: ({ byteLength }) => byteLength },
  );

  function pass(bytes: Buffer, done: () => void): void {
    if (bytes.length > 0) controller?.enqueue(new Uint8Array(bytes));
    const go = (): void => {
      taken = () => {};
      done();
    };
    if ((controller?.desiredSize ?? 0) > 0) go();
    else taken = go;
  }

  const wire = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      if (head === undefined) return pass(bytes, done);
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf(headEnd);
      if (end < 0) return done();
      const rest = head.subarray(end + headEnd.length);
      const { status, headers } = headOf(head.subarray(0, end).toString('latin1'));
      head = undefined;
      const isEmpty = request.method === 'HEAD' || bodyless.has(status);
      response = new Response(isEmpty ? null : content, { status, headers });
      if (incoming.complete) give();
      pass(rest, done);
    },
  });

  const incoming = incomingOf(request, wire, target);
  const outgoing = new ServerResponse(incoming);
  outgoing.assignSocket(socketOf(wire));
  wire.on('drain', () => outgoing.emit('drain'));
  const abort = (): void => {
    wire.destroy();
  };
  request.signal.addEventListener('abort', abort, { once: true });

  outgoing.once('finish', () => {
    controller?.close();
    controller = undefined;
    request.signal.removeEventListener('abort', abort);
    if (incoming.complete) {
      wire.destroy();
      return;
    }
    outgoing.emit('close');
    // What is left of the body is read for a while, then the answer goes anyway.
    const timer = setTimeout(() => wire.destroy(), lingerMs);
    for (const over of ['end', 'close']) incoming.once(over, () => clearTimeout(timer));
    incoming.resume();
  });
  incoming.once('end', give);
  wire.once('close', () => {
    taken();
    if (outgoing.writableFinished) give();
    const gone = new DOMException('The answer was not finished.', 'AbortError');
    controller?.error(gone);
    controller = undefined;
    answer.reject(request.signal.aborted ? request.signal.reason : gone);
    incoming.destroy(incoming.complete ? undefined : Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
  });
  if (request.signal.aborted) wire.destroy();
  return { incoming, outgoing };
}

function incomingOf(request: Request, wire: Duplex, { path, base }: { path: string; base: string }): IncomingMessage {
  const incoming = new IncomingMessage(socketOf(wire));
  const headers: Record<string, string> = { host: new URL(request.url).host };
  request.headers.forEach((value, name) => {
    headers[name] = value;
  });
  // 1.0, so that Node does not cut the answer into chunks of its own.
  Object.assign(incoming, { method: request.method, url: path, baseUrl: base, headers, httpVersion: '1.0' });
  Object.assign(incoming, { httpVersionMajor: 1, httpVersionMinor: 0 });
  if (request.body === null) {
    incoming.complete = true;
    incoming.push(null);
    return incoming;
  }
  if (headers['content-length'] === undefined) headers['transfer-encoding'] = 'chunked';
  const announced = /^\d+$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : undefined;
  const reader = request.bodyUsed ? undefined : request.body.getReader();
  let total = 0;

  async function pull(): Promise<void> {
    try {
      const piece = await reader?.read();
      if (piece?.value) {
        total += piece.value.byteLength;
        if (piece.value.byteLength === 0) return await pull();
        incoming.push(piece.value);
        return;
      }
    } catch {
      wire.destroy();
      return;
    }
    if (reader && announced !== undefined && announced !== total) {
      wire.destroy();
      return;
    }
    incoming.complete = true;
    incoming.push(null);
  }
  // Its own comes first: without it Node goes no further than the first piece where somebody listens for data.
  incoming._read = (size) => {
    IncomingMessage.prototype._read.call(incoming, size);
    void pull();
  };
  // Nobody may listen, and the other side's hanging up is no fault of this process.
  incoming.on('error', () => {});
  incoming.once('close', () => {
    reader?.cancel().catch(() => {});
  });
  return incoming;
}

/** Node's request and response use nothing of a socket that a stream has not. */
const socketOf = (wire: Duplex): Socket => wire as unknown as Socket;

function headOf(text: string): { readonly status: number; readonly headers: Headers } {
  const [first = '', ...lines] = text.split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    if (!ofConnection.test(name.toLowerCase())) headers.append(name, value);
  }
  return { status: Number(first.split(' ')[1]), headers };
}
