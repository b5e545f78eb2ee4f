import type { RequestHandler } from 'express';

const policy = (frames: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${frames}`,
  ].join('; ');

/**
 * Strict headers for every page and file of the site: nothing inline, nothing from a third party, no framing by others.
 * `framed` lets pages of the same origin frame it, for the isolated widget.
 */
export function strictHeaders({ framed = false } = {}): RequestHandler {
  const csp = policy(framed ? "'self'" : "'none'");
  return (_request, response, next) => {
    response.setHeader('Content-Security-Policy', csp);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Permissions-Policy', 'camera=(self), geolocation=(), microphone=()');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    next();
  };
}
