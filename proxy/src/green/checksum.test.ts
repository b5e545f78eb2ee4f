import { createHash, getHashes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksum, verifyChecksum } from './checksum.ts';
import { sm3 } from './sm3.ts';

const uid = '1234567890123456';
const content = '{"code":200,"msg":"OK"}';
const documented = '1706956af5423f4ed3d2b24007362020b419f308e465aedef379e6d3f565d303';

describe('sm3', () => {
  test('gives the digests of the standard, GB/T 32905 appendix A', () => {
    expect(sm3(Buffer.from('abc')).toString('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
    expect(sm3(Buffer.from('abcd'.repeat(16))).toString('hex')).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    );
  });

  test.runIf(getHashes().includes('sm3'))('equals OpenSSL for any message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        expect(sm3(message).toString('hex')).toBe(createHash('sm3').update(message).digest('hex'));
      }),
      { numRuns: 300 },
    );
  });
});

describe('checksum', () => {
  test('is the hash over uid, seed and content', () => {
    expect(checksum('SHA256', uid, 'aabbcc123', content)).toBe(documented);
    expect(checksum('SM3', 'a', 'b', 'c')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });

  test('takes the present seed and the one before under either hash, and no other', () => {
    const genuine = (received: string, text = content) =>
      verifyChecksum({ uid, seeds: ['next', 'aabbcc123'], content: text, checksum: received });
    expect(genuine(documented)).toBe(true);
    expect(genuine(documented.toUpperCase())).toBe(true);
    expect(genuine(checksum('SHA256', uid, 'next', content))).toBe(true);
    expect(genuine(checksum('SM3', uid, 'aabbcc123', content))).toBe(true);
    expect(genuine(checksum('SHA256', uid, 'old', content))).toBe(false);
    expect(genuine(checksum('SHA256', '1', 'next', content))).toBe(false);
    expect(genuine(documented, `${content} `)).toBe(false);
    expect(verifyChecksum({ uid, seeds: [], content, checksum: documented })).toBe(false);
  });

  test.each(['', 'zz', documented.slice(2), `${documented}00`, `${documented.slice(1)}g`, '\u0130'.repeat(64)])(
    'refuses the malformed checksum %j',
    (received) => {
      expect(verifyChecksum({ uid, seeds: ['aabbcc123'], content, checksum: received })).toBe(false);
    },
  );
});
