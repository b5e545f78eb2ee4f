import type { Environment } from '../base/environment.ts';
import { sessionPatienceMs } from '../client/session.ts';

/**
 * A world without waiting: a pause moves the clock and is over; only a deadline waits until the clock has come that
 * far.
 */
export type VirtualEnvironment = {
  readonly environment: Environment;
  readonly now: () => number;
  /** Every pause asked for, in ms, deadlines left out. */
  readonly pauses: readonly number[];
  /** Lets time go by and wakes whoever is due. */
  readonly pass: (ms: number) => void;
  readonly setOnline: (online: boolean) => void;
  /** Lets everything run that needs no time. */
  readonly settle: () => Promise<void>;
};

/** `deadlineMs` tells the client's deadline from its pauses. */
export function createVirtualEnvironment(deadlineMs = 600_000): VirtualEnvironment {
  let now = 0;
  let online = true;
  const pauses: number[] = [];
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  const listeners = new Set<() => void>();

  const wait = (signal: AbortSignal | undefined, start: (wake: () => void) => () => void): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = (): void => {
        stop();
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const stop = start(wake);
      signal?.addEventListener('abort', wake);
    });
  const pass = (ms: number): void => {
    now += ms;
    for (const sleeper of [...sleepers]) if (sleeper.due <= now) sleeper.wake();
  };

  return {
    environment: {
      now: () => now,
      random: () => 0.5,
      sleep(ms, signal) {
        if (ms !== deadlineMs && ms !== sessionPatienceMs) {
          pauses.push(ms);
          pass(ms);
          return Promise.resolve();
        }
        return wait(signal, (wake) => {
          const sleeper = { due: now + ms, wake };
          sleepers.add(sleeper);
          return () => sleepers.delete(sleeper);
        });
      },
      isOnline: () => online,
      whenOnline: (ms, signal) =>
        wait(signal, (wake) => {
          const sleeper = { due: now + ms, wake };
          listeners.add(wake);
          sleepers.add(sleeper);
          return () => {
            listeners.delete(wake);
            sleepers.delete(sleeper);
          };
        }),
    },
    now: () => now,
    pauses,
    pass,
    setOnline(next) {
      online = next;
      if (online) for (const wake of [...listeners]) wake();
    },
    settle: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}
