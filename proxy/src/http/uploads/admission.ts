import type { Clock } from '../../base/clock.ts';
import { ProblemError } from '../../base/problem-error.ts';
import type { Store } from '../../store/store.ts';

const freshMs = 250;

/**
 * Rejects with `overloaded` while `mostQueued` scans or more wait for submission; counts at most four times a second.
 */
export function createAdmission(deps: {
  store: Store;
  clock: Pick<Clock, 'now'>;
  mostQueued: number;
}): () => Promise<void> {
  const { store, clock, mostQueued } = deps;
  let counted: Promise<number> = Promise.resolve(0);
  let countedAtMs = Number.NEGATIVE_INFINITY;

  return async () => {
    const nowMs = clock.now();
    if (nowMs - countedAtMs >= freshMs) {
      countedAtMs = nowMs;
      counted = store.stats(nowMs).then(({ submit }) => submit);
      counted.catch(() => {
        countedAtMs = Number.NEGATIVE_INFINITY;
      });
    }
    if ((await counted) >= mostQueued)
      throw new ProblemError('overloaded', 'Too many scans wait already. Try again a little later.', {
        retryAfterSeconds: 10,
      });
  };
}
