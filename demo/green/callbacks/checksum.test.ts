import { createHash, getHashes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checksumOf } from './checksum.ts';
import { sm3 } from './sm3.ts';

describe('sm3', () => {
  test('answers the standard’s examples', () => {
    expect(sm3(Buffer.from('abc'))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3(Buffer.from('abcd'.repeat(16)))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
  });

  test.skipIf(!getHashes().includes('sm3'))('equals the platform’s own over every length up to three blocks', () => {
    for (let length = 0; length <= 192; length += 1) {
      const message = Buffer.alloc(length, length);
      expect(sm3(message), String(length)).toBe(createHash('sm3').update(message).digest('hex'));
    }
  });
});

test('hashes account, seed and content as documented', () => {
  const checksum = checksumOf('1234567890123456', 'aabbcc123', '{"code":200,"msg":"OK"}', 'SHA256');
  expect(checksum).toBe('1706956af5423f4ed3d2b24007362020b419f308e465aedef379e6d3f565d303');
});
