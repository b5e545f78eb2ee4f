import type { RequestHandler } from 'express';
import type { Log } from '../base/log.ts';
import { codeOf, requestIdOf } from './problems.ts';

/**
 * One line for each answered request: its route as a pattern, never its address, which may hold a token; the problem's
 * code where it was refused.
 */
export function requestLog({ log }: { log: Log }): RequestHandler {
  return (request, response, next) => {
    const startMs = performance.now();
    response.once('close', () => {
      const route: unknown = request.route?.path;
      const code = codeOf(response);
      log.info(
        {
          requestId: requestIdOf(response),
          method: request.method,
          route: typeof route === 'string' ? route : 'none',
          status: response.writableFinished ? response.statusCode : 499,
          ...(code === undefined ? {} : { code }),
          ms: Math.round(performance.now() - startMs),
        },
        'request',
      );
    });
    next();
  };
}
