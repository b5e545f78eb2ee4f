import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { limits } from '../contract/limits.ts';

const lingerMs = 1_000;
const mostDrainedBytes = limits.maxBytes * 2;
const known = new WeakSet<ServerResponse>();

/**
 * Once a request is answered before its body has ended: the rest is read and thrown away, for a second at most, for a
 * connection that is closed over unread bytes resets, and the client would never see the answer. `Connection: close`
 * would do just that: Node ends such a socket with the answer.
 */
export function endUnread(request: IncomingMessage, response: ServerResponse): void {
  if (known.has(response)) return;
  known.add(response);
  response.once('finish', () => {
    if (request.complete) return;
    const { socket } = request;
    const isChunked = request.headers['transfer-encoding'] !== undefined;
    // A host may put something of its own in the place of a socket.
    if (isChunked && socket instanceof Socket) drainRaw(socket);
    else drain(request);
  });
}

/** What has a length is read to its end, where that is near: the connection is good for another request then. */
function drain(request: IncomingMessage): void {
  const { count, release } = bounded(() => request.socket.destroy());
  for (const over of ['end', 'close']) request.once(over, release);
  request.on('error', () => {});
  request.on('data', count);
}

/**
 * Past Node's parser, which takes a second for a few megabytes in chunks of one byte: no further request can come on
 * this connection, which is told to the client by ending it on this side.
 */
function drainRaw(socket: Socket): void {
  const { count, release } = bounded(() => socket.destroy());
  socket.once('close', release);
  // The first listener takes the bytes from the parser's own way, which none is told of.
  socket.on('data', count).removeAllListeners('data').on('data', count);
  socket.end().resume();
}

function bounded(end: () => void): { readonly count: (piece: Uint8Array) => void; readonly release: () => void } {
  let bytes = 0;
  const timer = setTimeout(end, lingerMs);
  timer.unref();
  return {
    count(piece) {
      bytes += piece.length;
      if (bytes > mostDrainedBytes) end();
    },
    release: () => clearTimeout(timer),
  };
}
