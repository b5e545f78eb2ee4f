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

const heldMs = 10;

/** Standard output, one for all: a line waits at most 10 ms for others, so that many cost one write. */
const output = (() => {
  let made: pino.DestinationStream | undefined;
  let held = '';
  let isDue = false;
  const writeNow = (): void => {
    isDue = false;
    if (held === '') return;
    const lines = held;
    held = '';
    made?.write(lines);
  };
  const open = (): pino.DestinationStream => {
    process.once('exit', writeNow);
    return pino.destination({ fd: 1, sync: true });
  };
  return {
    write(line: string): void {
      made ??= open();
      held += line;
      if (isDue) return;
      isDue = true;
      setTimeout(writeNow, heldMs).unref();
    },
    writeNow,
  };
})();

/**
 * JSON lines on standard output that hold what `LogFields` names and nothing else, whatever is passed. A warning, an
 * error, or a call to Green is written when this returns: those of a killed process are what its operator looks for.
 */
export function createPinoLog(level = 'info'): Log {
  const logger = pino({ name: 'scanfill', level, base: null }, output);
  const pick = (fields: LogFields): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name in allowed));
  const say =
    (at: 'info' | 'warn' | 'error') =>
    (fields: LogFields, message: string): void => {
      if (!logger.isLevelEnabled(at)) return;
      logger[at](pick(fields), message);
      if (at !== 'info' || fields.operation !== undefined) output.writeNow();
    };
  return { info: say('info'), warn: say('warn'), error: say('error') };
}
