import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { ProblemError } from '../../base/problem-error.ts';

/**
 * Refuses what a browser sends without the page's script: a link, a form, an image. Scans are asked for by `fetch` or
 * `XMLHttpRequest`, and by what is no browser, which says nothing.
 */
export const fetchedOnly: RequestHandler = (request, _response, next) => {
  const mode = request.get('sec-fetch-mode');
  if (mode !== undefined && mode !== 'cors' && mode !== 'same-origin')
    throw new ProblemError(
      'origin-refused',
      'Scans are asked for by a page’s script, not by a link, a form or an image.',
    );
  next();
};

/**
 * Without sessions, the name in `Host` has to be this machine's, an address, or one that the operator has named: a page
 * whose own name was made to lead here (DNS rebinding) counts as of the same origin for its browser.
 */
export function hostGuard(publicUrl: string | undefined, allowedOrigins: readonly string[]): RequestHandler {
  const named = new Set([...(publicUrl === undefined ? [] : [publicUrl]), ...allowedOrigins].map(nameOf));
  return (request, _response, next) => {
    const host = nameOf(`http://${request.get('host') ?? ''}`);
    const isAddress = isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0;
    if (!isAddress && host !== 'localhost' && !host.endsWith('.localhost') && !named.has(host))
      throw new ProblemError(
        'origin-refused',
        'AUTH is off, and this Host is not known: the operator has to name it in PUBLIC_URL or ALLOWED_ORIGINS.',
      );
    next();
  };
}

/** Empty where there is none. */
function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
