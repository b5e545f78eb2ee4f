import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { causeOf, type Log } from '../base/log.ts';
import { ProblemError } from '../base/problem-error.ts';
import { cardNames } from '../contract/cards.ts';
import type { ProblemCode } from '../contract/problems.ts';
import type { EndUnread } from './uploads/end-unread.ts';

const requestIds = new WeakMap<Response, string>();
const codes = new WeakMap<Response, ProblemCode>();

/** The code of the problem that was answered; undefined where none was. */
export const codeOf = (response: Response): ProblemCode | undefined => codes.get(response);

/** The id under which a request stands in the log. */
export function requestIdOf(response: Response): string {
  const known = requestIds.get(response);
  if (known) return known;
  const id = randomUUID();
  requestIds.set(response, id);
  return id;
}

/** Answers whatever a route throws as `application/problem+json`. */
export function problemHandler({ log, endUnread }: { log: Log; endUnread: EndUnread }): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = problemFrom(thrown);
    const requestId = requestIdOf(response);
    codes.set(response, error.code);
    if (error.code === 'internal') log.error({ requestId, cause: causeOf(thrown) }, error.detail ?? 'unexpected error');
    // Nobody is there any more, or the answer has begun already.
    if (response.headersSent || request.socket.destroyed) {
      response.destroy();
      return;
    }
    const { problem } = error;
    if (problem.status === 401) response.set('WWW-Authenticate', challenge(error));
    if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
    else if (problem.status === 503) response.set('Retry-After', '2');
    const cards = error.code === 'card-unknown' || error.code === 'card-missing' ? { cards: cardNames } : {};
    endUnread(request, response);
    response
      .status(problem.status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, ...cards, requestId }));
  };
}

/** Answers a method that a path does not have. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  return (_request, response) => {
    response.set('Allow', methods.join(', '));
    throw new ProblemError('method-not-allowed', `Allowed here: ${methods.join(', ')}.`);
  };
}

/** Answers a path that is not there. */
export const notFound: RequestHandler = () => {
  throw new ProblemError('not-found');
};

function problemFrom(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  // Express's own refusals, such as a path that cannot be decoded.
  const status = thrown instanceof Error && 'status' in thrown ? thrown.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ProblemError('request-invalid', undefined, { cause: thrown });
  return new ProblemError('internal', undefined, { cause: thrown });
}

function challenge({ code }: ProblemError): string {
  if (code === 'session-missing') return 'Bearer realm="scanfill"';
  const what = code === 'session-expired' ? 'The session has expired' : 'The session token is not valid';
  return `Bearer realm="scanfill", error="invalid_token", error_description="${what}"`;
}
