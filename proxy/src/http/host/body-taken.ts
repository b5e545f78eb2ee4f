import { Readable } from 'node:stream';
import type { Request } from 'express';
import { ProblemError } from '../../base/problem-error.ts';

/** A body as it is to be read: a stream that knows whether all of it came. */
export type Body = Readable & { readonly complete: boolean };

/** Whether somebody ahead of the service has read the request's body. */
export function isTaken(request: Readable): boolean {
  return request.readableDidRead || request.readableEnded;
}

/**
 * The body as a stream, also where a parser of the host's has read it into a buffer. Throws `internal`, naming the
 * parser, where it made something else of it: the operator has to mount the service ahead of it.
 */
export function bodyOf(request: Request): Body {
  if (!isTaken(request)) return request;
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array)) throw takenBy(body);
  return Object.assign(Readable.from([body], { objectMode: false }), { complete: true });
}

/** The fault of a host whose parser has read what the service needs. */
export function takenBy(body: unknown): ProblemError {
  return new ProblemError(
    'internal',
    `A body parser of the host (${parserOf(body)}) has read the body before the service could: mount the service ahead of it.`,
  );
}

function parserOf(body: unknown): string {
  if (typeof body === 'string') return 'one for text, such as express.text()';
  if (typeof body === 'object' && body !== null)
    return 'one for JSON or forms, such as express.json(), express.urlencoded() or multer';
  return 'one that keeps nothing';
}
