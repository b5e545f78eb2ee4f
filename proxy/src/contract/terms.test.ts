import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfTerm, isLongTerm } from './terms.ts';

const today = '2026-11-23';

describe('without end', () => {
  test.each([
    '长期',
    '长期有效',
    '无固定期限',
    '无期限',
    '无限期',
    '永久',
    '永续经营',
    '不约定期限',
    '未约定期限',
    'Long-term',
    'LONG TERM',
    'Permanent',
    'No expiry',
    '2999-12-31',
    '9999-09-09',
    '9999-12-31',
    '99991231',
    '9999年9月9日',
    '自2013年05月16日起至长期',
    '2013-05-16至无固定期限',
    '2013.05.16-长期',
    '2013-05-16至9999-09-09',
    '二〇一三年五月十六日至长期',
  ])('%s', (text) => {
    expect(endOfTerm(text, { today })).toBe('long-term');
    expect(isLongTerm(text)).toBe(true);
  });

  test.each(['2030-12-31', '有效期至2030-12-31', '6年', '有效期限', '', '31081990'])('%s is not', (text) => {
    expect(isLongTerm(text)).toBe(false);
  });
});

describe('the end of a term', () => {
  test.each([
    ['2030-01-01', '2030-01-01'],
    ['二〇三〇年一月一日', '2030-01-01'],
    ['2010-05-06至2030-05-06', '2030-05-06'],
    ['2010.05.06-2030.05.06', '2030-05-06'],
    ['2010.05.06—2030.05.06', '2030-05-06'],
    ['自2010年5月6日至2030年5月5日止', '2030-05-05'],
    ['有效期至 2030-05-06', '2030-05-06'],
    ['2030年5月6日到期', '2030-05-06'],
    ['2015-03-02 6年', '2021-03-02'],
    ['2015-03-02 有效期限 10年', '2025-03-02'],
    ['自2015年3月2日起六年', '2021-03-02'],
    ['2015-03-02起二十年', '2035-03-02'],
    ['2012-02-29 6年', '2018-02-28'],
    ['2015-08-31 6个月', '2016-02-29'],
    ['2015-03-02至2021-03-02（6年）', '2021-03-02'],
    ['valid for 10 years', undefined],
  ])('%s', (text, expected) => {
    expect(endOfTerm(text, { today })).toBe(expected);
  });

  test('a number of years alone counts from the first day, where that is known', () => {
    expect(endOfTerm('6年', { today, start: '2015-03-02' })).toBe('2021-03-02');
    expect(endOfTerm('10年', { today, start: '2012-02-29' })).toBe('2022-02-28');
    expect(endOfTerm('6年', { today })).toBeUndefined();
    expect(endOfTerm('0年', { today, start: '2015-03-02' })).toBeUndefined();
  });

  test.each([
    '2010-05-06至',
    '2010年5月6日起',
    '自2010年5月6日',
    '自2010年5月6日至****',
    '2010.05.06-',
    '2010.05.06 — 20',
    '2010-05-06至2030-02-30',
    '2010-05-06至2030年',
    'from 6 May 2010 to',
    '*',
    '--',
  ])('%s stays open, and its first day is no end', (text) => {
    expect(endOfTerm(text, { today })).toBeUndefined();
  });

  test('any text at all ends on a day there is, never, or not at all', () => {
    const piece = fc.constantFrom(
      '2010-05-06',
      '至',
      '6年',
      '长期',
      '二〇三〇年',
      '一月',
      '31日',
      '自',
      ' ',
      '-',
      '9999',
      'MAY',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (any) => {
        const end = endOfTerm(any, { today, century: 'near', start: '2012-02-29' });
        if (end !== undefined && end !== 'long-term') expect(new Date(end).toISOString().slice(0, 10)).toBe(end);
      }),
      { numRuns: 3_000 },
    );
  });
});
