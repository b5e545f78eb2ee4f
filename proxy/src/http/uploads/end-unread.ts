import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { limits } from '../../contract/limits.ts';

/**
 * Once a request is answered before its body has ended: the rest is read and thrown away, for a second at most, for a
 * connection that is closed over unread bytes resets, and the client would never see the answer. `Connection: close`
 * would do just that: Node ends such a socket with the answer.
 */
export type EndUnread = (request: IncomingMessage, response: ServerResponse) => void;

const lingerMs = 1_000;
const mostDrainedBytes = limits.maxBytes * 2;
/** All together may be given so much of this process's time: 20 MB a second, in which one alone is soon read. */
const windowMs = 50;
const windowBytes = 2 ** 20;
const pieceBytes = 64 * 1024;

/** One for a process: whoever pours into refused connections, however many, takes little from the others. */
export function createEndUnread(): EndUnread {
  const known = new WeakSet<ServerResponse>();
  const paused = new Set<Readable>();
  let leftBytes = windowBytes;
  let isCounting = false;

  function refill(): void {
    isCounting = false;
    leftBytes = windowBytes;
    for (const source of [...paused].slice(0, windowBytes / pieceBytes)) {
      paused.delete(source);
      source.resume();
    }
    if (paused.size > 0) count();
  }

  function count(): void {
    if (isCounting) return;
    isCounting = true;
    setTimeout(refill, windowMs).unref();
  }

  /** Reads `source` away until it ends or its time is over. */
  function drain(source: Readable, socket: IncomingMessage['socket']): void {
    let bytes = 0;
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    timer.unref();
    const release = (): void => {
      clearTimeout(timer);
      paused.delete(source);
    };
    for (const over of ['end', 'close']) source.once(over, release);
    source.on('error', () => {});
    source.on('data', (piece: Uint8Array) => {
      bytes += piece.length;
      leftBytes -= piece.length;
      count();
      if (bytes > mostDrainedBytes) socket.destroy();
      else if (leftBytes <= 0) paused.add(source.pause());
    });
    source.resume();
  }

  /**
   * Past Node's parser, which takes a second for a few megabytes in chunks of one byte: no further request can come on
   * this connection, which is told to the client by ending it on this side.
   */
  function drainRaw(socket: Socket): void {
    const ignore = (): void => {};
    // A listener of its own takes the bytes from the parser's way, which none is told of.
    socket.on('data', ignore).removeAllListeners('data');
    socket.end();
    drain(socket, socket);
  }

  return (request, response) => {
    if (known.has(response)) return;
    known.add(response);
    // Node drops what nobody has begun to read by itself, as fast as it comes.
    response.once('prefinish', () => {
      if (!request.complete) request.read();
    });
    response.once('finish', () => {
      if (request.complete) return;
      const { socket } = request;
      const isChunked = request.headers['transfer-encoding'] !== undefined;
      // A host may put something of its own in the place of a socket. What has a length is read to its end, where that
      // is near: the connection is good for another request then.
      if (isChunked && socket instanceof Socket) drainRaw(socket);
      else drain(request, socket);
    });
  };
}
