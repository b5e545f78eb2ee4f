import type { IncomingMessage } from 'node:http';
import express, { type Request, type Router } from 'express';
import type { Log } from '../../base/log.ts';
import { notFound, problemHandler } from '../problems.ts';
import type { EndUnread } from '../uploads/end-unread.ts';
import type { NodeHandler } from './node-handler.ts';
import { ownPath, publicPath } from './own-path.ts';

/** `router` as a handler for any host: in Express it is a router of that app, anywhere else it brings its own. */
export function createHandler(deps: {
  readonly router: Router;
  readonly publicUrl: string | undefined;
  readonly log: Log;
  readonly endUnread: EndUnread;
}): NodeHandler {
  const { router, log } = deps;
  const mounted = publicPath(deps.publicUrl);
  const exits = new WeakMap<IncomingMessage, () => void>();
  const app = express()
    .disable('x-powered-by')
    .use(router)
    .use((request, _response, next) => (exits.get(request) ?? next)())
    .use(notFound)
    .use(problemHandler({ log, endUnread: deps.endUnread }));

  return (request, response, next) => {
    if (next && isExpress(request) && request.res) {
      router(request, request.res, next);
      return;
    }
    const { url } = request;
    place(request, mounted);
    if (next) {
      // What the app puts in the place of the host's own methods is taken back with what is none of its paths.
      const kinds = [request, response].map((each) => [each, Object.getPrototypeOf(each)] as const);
      exits.set(request, () => {
        for (const [each, kind] of kinds) Object.setPrototypeOf(each, kind);
        request.url = url;
        next();
      });
    }
    app(request, response);
  };
}

function isExpress(request: IncomingMessage): request is Request {
  return 'get' in request && typeof request.get === 'function' && 'res' in request;
}

/**
 * Notes where a host has mounted the service: what a bridge took away in front of the path, else the path of
 * PUBLIC_URL, which a gateway may have left in front of it.
 */
function place(
  request: IncomingMessage & { baseUrl?: unknown; originalUrl?: unknown },
  mounted: string | undefined,
): void {
  const { url = '/', baseUrl, originalUrl } = request;
  if (typeof baseUrl === 'string' && baseUrl !== '') return;
  if (typeof originalUrl === 'string' && originalUrl !== url && originalUrl.endsWith(url)) {
    request.baseUrl = originalUrl.slice(0, originalUrl.length - url.length);
    return;
  }
  if (!mounted) return;
  const [pathname = '', ...query] = url.split(/(?=\?)/);
  const found = ownPath(pathname);
  if (found?.base !== mounted) return;
  request.baseUrl = mounted;
  request.url = found.path + query.join('');
}
