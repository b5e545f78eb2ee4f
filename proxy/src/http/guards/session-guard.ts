import type { Request, RequestHandler, Response } from 'express';
import { ProblemError } from '../../base/problem-error.ts';
import type { Session } from '../../sessions/form.ts';
import type { HttpContext } from '../context.ts';

const sessions = new WeakMap<Response, Session>();

/** Lets a request through with a valid session only; `sessionOf` gives it to the routes behind. */
export function sessionGuard({ verify, revocations }: Pick<HttpContext, 'verify' | 'revocations'>): RequestHandler {
  return async (request, response, next) => {
    if (!verify) {
      actAs(response, everybody);
      return next();
    }
    const session = await verify(bearerOf(request));
    await revocations.check(session);
    actAs(response, session);
    next();
  };
}

/**
 * Lets a host's own backend through, and nobody's page: as the subject whose scans its token is about. `verify` gives
 * that subject.
 */
export function backendGuard(verify: (token: string) => Promise<string>): RequestHandler {
  return async (request, response, next) => {
    if (request.get('origin') !== undefined || request.get('sec-fetch-site') !== undefined)
      throw new ProblemError('origin-refused', 'This is for servers: BACKEND_SECRET has no place in a page.');
    actAs(response, { ...everybody, id: 'backend', subject: await verify(bearerOf(request)) });
    next();
  };
}

/** The token of a request; throws `session-missing` without one. */
export function bearerOf(request: Request): string {
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (token === undefined)
    throw new ProblemError('session-missing', 'Send Authorization: Bearer with a token minted by the host.');
  return token;
}

/** Notes on whose behalf a request is answered. */
export function actAs(response: Response, session: Session): void {
  sessions.set(response, session);
}

/** The session behind a response, once the guard has let its request through. */
export function sessionOf(response: Response): Session {
  const session = sessions.get(response);
  if (!session) throw new ProblemError('session-missing');
  return session;
}

/** Whoever asks, where there are no sessions. */
export const everybody: Session = {
  id: 'everybody',
  subject: 'everybody',
  issuedAtMs: Number.POSITIVE_INFINITY,
  expiresAtMs: Number.POSITIVE_INFINITY,
  cards: undefined,
  quota: undefined,
};
