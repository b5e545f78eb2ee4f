import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { leastSecretBits, secretBits, secretDoubt, secretWeakness } from './secret-strength.ts';

describe('a secret is measured by its chance, not by its length', () => {
  test.each([
    'a'.repeat(64),
    'changeme'.repeat(8),
    'changeme-changeme-changeme-changeme-changeme-1',
    'Password1Password1Password1Password1Password1',
    '0123456789abcdef0123456789abcdef0123456789abcdef',
    'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    'qwertyuiopasdfghjklzxcvbnm1234567890qwertyuiop',
    'correct horse battery staple correct horse battery staple',
    'please-change-this-secret-before-production',
    'abababababababababababababababababababababababab',
    '20261130202611302026113020261130',
    'short',
    '',
  ])('%s is too weak', (secret) => {
    expect(secretBits(secret)).toBeLessThan(leastSecretBits);
    expect(secretWeakness(secret)).toMatch(/bits of chance.*openssl rand/);
  });

  test.each([
    'this is the secret of our session service please keep it',
    'a secret of ours that is long enough for anybody at all',
  ])('%s is taken, with a word of doubt', (secret) => {
    expect(secretBits(secret)).toBeLessThan(leastSecretBits);
    expect(secretWeakness(secret)).toBeUndefined();
    expect(secretDoubt(secret)).toMatch(/^reads as words, .*bits of chance.*openssl rand/);
  });

  /** Bytes as good as random, the same in each run. */
  const bytesOf = (round: number, bytes: number): Buffer =>
    createHash('sha512').update(`round ${round}`).digest().subarray(0, bytes);

  test.each(['hex', 'base64', 'base64url'] as const)('random bytes in %s are taken from 128 bits on', (form) => {
    const refused = (bytes: number): number =>
      Array.from({ length: 1_000 }, (_, round) => bytesOf(round, bytes).toString(form)).filter(secretDoubt).length;
    expect([refused(16), refused(32), refused(48)]).toEqual([0, 0, 0]);
    expect(refused(12)).toBe(1_000);
  });

  test('what it says never quotes the secret', () => {
    expect(secretWeakness('quoted-secret')).not.toContain('quoted');
  });
});
