import { limits, problems } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import type { Failure } from '../core/flow/flow-state.ts';
import { failureText, textKey } from './failure-text.ts';
import { speechOf } from './speak.ts';
import { english } from './testing/english.ts';

const { say } = speechOf(english);
const textOf = (code: Failure['code'], params: Failure['params'] = {}) => {
  const { key, params: filled } = failureText({ code, retry: 'no', params });
  return say(key, filled);
};

/**
 * Faults of the page or the service, which a person can do nothing about but try again; and those of a hand-off, for
 * which the phone’s page has texts of its own (`phone/phone-text.ts`).
 */
const general = [
  'card-missing',
  'card-unknown',
  'request-invalid',
  'idempotency-key-invalid',
  'idempotency-conflict',
  'not-found',
  'method-not-allowed',
  'expectation-failed',
  'headers-too-large',
  'internal',
  // The widget sends the photo as what it is instead.
  'recast-refused',
  'handoff-refused',
  'handoff-not-found',
  'handoff-used',
  'handoff-unready',
  'handoff-expired',
  'handoff-revoked',
];

test('every problem that a person can act on has a text of its own', () => {
  for (const code of Object.keys(problems) as (keyof typeof problems)[]) {
    const { key } = failureText({ code, retry: 'no', params: {} });
    expect(key === 'failOther', code).toBe(general.includes(code));
  }
});

test('what a gateway or the service refuses without a figure leaves no place open', () => {
  for (const code of Object.keys(problems) as (keyof typeof problems)[]) expect(textOf(code), code).not.toMatch(/[{}]/);
  expect(textOf('image-too-large')).toBe('This photo could not be made small enough to send. Please take a new one.');
});

test('a file one byte over the limit is not shown as having just the limit', () => {
  const text = textOf('image-too-large', { actual: limits.maxBytes + 1, limit: limits.maxBytes });
  expect(text).toContain('20.1 MB');
  expect(text).toContain('limit is 20 MB');
});

test('areas are told in megapixels, sides in pixels', () => {
  expect(textOf('image-pixels', { actual: 400_000_000, limit: 250_000_000 })).toMatch(/400 megapixels.*250/);
  expect(textOf('image-side', { actual: 31_000, limit: 30_000 })).toMatch(/31,000 pixels.*30,000/);
});

test('every hint and every warning has its text', () => {
  for (const hint of ['blur', 'glare', 'dark', 'small'] as const) expect(say(textKey('hint', hint))).toBeTruthy();
  const warnings = ['check-digit', 'expired', 'unreadable', 'mismatch', 'photocopy', 'rephotographed'] as const;
  for (const warning of warnings) expect(say(textKey('warn', warning))).toBeTruthy();
});
