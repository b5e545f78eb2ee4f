import { type Problem, type ProblemCode, problemOf } from '../contract/problems.ts';

/**
 * Thrown wherever a request or an operation cannot go on. The HTTP status is looked up from the code, never chosen at
 * the throw.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  /** What was wrong, the limit, and what to do; safe to show to the client. */
  readonly detail: string | undefined;
  /** Seconds after which the same request may be tried again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail?: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(detail ? `${code}: ${detail}` : code, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.detail = detail;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** The problem as it goes over the wire. */
  get problem(): Problem {
    return problemOf(this.code, this.detail);
  }
}

/** Whether an error is a problem, of that code where one is named. */
export function isProblem(error: unknown, code?: ProblemCode): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.code === code);
}
