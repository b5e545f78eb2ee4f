import type { RequestHandler, Response } from 'express';

/** Who else may take part in a page, each an exact origin. */
type Guests = {
  /** May put this page into a frame. */
  readonly ancestors?: readonly string[];
  /** May be put into a frame by this page, and use the camera there. */
  readonly frames?: readonly string[];
};

/**
 * Strict headers for a page or file of the site: nothing inline, nothing from a third party, no framing but by named
 * origins.
 */
export function setStrictHeaders(response: Response, { ancestors = [], frames = [] }: Guests = {}): void {
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-src': frames.length === 0 ? ["'none'"] : frames,
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ancestors.length === 0 ? ["'none'"] : ancestors,
  };
  response.setHeader(
    'Content-Security-Policy',
    Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
      .join('; '),
  );
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  const cameras = ['self', ...frames.map((origin) => `"${origin}"`)].join(' ');
  response.setHeader('Permissions-Policy', `camera=(${cameras}), geolocation=(), microphone=()`);
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

/** Strict headers without guests, as a middleware. */
export const strictHeaders: RequestHandler = (_request, response, next) => {
  setStrictHeaders(response);
  next();
};
