import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Store } from '../store/store.ts';

/** Whether the store takes writes; a look is a second old at most. */
export type StoreState = {
  /** The store's own word for why it refuses; undefined where it does not. */
  refusal(): Promise<string | undefined>;
  stop(): void;
};

const freshMs = 1_000;
const everyMs = 10_000;
const inDoubt =
  'the store may be older than what was submitted (a restored backup, or a failover): nothing is submitted until scanfill-proxy confirm, or POST /epoch/confirm on ADMIN_PORT';

/**
 * Tries to write, when it is asked and every ten seconds, and says so in the log when that changes: a store that is
 * full, or read-only after a failover, still reads, and nothing else would tell. So it does where it becomes doubtful
 * what was submitted.
 */
export function createStoreState(deps: {
  readonly store: Pick<Store, 'refusal' | 'doubt'>;
  readonly clock: Pick<Clock, 'elapsed' | 'after'>;
  readonly log: Log;
}): StoreState {
  const { store, clock, log } = deps;
  let looked: Promise<string | undefined> = Promise.resolve(undefined);
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let told: string | undefined;
  let toldDoubt = false;
  let cancel = (): void => {};
  let stopped = false;

  async function look(): Promise<string | undefined> {
    const word = await store.refusal?.();
    if (word !== told) {
      if (word === undefined) log.warn({}, 'the store takes writes again');
      else log.error({ cause: word }, 'the store refuses to write');
    }
    told = word;
    await lookForDoubt();
    return word;
  }

  async function lookForDoubt(): Promise<void> {
    let doubtful: boolean;
    try {
      doubtful = (await store.doubt()) !== undefined;
    } catch {
      // Away: it is asked again, and what was known of it stands.
      return;
    }
    if (doubtful && !toldDoubt) log.error({}, inDoubt);
    if (!doubtful && toldDoubt) log.warn({}, 'what was submitted is no longer in doubt: submissions go on');
    toldDoubt = doubtful;
  }

  function refusal(): Promise<string | undefined> {
    if (clock.elapsed() - lookedAtMs >= freshMs) {
      lookedAtMs = clock.elapsed();
      looked = look();
    }
    return looked;
  }

  function next(): void {
    if (!stopped) cancel = clock.after(everyMs, () => void refusal().finally(next));
  }
  next();

  return {
    refusal,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
