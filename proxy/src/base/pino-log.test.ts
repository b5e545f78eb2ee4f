import fs from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import type { LogFields } from './log.ts';
import { createPinoLog } from './pino-log.ts';

afterEach(() => vi.restoreAllMocks());

/** What is written down at once. */
function written(): readonly string[] {
  const lines: string[] = [];
  vi.spyOn(fs, 'writeSync').mockImplementation((_fd: number, text: unknown) => {
    lines.push(String(text));
    return Buffer.byteLength(String(text));
  });
  return lines;
}

test('a line holds what is allowed and nothing else, whatever is passed', () => {
  const lines = written();
  const leaky = { scan: 'id', ms: 5, token: 'secret-token', fields: { name: 'secret-name' } } as unknown as LogFields;
  createPinoLog('info').warn(leaky, 'something');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ scan: 'id', ms: 5, msg: 'something', level: 40 });
  expect(lines[0]).not.toContain('secret');
  createPinoLog('error').info({ scan: 'quiet' }, 'not said');
  expect(lines).toHaveLength(1);
});

test('a call to Green and a warning are written when they are said: a process that is killed has said what it did', () => {
  const lines = written();
  const log = createPinoLog();
  log.info({ operation: 'submit' }, 'call to Green');
  expect(lines.join('')).toContain('call to Green');
  log.warn({ loop: 'poll' }, 'held up');
  expect(lines.join('')).toContain('held up');
});

test('other lines wait for each other a moment, and keep their order', async () => {
  const lines = written();
  const log = createPinoLog();
  log.info({ scan: 'one' }, 'accepted');
  log.info({ scan: 'two' }, 'accepted');
  expect(lines).toEqual([]);
  log.info({ operation: 'submit' }, 'call to Green');
  expect(lines.join('').match(/"scan":"\w+"|call/g)).toEqual(['"scan":"one"', '"scan":"two"', 'call']);
  log.info({ scan: 'three' }, 'accepted');
  await expect.poll(() => lines.join('')).toContain('"scan":"three"');
});
