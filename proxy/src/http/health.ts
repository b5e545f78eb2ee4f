import type { RequestHandler } from 'express';
import { ProblemError } from '../base/problem-error.ts';
import { answerJson } from './answer.ts';
import type { HttpContext } from './context.ts';

/**
 * `GET /healthz`: this process answers, and its own disk takes what it writes: else 503, with sqlite's or the disk's
 * word in `store`. A Redis that is away is no fault of this process, and shows in `/readyz` alone.
 */
export function healthz({ store, storeState, images }: HealthContext): RequestHandler {
  return async (_request, response) => {
    const refusal = store.shared ? undefined : await storeState.refusal();
    const isStoreLost = store.failed() || refusal !== undefined;
    const isDiskLost = await (images.hasRoom?.() ?? Promise.resolve(true)).then(
      () => false,
      () => true,
    );
    const reasons = [...(isStoreLost ? ['store-failed'] : []), ...(isDiskLost ? ['disk-failed'] : [])];
    answerJson(
      response,
      reasons.length > 0 ? 503 : 200,
      reasons.length > 0
        ? { status: 'failed', reasons, ...(refusal === undefined ? {} : { store: refusal }) }
        : { status: 'ok' },
    );
  };
}

type HealthContext = Pick<HttpContext, 'store' | 'storeState' | 'images'>;

/**
 * `GET /readyz`: 200 when new scans will be worked on, else 503; `reasons` in either case, the ones that only slow down
 * included. `checks`: sentences for the operator, where Green does not serve the account or session keys cannot be had;
 * `store`: the store's own word where it refuses to write.
 */
export function readyz({
  store,
  storeState,
  images,
  engine,
  clock,
  limits,
  stopping,
  sessionKeys,
}: HttpContext): RequestHandler {
  return async (_request, response) => {
    const blocking: string[] = [];
    const reasons: string[] = [];
    const { running, circuitOpen, nonceProof, troubles } = engine.status();
    const keyTrouble = sessionKeys?.trouble();
    if (keyTrouble) (keyTrouble.blocking ? blocking : reasons).push('session-keys');
    if (stopping.aborted || !running) blocking.push('stopping');
    if (circuitOpen) blocking.push('green-unreachable');
    for (const { reason, blocking: blocks } of troubles) (blocks ? blocking : reasons).push(reason);
    if (nonceProof !== 'proved') reasons.push(nonceProof === 'refuted' ? 'nonce-refuted' : 'nonce-unproved');
    const refusal = await storeState.refusal();
    try {
      if (refusal !== undefined) throw new ProblemError('store-unavailable');
      const { submit } = await store.stats(clock.now());
      if (submit >= limits.mostQueued) blocking.push('overloaded');
      if ((await store.doubt()) !== undefined) blocking.push('epoch-unconfirmed');
    } catch {
      blocking.push(store.failed() ? 'store-failed' : 'store-unavailable');
    }
    // A disk that cannot even be asked takes nothing either.
    if ((await images.hasRoom?.().catch(() => false)) === false) blocking.push('disk-full');
    const checks = [...troubles, ...(keyTrouble ? [keyTrouble] : [])].map(({ check }) => check);
    const ready = blocking.length === 0;
    answerJson(response, ready ? 200 : 503, {
      status: ready ? 'ready' : 'not-ready',
      reasons: [...new Set([...blocking, ...reasons])],
      ...(checks.length === 0 ? {} : { checks: [...new Set(checks)] }),
      ...(refusal === undefined ? {} : { store: refusal }),
    });
  };
}
