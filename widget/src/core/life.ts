import type { Environment } from './environment.ts';
import { ScanError } from './scan-error.ts';

/** The time a scan may take: the caller's signal and the deadline in one. */
export type Life = {
  readonly signal: AbortSignal;
  /** Throws `aborted`, or `code` (`timeout` unless told) where the deadline has passed. */
  readonly check: (code?: 'timeout' | 'offline') => void;
};

/**
 * Runs `work` until it ends, the signal aborts or `timeoutMs` have passed. Whatever it throws leaves as a `ScanError`; its timer and
 * listener are gone when it settles.
 */
export async function within<T>(
  signal: AbortSignal | undefined,
  timeoutMs: number,
  environment: Environment,
  work: (life: Life) => Promise<T>,
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
  try {
    return await work({ signal: ended.signal, check });
  } catch (error) {
    if (error instanceof ScanError) throw error;
    check();
    throw new ScanError('protocol', { cause: error });
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}
