import type { NodeHandler } from './node-handler.ts';
import { ownPath } from './own-path.ts';
import { webExchange } from './web-wire.ts';

/**
 * Handles a web `Request`, as Next, Hono and their kind have it, wherever they have mounted it: what stands in front of
 * a path of the service's own is where. Rejects with an `AbortError` once the request's `signal` aborts.
 */
export type FetchHandler = (request: Request) => Promise<Response>;

/** A Node handler for hosts that speak of requests and responses as the web does. */
export function createFetch(handler: NodeHandler): FetchHandler {
  return (request) =>
    new Promise((resolve, reject) => {
      const { pathname, search } = new URL(request.url);
      const { base, path } = ownPath(pathname) ?? { base: '', path: pathname };
      const { incoming, outgoing } = webExchange(request, { base, path: path + search }, { resolve, reject });
      // What the host has read already is at its end from the start.
      if (request.bodyUsed) incoming.resume().once('end', () => handler(incoming, outgoing));
      else handler(incoming, outgoing);
    });
}
