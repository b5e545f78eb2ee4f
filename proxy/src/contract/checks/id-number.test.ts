import fc from 'fast-check';
import validator from 'validator';
import { describe, expect, test } from 'vitest';
import { idNumberCheckDigit } from './id-check-digit.ts';
import { parseIdNumber } from './id-number.ts';

const today = '2026-11-23';
const whole = (first17: string): string => first17 + idNumberCheckDigit(first17);

describe('residents from Hong Kong, Macao and Taiwan', () => {
  test.each([
    ['81', '香港特别行政区'],
    ['82', '澳门特别行政区'],
    ['83', '台湾居民'],
  ])('%s is %s; birth and sex are told as a citizen’s', (code, region) => {
    expect(parseIdNumber(whole(`${code}000019900101001`), today)).toEqual({
      region,
      birth: '1990-01-01',
      sex: 'male',
    });
  });
});

describe('foreigners with a permanent residence card', () => {
  test('since December 2023 (GA 2102-2023): 9, province, nationality, then as a citizen’s number; no sex is told', () => {
    expect(parseIdNumber(whole('91184019850612002'), today)).toEqual({
      region: '北京市',
      nationality: '840',
      birth: '1985-06-12',
    });
  });

  test('its province, date and check character are held to the same rules', () => {
    const number = whole('91184019850612002');
    expect(parseIdNumber(whole('99984019850612002'), today)).toBeUndefined();
    expect(parseIdNumber(whole('91184019850631002'), today)).toBeUndefined();
    for (const last of '0123456789X')
      expect(parseIdNumber(number.slice(0, 17) + last, today) !== undefined).toBe(last === number[17]);
  });

  test('before: three letters and twelve digits, whose two-digit year lies in the century that is past', () => {
    expect(parseIdNumber('CAN110085061203', today)).toEqual({
      region: '北京市',
      nationality: 'CAN',
      birth: '1985-06-12',
    });
    expect(parseIdNumber('gbr 3100 140923 01', today)?.birth).toBe('2014-09-23');
    expect(parseIdNumber('JPN310026112401', today)?.birth).toBe('1926-11-24');
  });

  test('before: no birth where none can be told, yet the number stands', () => {
    expect(parseIdNumber('CAN110085061203')).toEqual({ region: '北京市', nationality: 'CAN' });
    expect(parseIdNumber('CAN110085991203', today)).toEqual({ region: '北京市', nationality: 'CAN' });
    expect(parseIdNumber('CAN990085061203', today)).toEqual({ region: undefined, nationality: 'CAN' });
  });

  test.each(['CA1110085061203', 'CAN11008506120', 'CAN1100850612033', 'CAN11008506120X'])(
    '%s has neither form',
    (n) => {
      expect(parseIdNumber(n, today)).toBeUndefined();
    },
  );
});

describe('births', () => {
  test('after today or before 1850 are refused, today itself is not', () => {
    expect(parseIdNumber(whole('11010120261123001'), today)).toBeDefined();
    expect(parseIdNumber(whole('11010120261124001'), today)).toBeUndefined();
    expect(parseIdNumber(whole('11010118500101001'), today)).toBeDefined();
    expect(parseIdNumber(whole('11010118491231001'), today)).toBeUndefined();
    expect(parseIdNumber(whole('91184020261124002'), today)).toBeUndefined();
  });

  test('of any number that passes lie between 1850 and today', () => {
    const year = fc.integer({ min: 1800, max: 2199 });
    const rest = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.nat(999));
    fc.assert(
      fc.property(fc.constantFrom('110101', '810000', '911840'), year, rest, (head, y, [m, d, n]) => {
        const two = (part: number): string => String(part).padStart(2, '0');
        const birth = `${y}-${two(m)}-${two(d)}`;
        const parsed = parseIdNumber(whole(`${head}${birth.replaceAll('-', '')}${String(n).padStart(3, '0')}`), today);
        expect(parsed?.birth).toBe(birth >= '1850-01-01' && birth <= today ? birth : undefined);
      }),
    );
  });

  test('validator agrees where its list has the first two digits: Hong Kong, Macao, and foreigners from 11 to 15', () => {
    const head = fc.constantFrom('810000', '820000', '911840', '912276', '915392');
    const birth = fc.constantFrom('19000101', '19850612', '20200229', '20200230', '19851306');
    fc.assert(
      fc.property(head, birth, fc.nat(999), fc.nat(10), (place, born, n, last) => {
        const number = `${place}${born}${String(n).padStart(3, '0')}${'0123456789X'[last]}`;
        // 30 February stands for what validator does not look at.
        if (born !== '20200230')
          expect(parseIdNumber(number, today) !== undefined).toBe(validator.isIdentityCard(number, 'zh-CN'));
        else expect(parseIdNumber(number, today)).toBeUndefined();
      }),
    );
  });
});
