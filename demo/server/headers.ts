import type { RequestHandler, Response } from 'express';

/** What a page or file is allowed beyond the strictest. */
type Allowed = {
  /** Exact origins that may put this page into a frame. */
  readonly ancestors?: readonly string[];
  /** Exact origins that this page may put into a frame, and that may use the camera there. */
  readonly frames?: readonly string[];
  /** A worker that compiles WebAssembly: it has a policy of its own. */
  readonly wasm?: boolean;
};

/**
 * Strict headers for a page or file of the site: nothing inline, nothing from a third party, no framing but by named
 * origins.
 */
export function setStrictHeaders(
  response: Response,
  { ancestors = [], frames = [], wasm = false }: Allowed = {},
): void {
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...(wasm ? ["'wasm-unsafe-eval'"] : [])],
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

/** The strictest headers, as a middleware. */
export const strictHeaders: RequestHandler = (_request, response, next) => {
  setStrictHeaders(response);
  next();
};
