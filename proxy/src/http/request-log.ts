import type { RequestHandler } from 'express';
import type { Log } from '../base/log.ts';
import { requestIdOf } from './problems.ts';

/** One line for each answered request: its route as a pattern, never its address, which may hold a token. */
export function requestLog({ log }: { log: Log }): RequestHandler {
  return (request, response, next) => {
    const startMs = performance.now();
    response.once('close', () => {
      const route: unknown = request.route?.path;
      log.info(
        {
          requestId: requestIdOf(response),
          method: request.method,
          route: typeof route === 'string' ? route : 'none',
          status: response.writableFinished ? response.statusCode : 499,
          ms: Math.round(performance.now() - startMs),
        },
        'request',
      );
    });
    next();
  };
}
