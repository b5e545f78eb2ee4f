import type { Clock } from '../clock.ts';
import type { Operation, Store } from '../store/store.ts';
import { createPace } from './pace.ts';
import { createThrottle, type Throttle } from './throttle.ts';

const latestUseMs = 40;

/** Lets calls of one operation through, as many as the account may make. */
export type Gate = {
  readonly throttle: Throttle;
  /** Takes a slot: 0 when it was taken, else how many milliseconds to wait. */
  take(): Promise<number>;
  /** Waits for a slot. */
  slot(signal?: AbortSignal): Promise<void>;
  /** Just before the call leaves: a slot that was taken too long ago is taken anew. Resolves at once when aborted. */
  pass(takenAtMs: number, signal?: AbortSignal): Promise<void>;
};

/** The account-wide slots of the store, this process's throttle, and its last guard together. */
export function createGate(deps: { operation: Operation; qps: number; store: Store; clock: Clock }): Gate {
  const { operation, qps, store, clock } = deps;
  const throttle = createThrottle({ qps, clock });
  const pace = createPace({ qps, clock });

  async function take(): Promise<number> {
    const pauseMs = throttle.pauseMs();
    return pauseMs > 0 ? pauseMs : store.slot(operation, throttle.gapMs());
  }

  async function slot(signal?: AbortSignal): Promise<void> {
    while (!signal?.aborted) {
      const waitMs = await take();
      if (waitMs <= 0) return;
      await clock.sleep(waitMs, signal);
    }
  }

  return {
    throttle,
    take,
    slot,
    async pass(takenAtMs, signal) {
      // Other processes count on a call leaving when its slot was granted; alone, the guard below is enough.
      if (store.kind === 'redis' && clock.now() - takenAtMs > latestUseMs) await slot(signal);
      await pace.turn(signal);
    },
  };
}
