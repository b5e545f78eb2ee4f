import type { Environment } from './environment.ts';
import { ScanError } from './scan-error.ts';

/** The time a scan may take: the caller's signal and the deadline in one. */
export type Life = {
  readonly signal: AbortSignal;
  /** Throws `aborted`, or `code` (`timeout` unless told) where the deadline has passed. */
  readonly check: (code?: 'timeout' | 'offline') => void;
  /**
   * The promise, or an error as `check` throws as soon as the time is over. What it gives too late goes to `discard`.
   */
  readonly race: <T>(promise: Promise<T>, discard?: (late: T) => void) => Promise<T>;
};

/**
 * Runs `work` until it ends, the signal aborts or `timeoutMs` have passed. Whatever it throws leaves as a `ScanError`;
 * `unforeseen` makes one of what is not. Its timer and listener are gone when it settles.
 */
export async function within<T>(
  signal: AbortSignal | undefined,
  timeoutMs: number,
  environment: Environment,
  work: (life: Life) => Promise<T>,
  unforeseen: (cause: unknown) => ScanError = (cause) => new ScanError('protocol', { cause }),
): Promise<T> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  let late = false;
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  void environment.sleep(timeoutMs, ended.signal).then(() => {
    late = !ended.signal.aborted;
    end();
  });
  const check = (code: 'timeout' | 'offline' = 'timeout'): void => {
    if (signal?.aborted) throw new ScanError('aborted');
    if (late) throw new ScanError(code);
  };
  const race = <T>(promise: Promise<T>, discard?: (late: T) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        promise.then(discard, () => undefined);
        try {
          check();
        } catch (error) {
          reject(error);
        }
      };
      if (ended.signal.aborted) return stop();
      ended.signal.addEventListener('abort', stop);
      promise.then(resolve, reject).finally(() => ended.signal.removeEventListener('abort', stop));
    });
  try {
    return await work({ signal: ended.signal, check, race });
  } catch (error) {
    if (error instanceof ScanError) throw error;
    check();
    throw unforeseen(error);
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}
