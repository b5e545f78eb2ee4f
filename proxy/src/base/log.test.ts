import { expect, test } from 'vitest';
import { type LogFields, plainLog } from './log.ts';

test('a plain log hands its texts on without controls, short, and keeps its own this', () => {
  const lines: LogFields[] = [];
  class Mine {
    readonly lines = lines;
    info(fields: LogFields): void {
      this.lines.push(fields);
    }
    warn(fields: LogFields): void {
      this.info(fields);
    }
    error(fields: LogFields): void {
      this.info(fields);
    }
  }
  const log = plainLog(new Mine());
  log.info({ greenRequestId: 'a\u001b[31m\u202eb\n', count: 3 }, 'told');
  log.error({ cause: 'x'.repeat(1_000) }, 'told');
  expect(lines).toEqual([{ greenRequestId: 'a[31mb ', count: 3 }, { cause: 'x'.repeat(256) }]);
});
