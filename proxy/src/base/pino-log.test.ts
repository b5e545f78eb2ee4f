import { expect, test, vi } from 'vitest';
import type { LogFields } from './log.ts';

test('a line holds what is allowed and nothing else, whatever is passed', async () => {
  const lines: string[] = [];
  vi.resetModules();
  vi.doMock('pino', async (original) => {
    const { pino } = await original<typeof import('pino')>();
    return { pino: (options: object) => pino(options, { write: (line: string) => lines.push(line) }) };
  });
  const { createPinoLog } = await import('./pino-log.ts');
  const leaky = { scan: 'id', ms: 5, token: 'secret-token', fields: { name: 'secret-name' } } as unknown as LogFields;
  createPinoLog('info').warn(leaky, 'something');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ scan: 'id', ms: 5, msg: 'something', level: 40 });
  expect(lines[0]).not.toContain('secret');
  createPinoLog('error').info({ scan: 'quiet' }, 'not said');
  expect(lines).toHaveLength(1);
  vi.doUnmock('pino');
});
