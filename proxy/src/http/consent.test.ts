import { describe, expect, test } from 'vitest';
import { consentOf } from './consent.ts';

const now = Date.parse('2026-11-30T09:30:00.000Z');

describe('the header that tells of a consent', () => {
  test('has a version in any script, and how long ago it was accepted', () => {
    expect(consentOf(undefined, now)).toBeUndefined();
    expect(consentOf('2026-11; age=12', now)).toEqual({ version: '2026-11', atMs: now - 12_000 });
    const version = '隐私政策 第3版';
    expect(consentOf(`${encodeURIComponent(version)};age=0`, now)).toEqual({ version, atMs: now });
    expect(consentOf(`${'x'.repeat(64)}; age=31622400`, now)).toMatchObject({ version: 'x'.repeat(64) });
  });

  test.each([
    '',
    '2026-11',
    '; age=1',
    '%20; age=1',
    'v1; age=',
    'v1; age=-1',
    'v1; age=1.5',
    'v1; age=1e3',
    'v1; age=31622401',
    'v1; age=9999999999',
    'v1; age=1; age=2',
    'v1, v2; age=1',
    'two words; age=1',
    `${'x'.repeat(65)}; age=1`,
    '%E9; age=1',
    '%; age=1',
    'v%0A1; age=1',
    'v%00; age=1',
    'v%E2%80%AE1; age=1',
  ])('is refused where it says anything else: %s', (header) => {
    expect(() => consentOf(header, now)).toThrow(expect.objectContaining({ code: 'request-invalid' }));
  });
});
