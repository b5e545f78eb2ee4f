import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import type { ServedImages } from '../images/images.ts';
import type { Precedence } from './uploads/precedence.ts';

/** `GET /i/:token`: an image, for Green alone. Never rendered by a browser, never cached. */
export function getImage(
  images: ServedImages,
  precedence: Pick<Precedence, 'fetching'>,
): RequestHandler<{ token: string }> {
  return async (request, response) => {
    response.once('close', precedence.fetching());
    // Nothing was fetched by whoever hung up before his turn came: it must not count as a fetch.
    if (await hasGone(request, response)) return;
    const file = await images.open(request.params.token);
    if (!file) throw new ProblemError('not-found');
    response.writeHead(200, {
      'Content-Type': file.meta,
      'Content-Length': file.bytes,
      'Content-Disposition': 'attachment',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    });
    if (request.method === 'HEAD') {
      await file.close();
      response.end();
      return;
    }
    if (file.whole) {
      response.end(file.whole);
      return;
    }
    await pipeline(file.content, response).catch((error: unknown) => {
      // The one who fetches may hang up; that is its business.
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
    });
  };
}

/**
 * Whether the client has hung up already. Where the process had no time for a while, the end of a connection lies right
 * behind its request and is read one turn of the event loop later.
 */
async function hasGone({ socket }: Request, response: Response): Promise<boolean> {
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return socket.readableEnded || socket.destroyed || response.closed;
}
