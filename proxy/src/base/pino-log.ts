import { pino } from 'pino';
import type { Log, LogFields } from './log.ts';

const allowed: { readonly [K in keyof Required<LogFields>]: true } = {
  scan: true,
  card: true,
  state: true,
  code: true,
  greenCode: true,
  operation: true,
  outcome: true,
  cause: true,
  loop: true,
  count: true,
  ms: true,
  bytes: true,
  status: true,
  method: true,
  route: true,
  requestId: true,
  greenRequestId: true,
  gapMs: true,
};

/**
 * JSON lines on standard output that hold what `LogFields` names and nothing else, whatever is passed. Each is written
 * when the call returns.
 */
export function createPinoLog(level = 'info'): Log {
  // Pino's own default leaves lines to a thread, and those of a killed process are what its operator looks for.
  const logger = pino({ name: 'scanfill', level, base: null }, pino.destination({ fd: 1, sync: true }));
  const pick = (fields: LogFields): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name in allowed));
  const say =
    (at: 'info' | 'warn' | 'error') =>
    (fields: LogFields, message: string): void => {
      if (logger.isLevelEnabled(at)) logger[at](pick(fields), message);
    };
  return { info: say('info'), warn: say('warn'), error: say('error') };
}
