import type { Response } from 'express';
import { clientGone } from '../client-gone.ts';
import type { HttpContext } from '../context.ts';
import type { Found, Handoffs } from './handoffs.ts';

/**
 * A hand-off once it is no longer as far as `after`; at the latest after `ms`, when the client is gone, or when the
 * service stops.
 */
export type News = (id: string, after: unknown, ms: number, response: Response) => Promise<Found>;

/** Watching may miss something while the store is away. */
const safetyMs = 3_000;

/** Holds requests until a hand-off, or the scan that it has come to, has changed. */
export function createNews(
  { store, clock, stopping }: Pick<HttpContext, 'store' | 'clock' | 'stopping'>,
  { find }: Pick<Handoffs, 'find'>,
): News {
  const waiting = new Map<string, Set<() => void>>();
  const unwatch = store.watch(({ ids }) => {
    for (const id of ids) for (const wake of waiting.get(id) ?? []) wake();
  });
  stopping.addEventListener('abort', () => {
    unwatch();
    for (const wakes of waiting.values()) for (const wake of wakes) wake();
  });

  function listen(ids: readonly string[], wake: () => void): () => void {
    for (const id of ids) waiting.set(id, (waiting.get(id) ?? new Set()).add(wake));
    return () => {
      for (const id of ids) {
        const wakes = waiting.get(id);
        wakes?.delete(wake);
        if (wakes?.size === 0) waiting.delete(id);
      }
    };
  }

  return async (id, after, ms, response) => {
    const untilMs = clock.now() + ms;
    let gone = false;
    let watched: readonly string[] = [id];
    for (;;) {
      let wake = (): void => {};
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const cancel: (() => void)[] = [listen(watched, wake)];
      try {
        // Listening goes first: a change between the two must not be missed.
        const found = await find(id);
        const leftMs = untilMs - clock.now();
        if (gone || stopping.aborted || leftMs <= 0 || found.progress !== after) return found;
        const ids = [id, ...found.handoff.scans.slice(-1)];
        if (ids.join() === watched.join()) {
          cancel.push(clock.after(Math.min(leftMs, safetyMs), wake));
          cancel.push(
            clientGone(response)(() => {
              gone = true;
              wake();
            }),
          );
          await woken;
        }
        watched = ids;
      } finally {
        for (const each of cancel) each();
      }
    }
  };
}
