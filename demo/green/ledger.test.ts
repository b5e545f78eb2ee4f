import { describe, expect, test } from 'vitest';
import { type CallEntry, createLedger, type ImageEntry } from './ledger.ts';

const image = (more: Partial<ImageEntry>): ImageEntry => ({
  at: 0,
  account: '1',
  card: 'bank-card',
  taskId: `img-${Math.random()}`,
  url: 'http://a.example/x',
  nonce: 'n',
  state: 'billed',
  ...more,
});
const call = (at: number, operation = 'results'): CallEntry => ({ at, operation, admitted: true, accepted: 0 });

describe('the ledger', () => {
  test.each([
    [
      'the same bytes under two dataIds',
      [
        { sha256: 'aa', dataId: 'x' },
        { sha256: 'aa', dataId: 'y' },
      ],
      1,
    ],
    [
      'one dataId with two pictures',
      [
        { sha256: 'aa', dataId: 'x' },
        { sha256: 'bb', dataId: 'x' },
      ],
      1,
    ],
    [
      'one of them not billed',
      [
        { sha256: 'aa', dataId: 'x' },
        { sha256: 'aa', dataId: 'x', state: 'void' },
      ],
      0,
    ],
    ['one of them about to be', [{ sha256: 'aa' }, { sha256: 'aa', state: 'fetched' }], 1],
    ['two accounts', [{ sha256: 'aa' }, { sha256: 'aa', account: '2' }], 0],
    ['pictures never fetched', [{ state: 'accepted' }, { state: 'accepted' }], 0],
  ] as const)('finds what was billed twice: %s', (_, entries, found) => {
    const ledger = createLedger();
    for (const entry of entries) ledger.addImage(image(entry));
    expect(ledger.billedTwice()).toHaveLength(found);
  });

  test('finds the busiest sliding second across the edges of full ones', () => {
    const ledger = createLedger();
    for (const at of [0, 400, 900, 950, 999, 1_000, 1_100, 1_399, 1_400, 5_000]) ledger.addCall(call(at));
    ledger.addCall(call(950, 'asyncscan'));
    expect(ledger.busiestSecond('results')).toBe(7);
    expect(ledger.busiestSecond('asyncscan')).toBe(1);
    expect(ledger.summary().busiestSecond).toEqual({ results: 7, asyncscan: 1 });
  });
});
