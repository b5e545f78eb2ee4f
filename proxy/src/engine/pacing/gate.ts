import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { mostAheadMs, type Operation, type Store } from '../../store/store.ts';
import type { Observer } from '../context.ts';
import { createPace } from './pace.ts';
import { createThrottle, type Throttle } from './throttle.ts';

const latestUseMs = 40;
/**
 * With other processes on the store a slot is taken so long ahead: the claim and the durable mark, over a network, then
 * do not make it late.
 */
const aheadMs = 90;
/** So many turns in a row that were over before this process was told of them are worth a line. */
const lateTurnsToTell = 10;

/**
 * The right to make one call: not before `fromMs`, and where others share the store not after `untilMs`; by the clock
 * that nobody sets.
 */
export type Turn = { readonly fromMs: number; readonly untilMs: number };

/** Lets calls of one operation through, as many as the account may make. */
export type Gate = {
  readonly throttle: Throttle;
  /** Takes a turn, or says how many milliseconds to wait before asking again. */
  take(): Promise<Turn | number>;
  /**
   * Waits for a turn, and just before the call leaves takes another one where this one is over. Resolves at once when
   * aborted.
   */
  pass(turn?: Turn, signal?: AbortSignal): Promise<void>;
};

/** The account-wide slots of the store, this process's throttle, and its last guard together. */
export function createGate(deps: {
  readonly operation: Operation;
  readonly qps: number;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
}): Gate {
  const { operation, qps, store, clock, log, observer } = deps;
  const throttle = createThrottle({ qps, clock });
  const pace = createPace({ qps, clock });
  const { shared } = store;

  /** How long the store took for its last answer. */
  let tripMs = 0;

  async function ask(ahead: number, apartMs = throttle.gapMs()): Promise<Turn | number> {
    const pauseMs = throttle.pauseMs();
    if (pauseMs > 0) return pauseMs;
    const askedAtMs = clock.elapsed();
    const { taken, waitMs } = await store.slot(operation, apartMs, ahead);
    tripMs = clock.elapsed() - askedAtMs;
    // Granted some time between asking and being told: from the later, until the earlier.
    return taken ? { fromMs: clock.elapsed() + waitMs, untilMs: askedAtMs + waitMs + latestUseMs } : waitMs;
  }

  /** How long the call has to wait, or that its turn is over. */
  function holdUp({ fromMs, untilMs }: Turn): number | 'over' {
    const nowMs = clock.elapsed();
    const ownMs = pace.waitMs();
    // Alone, the guard is enough: nobody else counts on when this call leaves.
    if (!shared) return ownMs;
    return nowMs + ownMs > untilMs ? 'over' : Math.max(ownMs, fromMs - nowMs);
  }

  /**
   * Waits for a turn, where the one before is over. Where the store is so slow that a turn is over before this process
   * is told of it, the next is taken well ahead, and later by as much as the store is slow: who holds both makes one
   * call for two.
   */
  async function another(over: Turn | undefined, signal: AbortSignal | undefined): Promise<Turn | undefined> {
    let late = over !== undefined && over.fromMs > over.untilMs ? over : undefined;
    for (let told = 0; !signal?.aborted; ) {
      const next = await (late === undefined ? ask(0) : ask(mostAheadMs, throttle.gapMs() + tripMs));
      if (typeof next === 'number') {
        await clock.sleep(Math.max(next, pace.waitMs()), signal);
        continue;
      }
      const turn = late === undefined ? next : joined(late, next);
      if (!shared || Math.max(turn.fromMs, clock.elapsed()) <= turn.untilMs) return turn;
      late = turn;
      told += 1;
      if (told === lateTurnsToTell) log.warn({ operation, ms: tripMs }, 'the store answers too slowly to call Green');
    }
    return undefined;
  }

  return {
    throttle,
    take: () => ask(shared ? aheadMs : 0),
    async pass(given, signal) {
      let turn = given;
      while (!signal?.aborted) {
        const wait = turn === undefined ? 'over' : holdUp(turn);
        if (wait === 'over') {
          if (turn !== undefined) observer.slotLost(operation);
          turn = await another(turn, signal);
        } else if (wait > 0) {
          await clock.sleep(wait, signal);
        } else {
          pace.left();
          log.info({ operation }, 'call to Green');
          return;
        }
      }
    },
  };
}

/**
 * Two turns of one call: it may leave at any time between. Not where a whole second lies between them, in which others
 * have ten.
 */
function joined(first: Turn, second: Turn): Turn {
  const firstMs = first.untilMs - latestUseMs;
  return second.fromMs - firstMs <= 1_000 ? { fromMs: first.fromMs, untilMs: second.untilMs } : second;
}
