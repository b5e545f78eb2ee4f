import { describe, expect, test } from 'vitest';
import { chineseDate, datesIn, isEndless, passportDatesIn } from './dates.ts';

const dates = (text: string) => datesIn(text).map(({ date }) => date);

describe('datesIn', () => {
  test.each([
    ['1949年12月31日', ['1949-12-31']],
    ['2015.03.21-2035.03.21', ['2015-03-21', '2035-03-21']],
    ['2015.03.212035.03.21', ['2015-03-21', '2035-03-21']],
    ['2015.03.21-长期', ['2015-03-21']],
    ['2O15.O3.2l', ['2015-03-21']],
    ['20150321', ['2015-03-21']],
    ['12 3月/MAR 2019', ['2019-03-12']],
    ['123月/MAR2019', ['2019-03-12']],
    ['05NOV2025', ['2025-11-05']],
    ['14 FÉV / FEB 2020', ['2020-02-14']],
    ['January 01, 2000', ['2000-01-01']],
    ['31.12.1999', ['1999-12-31']],
    ['240CT2018', ['2018-10-24']],
    ['24 0CT2028', ['2028-10-24']],
    ['1110号/0CT2018', ['2018-10-11']],
    ['028/AUG2022', ['2022-08-02']],
    ['02 8/AUG 2022', ['2022-08-02']],
    ['02 8월/AUG 2022', ['2022-08-02']],
    ['026/AUG2022', []],
    ['02 6/AUG 2022', []],
    ['01 JAN 88 02 JAN 98', ['1988-01-01', '1998-01-02']],
    ['2023-02-30', []],
    ['13829012345', []],
  ])('%s', (text, expected) => {
    expect(dates(text)).toEqual(expected);
  });
});

test('knows a date without end', () => {
  expect(isEndless('2015.03.21-长期')).toBe(true);
  expect(isEndless('2015.03.21-2035.03.21')).toBe(false);
  expect(chineseDate('2015-03-21')).toBe('2015年03月21日');
});

test('reads a passport’s date that lost its spaces, elsewhere it is a number', () => {
  expect(passportDatesIn('23091981')).toMatchObject([{ date: '1981-09-23' }]);
  expect(passportDatesIn('1001 2017')).toMatchObject([{ date: '2017-01-10' }]);
  expect(passportDatesIn('20051982')).toMatchObject([{ date: '1982-05-20' }]);
  expect(passportDatesIn('A23091981')).toEqual([]);
  expect(passportDatesIn('923091981')).toEqual([]);
  expect(datesIn('23091981')).toEqual([]);
});
