import type { RequestHandler } from 'express';
import { type Store as RateStore, rateLimit } from 'express-rate-limit';
import { ProblemError } from '../../base/problem-error.ts';
import type { Store } from '../../store/store.ts';
import { sessionOf } from './session-guard.ts';

const windowMs = 60_000;

/** So many requests a minute for each subject, over all processes that share the store; draft-8 headers. */
export function subjectLimit({ store, perMinute }: { store: Store; perMinute: number }): RequestHandler {
  if (perMinute <= 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'requests',
    keyGenerator: (_request, response) => sessionOf(response).subject,
    store: countersOf(store),
    handler: (_request, response, next) => {
      const seconds = Number(response.getHeader('Retry-After'));
      next(
        new ProblemError('rate-limited', `At most ${perMinute} requests a minute.`, {
          retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : windowMs / 1_000,
        }),
      );
    },
  });
}

function countersOf(store: Store): RateStore {
  return {
    localKeys: store.kind !== 'redis',
    prefix: 'requests ',
    async increment(key) {
      const { hits, resetAtMs } = await store.hit(`requests ${key}`, windowMs);
      return { totalHits: hits, resetTime: new Date(resetAtMs) };
    },
    // Every request counts, and windows end by themselves.
    decrement: () => {},
    resetKey: () => {},
  };
}
