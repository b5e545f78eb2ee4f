import { type Clock, createClock } from './clock.ts';

/**
 * A clock that starts with another one's time and then goes by what nobody sets: when the wall clock is corrected,
 * nothing that is due moves. `startMs` names another start, such as the time of a store that several processes share.
 */
export function createSteadyClock(clock: Clock, startMs = clock.now()): Clock {
  const startedAtMs = clock.elapsed();
  return createClock({
    // Whole milliseconds, as times are kept.
    now: () => startMs + Math.floor(clock.elapsed() - startedAtMs),
    elapsed: clock.elapsed,
    after: clock.after,
  });
}
