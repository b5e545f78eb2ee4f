import { problems } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { retryOf, type ScanErrorCode } from './scan-error.ts';

test('who may try again is what the contract says, for every problem', () => {
  const codes = Object.keys(problems) as (keyof typeof problems)[];
  expect(Object.fromEntries(codes.map((code) => [code, retryOf(code)]))).toEqual(
    Object.fromEntries(codes.map((code) => [code, problems[code].retry])),
  );
});

test.each([
  ['network', 'same'],
  ['offline', 'same'],
  ['aborted', 'same'],
  ['timeout', 'same'],
  ['protocol', 'same'],
  ['part-missing', 'same'],
  ['browser-too-old', 'no'],
  ['prepare-failed', 'photo'],
  ['byte-target', 'photo'],
] as const satisfies readonly (readonly [ScanErrorCode, string])[])('%s: %s', (code, retry) => {
  expect(retryOf(code)).toBe(retry);
});
