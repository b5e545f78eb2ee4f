import { ProblemError } from '../base/problem-error.ts';

/** The disk's own failures, told from those of a source. */
export async function disk<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** The same for an operation that blocks. */
export function onDisk<T>(operation: () => T): T {
  try {
    return operation();
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** A failure that may pass. */
export const unavailable = (cause: unknown): ProblemError =>
  new ProblemError('store-unavailable', undefined, { cause, retryAfterSeconds: 5 });
