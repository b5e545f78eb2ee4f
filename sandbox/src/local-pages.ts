import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';

const names = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * CORS for pages of this machine, whatever their port; others are refused. The proxy behind it takes an exact list, and
 * which port a page will have nobody knows before: what has passed here goes on without its `Origin`.
 */
export const localPages: RequestHandler = (request, response, next) => {
  const { origin } = request.headers;
  if (origin === undefined) return next();
  if (!isLocal(origin)) {
    response.status(403).type('text/plain').send('The sandbox answers to pages of localhost only.\n');
    return;
  }
  response.vary('Origin').set({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Location, Retry-After, Preference-Applied, RateLimit, RateLimit-Policy',
  });
  if (request.method === 'OPTIONS') {
    response
      .set({
        'Access-Control-Allow-Methods': 'GET, HEAD, POST, DELETE',
        'Access-Control-Allow-Headers': request.get('access-control-request-headers') ?? '',
        'Access-Control-Max-Age': '600',
      })
      .status(204)
      .end();
    return;
  }
  // A page asks another origin without its cookies: all pages of one origin are one visitor, over a reload too.
  request.headers.cookie ??= `visitor=${createHash('md5').update(origin).digest('hex')}`;
  delete request.headers.origin;
  next();
};

function isLocal(origin: string): boolean {
  const { protocol, hostname } = URL.canParse(origin) ? new URL(origin) : { protocol: '', hostname: '' };
  return (protocol === 'http:' || protocol === 'https:') && (names.has(hostname) || hostname.endsWith('.localhost'));
}
