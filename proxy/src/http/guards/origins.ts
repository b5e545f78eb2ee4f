import cors from 'cors';
import type { Request, RequestHandler } from 'express';
import { ProblemError } from '../../base/problem-error.ts';
import { consentHeader } from '../../contract/consent.ts';

/**
 * CORS for an exact list of origins. A page of another origin is refused, preflight included; requests without an
 * Origin, and those of the proxy's own origin, pass.
 */
export function originGuard(allowed: readonly string[], publicUrl: string | undefined): readonly RequestHandler[] {
  const list = new Set(allowed);
  const own = publicUrl === undefined ? undefined : new URL(publicUrl).origin;

  function isOwn(request: Request, origin: string): boolean {
    if (origin === own || request.get('sec-fetch-site') === 'same-origin') return true;
    return URL.canParse(origin) && new URL(origin).host === request.get('host');
  }

  return [
    (request, _response, next) => {
      const origin = request.get('origin');
      if (origin !== undefined && !list.has(origin) && !isOwn(request, origin))
        throw new ProblemError('origin-refused', 'The operator has to name this origin in ALLOWED_ORIGINS.');
      next();
    },
    cors({
      origin: [...list],
      methods: ['GET', 'HEAD', 'POST', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'Prefer', consentHeader],
      exposedHeaders: ['Location', 'Retry-After', 'Preference-Applied', 'RateLimit', 'RateLimit-Policy'],
      maxAge: 600,
    }),
  ];
}
