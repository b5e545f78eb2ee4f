/**
 * What may stand in a log line: ids, card, state, code, counts and milliseconds. Never fields, tokens, addresses with
 * tokens, headers.
 */
export type LogFields = {
  readonly scan?: string;
  readonly card?: string;
  readonly state?: string;
  readonly code?: string;
  readonly greenCode?: string;
  readonly operation?: string;
  readonly outcome?: string;
  readonly cause?: string;
  readonly loop?: string;
  readonly count?: number;
  readonly ms?: number;
  readonly bytes?: number;
  readonly status?: number;
  readonly method?: string;
  readonly route?: string;
  readonly requestId?: string;
  readonly greenRequestId?: string;
  readonly gapMs?: number;
};

/** Where the service says what happened. pino fits. */
export type Log = {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
};

/** Says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * What a log may say about an error: its kind and code, and the code of what it was caused by, never a message, which
 * could quote anything.
 */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const codes = [error, error.cause].flatMap((each) =>
    each instanceof Error && 'code' in each && typeof each.code === 'string' ? [each.code] : [],
  );
  return [error.name, ...codes].join(' ');
}
