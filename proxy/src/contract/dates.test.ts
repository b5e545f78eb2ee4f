import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate, isLongTerm, parseDate } from './dates.ts';

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
    ['03 5月/MAY 2000', undefined],
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
