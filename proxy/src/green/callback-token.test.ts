import { expect, test } from 'vitest';
import { callbackSeed, createCallbackTokens } from './callback-token.ts';

const first = '0204072a80809fa8e30da2e60ea1deb8';
const second = 'c231532538f15836330408eb6af2d72c';
const batchId = '339497c2-d91f-4c17-a0a3-1192ee9e2202';

test('a token tells its batch, and fits into an address', () => {
  const tokens = createCallbackTokens([first]);
  expect(tokens.of(batchId)).toMatch(/^[\w-]{70}$/);
  expect(tokens.batchOf(tokens.of(batchId))).toBe(batchId);
});

test('each batch has its own', () => {
  const { of } = createCallbackTokens([first]);
  expect(of(batchId).slice(-22)).not.toBe(of('another').slice(-22));
});

test('a token is good under every secret, and no longer once its secret is gone', () => {
  const token = createCallbackTokens([first]).of(batchId);
  expect(createCallbackTokens([second, first]).batchOf(token)).toBe(batchId);
  expect(createCallbackTokens([second]).batchOf(token)).toBeUndefined();
});

test.each([
  ['nothing', () => ''],
  ['a batch without its MAC', (token: string) => token.slice(0, -22)],
  ['another batch under the same MAC', (token: string) => `A${token.slice(1)}`],
  ['a changed MAC', (token: string) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
  ['something longer', (token: string) => `${token}A`],
  ['something very long', () => 'A'.repeat(5_000)],
  ['no base64url', () => '../../../etc/passwd/../../../etc/passwd'],
])('%s is no token', (_, change) => {
  const tokens = createCallbackTokens([first]);
  expect(tokens.batchOf(change(tokens.of(batchId)))).toBeUndefined();
});

test('a seed follows from the secret and is one that Green takes', () => {
  expect(callbackSeed(first)).toMatch(/^\w{1,64}$/);
  expect(callbackSeed(first)).toBe(callbackSeed(first));
  expect(callbackSeed(first)).not.toBe(callbackSeed(second));
  expect(first).not.toContain(callbackSeed(first));
});
