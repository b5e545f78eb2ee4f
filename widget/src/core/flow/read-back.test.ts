import { cards } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import { readBackOf } from './read-back.ts';

const { birth, name, number } = cards['id-card-front'].fields;
const { endDate } = cards['id-card-back'].fields;
const seats = { type: 'integer', label: { en: 'Seats', zh: '座位' } } as const;
const today = '2026-11-30';

test.each([
  ['1949-12-31', '1950-01-02', '1950-01-02'],
  ['31/12/1949', '2/1/1950', '1950-01-02'],
  ['12/31/1949', '1/2/1950', '1950-01-02'],
  ['1949年12月31日', '1950年1月2日', '1950-01-02'],
])('a day written as %s is read in that order', (written, typed, value) => {
  const read = readBackOf(birth, written, '1949-12-31', today);
  expect(read?.(typed)).toBe(value);
  for (const half of ['', '1950', '2/1', '2/1/50', '31.02.1950', 'soon']) expect(read?.(half)).toBeUndefined();
});

test('a day that was written so that it reads either way is not read at all', () => {
  expect(readBackOf(birth, '03/03/1990', '1990-03-03', today)).toBeUndefined();
  expect(readBackOf(birth, '1990-03-03', '1990-03-03', today)).toBeDefined();
});

test('texts and numbers are read as they were written, blanks of a mask left out; what was written otherwise is not', () => {
  expect(readBackOf(name, '张三', '张三', today)?.(' 李四 ')).toBe('李四');
  const masked = readBackOf(number, '110105 1949 1231 002X', '11010519491231002X', today);
  expect(masked?.('110105 1949 1231 0038')).toBe('110105194912310038');
  expect(readBackOf(name, 'ZHANG San', '张三', today)).toBeUndefined();
  expect(readBackOf(seats, '5', 5, today)?.('7')).toBe(7);
  expect(readBackOf(endDate, '长期', 'long-term', today)).toBeUndefined();
});
