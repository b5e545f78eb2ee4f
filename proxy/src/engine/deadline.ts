import type { Clock } from '../base/clock.ts';

/** A signal that aborts after `ms`, or with the other one. `cancel` when the work is done. */
export function deadline(clock: Clock, ms: number, signal: AbortSignal): { signal: AbortSignal; cancel: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const cancel = clock.after(ms, stop);
  return {
    signal: controller.signal,
    cancel() {
      cancel();
      signal.removeEventListener('abort', stop);
    },
  };
}
