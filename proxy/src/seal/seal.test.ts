import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSealer, SealError } from './seal.ts';

const sealer = (...secrets: [string, ...string[]]) => createSealer({ secrets, purpose: 'test' });

function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof SealError) return error.reason;
    throw error;
  }
  return 'opened';
}

describe('a sealed record', () => {
  test('opens under its id, also in another process with the same secret', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, id) => {
        expect(sealer('one').open(id, sealer('one').seal(id, plain))).toBe(plain);
      }),
    );
  });

  test('shows nothing of its content', () => {
    expect(sealer('one').seal('id', 'a name in the clear').toString('latin1')).not.toContain('name');
  });

  test('does not open under another id or for another purpose, nor with any bit changed or byte cut', () => {
    const one = sealer('one');
    const record = one.seal('scan-1', 'content');
    expect(reasonOf(() => one.open('scan-2', record))).toBe('broken');
    expect(reasonOf(() => createSealer({ secrets: ['one'], purpose: 'other' }).open('scan-1', record))).toBe('key');
    for (let index = 0; index < record.length; index += 1) {
      const changed = Buffer.from(record);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      expect(reasonOf(() => one.open('scan-1', changed))).not.toBe('opened');
      expect(reasonOf(() => one.open('scan-1', record.subarray(0, index)))).not.toBe('opened');
    }
  });

  test('opens after a rotation while the old secret is still listed', () => {
    const record = sealer('old').seal('id', 'content');
    expect(sealer('new', 'old').open('id', record)).toBe('content');
    expect(reasonOf(() => sealer('new').open('id', record))).toBe('key');
    const fresh = sealer('new', 'old').seal('id', 'content');
    expect(sealer('new').open('id', fresh)).toBe('content');
    expect(reasonOf(() => sealer('old').open('id', fresh))).toBe('key');
  });

  test('never uses a key and a nonce twice', () => {
    const sealers = [sealer('one'), sealer('one')];
    const heads = Array.from({ length: 2_000 }, (_, index) =>
      (sealers[index % 2] ?? sealer('one')).seal('id', 'same').subarray(5, 33).toString('hex'),
    );
    expect(new Set(heads).size).toBe(heads.length);
  });
});
