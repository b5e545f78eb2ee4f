import type { RequestHandler } from 'express';
import type { HttpContext } from './context.ts';

/** `GET /healthz`: this process answers. */
export const healthz: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').json({ status: 'ok' });
};

/** `GET /readyz`: 200 when new scans will be worked on, else 503; `reasons` in either case, the ones that only slow down included. */
export function readyz({ store, engine, clock, limits, stopping }: HttpContext): RequestHandler {
  return async (_request, response) => {
    const blocking: string[] = [];
    const reasons: string[] = [];
    const { running, circuitOpen, nonceProved } = engine.status();
    if (stopping.aborted || !running) blocking.push('stopping');
    if (circuitOpen) blocking.push('green-unreachable');
    if (!nonceProved) reasons.push('nonce-unproved');
    try {
      const { submit } = await store.stats(clock.now());
      if (submit >= limits.mostQueued) blocking.push('overloaded');
    } catch {
      blocking.push('store-unavailable');
    }
    response
      .status(blocking.length > 0 ? 503 : 200)
      .set('Cache-Control', 'no-store')
      .json({ status: blocking.length > 0 ? 'not-ready' : 'ready', reasons: [...blocking, ...reasons] });
  };
}
