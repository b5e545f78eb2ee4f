import type { RequestHandler } from 'express';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an address leads to this machine alone. */
export function isLoopback(url: string): boolean {
  return loopback.has(new URL(url).hostname);
}

/** Whether what is bound to an address is reached from this machine alone. */
export function bindsLoopback(host: string): boolean {
  return loopback.has(host) || host === '::1';
}

/**
 * Refuses requests that reach a loopback server under a foreign name (DNS rebinding): a strange web page could
 * otherwise mint sessions here, and with the real Green spend the account's money. `publicUrl`'s own host stays
 * welcome; a server bound to the network takes any name.
 */
export function knownHosts(host: string, publicUrl: string | undefined): RequestHandler {
  const names = new Set(loopback);
  if (publicUrl !== undefined) names.add(new URL(publicUrl).hostname);
  const open = !bindsLoopback(host);
  return (request, response, next) => {
    const host = `http://${request.headers.host ?? ''}`;
    const name = URL.canParse(host) ? new URL(host).hostname : undefined;
    if (name !== undefined && (open || names.has(name))) return next();
    response.status(421).type('text/plain').send('This demo answers to localhost only.\n');
  };
}
