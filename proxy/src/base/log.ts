import { cleanText } from '../contract/clean-text.ts';

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

/** Longer ones are no id and no code. */
const longestText = 256;

/**
 * A log whose texts bear nothing that a terminal, or who reads it, could be misled by: ids of Green's are anybody's.
 */
export function plainLog(log: Log): Log {
  const plain = (fields: LogFields): LogFields =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? cleanText(value).slice(0, longestText) : value,
      ]),
    );
  return {
    info: (fields, message) => log.info(plain(fields), message),
    warn: (fields, message) => log.warn(plain(fields), message),
    error: (fields, message) => log.error(plain(fields), message),
  };
}
