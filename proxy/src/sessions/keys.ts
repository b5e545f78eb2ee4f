import type { KeyObject } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { ProblemError } from '../base/problem-error.ts';
import { parseKeySet } from './key-set.ts';

/** A public key that sessions are verified with. */
export type SessionKey = KeyObject;

/** The public keys of whoever mints sessions, which may change while the proxy runs. */
export type SessionKeys = {
  /** Loads them for the first time. Throws an `Error` for the operator where a file cannot be used. */
  start(): Promise<void>;
  /**
   * The key of this name; looks for a newer set where there is none, but not more often than the floor allows. Throws
   * `store-unavailable` as long as no set was ever had.
   */
  find(kid: string): Promise<SessionKey | undefined>;
  /** Another one after each change of the set. */
  generation(): number;
  /** Undefined while the last look went well. */
  trouble(): { readonly blocking: boolean; readonly check: string } | undefined;
  stop(): void;
};

/** Where a set comes from, and how often it is looked at. */
export type KeySetSource = {
  /** What is read; for messages. */
  readonly name: string;
  /** Its text; rejects with an `Error` whose message may be told to the operator. */
  read(): Promise<string>;
  /** Whether the service may start without it, as with an address that is away just now. */
  readonly mayBeAway: boolean;
  /** Between two looks. */
  readonly refreshMs: number;
  /** An unknown name, or a failure, brings no look sooner than this after the last. */
  readonly floorMs: number;
};

/** Keeps the last good set of a source. */
export function createSessionKeys(deps: {
  readonly source: KeySetSource;
  readonly clock: Pick<Clock, 'elapsed' | 'after'>;
  readonly log: Log;
}): SessionKeys {
  const { source, clock, log } = deps;
  let keys: ReadonlyMap<string, SessionKey> | undefined;
  let text: string | undefined;
  let generation = 0;
  let failure: string | undefined;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let cancel = (): void => {};
  let stopped = false;

  async function look(): Promise<void> {
    lookedAtMs = clock.elapsed();
    try {
      const found = await source.read();
      if (found !== text) {
        keys = parseKeySet(found);
        text = found;
        generation += 1;
        log.info({ count: keys.size }, 'session keys taken');
      }
      if (failure !== undefined) log.warn({}, 'the session keys can be read again');
      failure = undefined;
    } catch (error) {
      const said = error instanceof Error ? error.message : 'cannot be read';
      if (failure !== said) log.error({ cause: said }, 'the session keys cannot be read: the last good ones stay');
      failure = said;
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  function next(): void {
    if (stopped) return;
    const waitMs = failure === undefined ? source.refreshMs : source.floorMs;
    cancel = clock.after(waitMs, () => void lookOnce().finally(next));
  }

  return {
    async start() {
      await lookOnce();
      if (failure !== undefined && !source.mayBeAway) throw new Error(`${source.name} ${failure}`);
      next();
    },
    async find(kid) {
      const known = keys?.get(kid);
      if (known !== undefined) return known;
      if (looking || clock.elapsed() - lookedAtMs >= source.floorMs) await lookOnce();
      if (keys === undefined)
        throw new ProblemError('store-unavailable', 'The keys of the sessions cannot be had yet.', {
          retryAfterSeconds: 5,
        });
      return keys.get(kid);
    },
    generation: () => generation,
    trouble: () =>
      failure === undefined ? undefined : { blocking: keys === undefined, check: `${source.name} ${failure}` },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
