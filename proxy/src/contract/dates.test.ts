import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate } from './calendar.ts';
import { datesIn, parseDate } from './dates.ts';
import { isLongTerm } from './terms.ts';

const today = '2026-11-23';

describe('parseDate', () => {
  test.each([
    ['2000-01-01', '2000-01-01'],
    ['2000/1/1', '2000-01-01'],
    ['2000.01.01', '2000-01-01'],
    ['20000101', '2000-01-01'],
    ['2000年1月1日', '2000-01-01'],
    ['2000 年 01 月 01 日', '2000-01-01'],
    ['２０００年１月１日', '2000-01-01'],
    ['January 01, 2000', '2000-01-01'],
    ['Sept 9 2020', '2020-09-09'],
    ['01 JAN 2000', '2000-01-01'],
    ['01 JAN/JAN 2000', '2000-01-01'],
    ['03 5月/MAY 2000', '2000-05-03'],
    ['12 AOUT/AUG 1990', '1990-08-12'],
    ['15 8月/AUG 2014', '2014-08-15'],
    ['158月/AUG2014', '2014-08-15'],
    ['58月/AUG 2014', '2014-08-05'],
    ['12 ГРУ/DEC 2022', '2022-12-12'],
    ['08 LIP/JUL 1985', '1985-07-08'],
    ['15 8月/SEP 2014', undefined],
    ['12.08.1990', '1990-08-12'],
    ['12 08 1990', '1990-08-12'],
    ['12/08/1990', '1990-08-12'],
    ['31/13/1990', undefined],
    ['08/31/1990', undefined],
    ['Jan 01,2000', '2000-01-01'],
    ['2000년 8월 1일', '2000-08-01'],
    ['二〇三〇年一月一日', '2030-01-01'],
    ['贰零贰叁年拾贰月叁拾壹日', '2023-12-31'],
    ['00.00.1968', undefined],
    ['1968-00-00', undefined],
    ['68<<<<', undefined],
    ['5月/MAY 2000', undefined],
    ['2010-05-06至2030-02-30', undefined],
    ['2010-05-06至2030-05-06', '2030-05-06'],
    ['自2010年5月6日至2030年5月6日', '2030-05-06'],
    ['2000-02-30', undefined],
    ['2000-13-01', undefined],
    ['29 FEB 2100', undefined],
    ['000101', undefined],
    ['ivzi.03.zo', undefined],
    ['长期', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(parseDate(text, { today })).toBe(expected);
  });

  test('two-digit years: births are not after today, expiries within fifty years', () => {
    expect(parseDate('740812', { today, century: 'past' })).toBe('1974-08-12');
    expect(parseDate('261124', { today, century: 'past' })).toBe('1926-11-24');
    expect(parseDate('261123', { today, century: 'past' })).toBe('2026-11-23');
    expect(parseDate('120415', { today, century: 'near' })).toBe('2012-04-15');
    expect(parseDate('700101', { today, century: 'near' })).toBe('2070-01-01');
    expect(parseDate('800101', { today, century: 'near' })).toBe('1980-01-01');
  });

  test('of several dates the last, or the first where that is asked', () => {
    const range = '2010.05.06-2030.05.06';
    expect(parseDate(range, { today })).toBe('2030-05-06');
    expect(parseDate(range, { today, which: 'first' })).toBe('2010-05-06');
  });

  test('a month by name may have a year of two digits only where its century is known', () => {
    expect(parseDate('12 ГРУ/DEC 22', { today, century: 'near' })).toBe('2022-12-12');
    expect(parseDate('21 SEP /SEPT 88', { today, century: 'past' })).toBe('1988-09-21');
    expect(parseDate('12 DEC 22', { today })).toBeUndefined();
  });

  test('birth parts that a zone leaves unknown or a register fills with zeros are no date', () => {
    for (const text of ['68<<<<', '<<<<<<', '680000', '681100'])
      expect(parseDate(text, { today, century: 'past' })).toBeUndefined();
  });

  test('the dates of a text are told in their order, with their place', () => {
    expect(datesIn('2010-05-06至30 AUG 2030, 2031-02-29', { today })).toEqual([
      { date: '2010-05-06', start: 0, end: 10 },
      { date: '2030-08-30', start: 11, end: 22 },
      { date: undefined, start: 24, end: 34 },
    ]);
  });

  test('every day of the calendar is read back from every spelling', () => {
    const day = fc.date({ min: new Date('1850-01-01'), max: new Date('2150-12-31'), noInvalidDate: true });
    const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [y = '', m = '', d = ''] = iso.split('-');
        const name = month.format(date);
        for (const text of [
          iso,
          iso.replaceAll('-', ''),
          iso.replaceAll('-', '/'),
          `${y}年${Number(m)}月${Number(d)}日`,
        ])
          expect(parseDate(text, { today })).toBe(iso);
        for (const text of [`${name} ${d}, ${y}`, `${d} ${name.slice(0, 3).toUpperCase()} ${y}`])
          expect(parseDate(text, { today })).toBe(iso);
      }),
      { numRuns: 500 },
    );
  });

  test('any text at all is a date that exists, or none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const date = parseDate(text, { today, century: 'past' });
        if (date !== undefined) expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('calendarDate knows leap years', () => {
  expect(calendarDate(2000, 2, 29)).toBe('2000-02-29');
  expect(calendarDate(1900, 2, 29)).toBeUndefined();
  expect(calendarDate(2023, 4, 31)).toBeUndefined();
  expect(calendarDate(Number.NaN, 1, 1)).toBeUndefined();
});

test.each([
  ['长期', true],
  ['长期有效', true],
  ['Long-term', true],
  ['long term', true],
  ['2999-12-31', true],
  ['2010年5月6日至2999年12月31日', true],
  ['9999年12月31日', true],
  ['2030-12-31', false],
  ['', false],
])('without end: %s is %s', (text, expected) => {
  expect(isLongTerm(text)).toBe(expected);
});
