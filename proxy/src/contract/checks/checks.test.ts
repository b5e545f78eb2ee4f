import fc from 'fast-check';
import { parse } from 'mrz';
import validator from 'validator';
import { describe, expect, test } from 'vitest';
import { creditCodeCheckDigit, isCreditCode, organisationCodeCheckDigit } from './credit-code.ts';
import { idNumberCheckDigit } from './id-check-digit.ts';
import { parseIdNumber, provinces } from './id-number.ts';
import { isBankCardNumber, luhnCheckDigit } from './luhn.ts';
import { mrzCheckDigit, parseMrzLine1, parseMrzLine2 } from './mrz.ts';
import { isNewEnergyPlate, isPlate, plateProvinces } from './plate.ts';
import { isCheckedVin, isVin, vinCheckDigit } from './vin.ts';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const pad = (value: number, length: number): string => String(value).padStart(length, '0');

describe('ID numbers (GB 11643)', () => {
  test("the standard's own sample", () => {
    expect(parseIdNumber('11010519491231002X')).toEqual({ region: '北京市', birth: '1949-12-31', sex: 'female' });
    expect(parseIdNumber(' 1101 0519 4912 3100 2x ')).toBeDefined();
  });

  test.each([
    ['a wrong check digit', '110105194912310020'],
    ['30 February', '11010519490230002X'],
    ['an unknown province', '99010519491231002X'],
    ['a letter', '1101051949123100ZX'],
    ['17 characters', '11010519491231002'],
    ['15 digits of the first generation', '110105491231002'],
    ['nothing', ''],
  ])('%s is refused', (_what, number) => {
    expect(parseIdNumber(number)).toBeUndefined();
  });

  test('validator agrees on real dates of known provinces, right and wrong check digits alike', () => {
    const province = fc.constantFrom(...Object.keys(provinces).filter((code) => Number(code) < 70));
    const born = fc.tuple(
      fc.integer({ min: 1900, max: 2020 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    );
    fc.assert(
      fc.property(province, digits(4), born, digits(3), fc.boolean(), (code, place, [y, m, d], serial, isRight) => {
        const first17 = `${code}${place}${y}${pad(m, 2)}${pad(d, 2)}${serial}`;
        const digit = idNumberCheckDigit(first17) ?? '';
        const number = first17 + (isRight ? digit : digit === '7' ? '8' : '7');
        const parsed = parseIdNumber(number);
        expect(parsed !== undefined).toBe(validator.isIdentityCard(number, 'zh-CN'));
        expect(parsed !== undefined).toBe(isRight);
        if (parsed) expect(parsed.birth).toBe(`${y}-${pad(m, 2)}-${pad(d, 2)}`);
      }),
      { numRuns: 600 },
    );
  });

  test('every single wrong digit and every swap of neighbours is noticed', () => {
    const number = '11010519491231002X';
    for (let index = 0; index < 17; index++) {
      for (const digit of '0123456789') {
        const other = number.slice(0, index) + digit + number.slice(index + 1);
        if (other !== number) expect(parseIdNumber(other), other).toBeUndefined();
      }
      const swapped = number.slice(0, index) + number[index + 1] + number[index] + number.slice(index + 2);
      if (swapped !== number) expect(parseIdNumber(swapped), swapped).toBeUndefined();
    }
  });
});

describe('unified social credit codes (GB 32100)', () => {
  test.each(['91350100M000100Y43', '9135 0100 m000 100y 43'])('%s passes', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  test.each(['91350100M000100Y44', '91350100M000I00Y43', '9135010OM000100Y43', '91350100M000100Y4', ''])(
    '%s does not',
    (code) => {
      expect(isCreditCode(code)).toBe(false);
    },
  );

  test('the check character follows ISO 7064-like MOD 31: a sum of 31ths, computed the slow way', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const body = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(body, (first17) => {
        const character = creditCodeCheckDigit(first17) ?? '';
        const sum = [...(first17 + character)].reduce(
          (total, letter, index) => total + BigInt(alphabet.indexOf(letter)) * (index < 17 ? 3n ** BigInt(index) : 1n),
          0n,
        );
        expect(sum % 31n).toBe(0n);
      }),
      { numRuns: 500 },
    );
  });

  test('organisation codes (GB 11714)', () => {
    expect(organisationCodeCheckDigit('M000100Y')).toBe('4');
    expect(organisationCodeCheckDigit('D2143569')).toBe('X');
    expect(organisationCodeCheckDigit('123')).toBeUndefined();
  });
});

describe('bank cards (Luhn)', () => {
  test('19 digits of UnionPay and separators pass', () => {
    expect(isBankCardNumber('6222021234567890128')).toBe(true);
    expect(isBankCardNumber('6222-0212 3456 7890 128')).toBe(true);
  });

  test.each([
    '6222021234567890123',
    '0000000000000000',
    '12345',
    '500000000008',
    '62220212345678901280000',
    'card',
    '',
  ])('%s does not', (number) => {
    expect(isBankCardNumber(number)).toBe(false);
  });

  test('validator agrees on 13 to 19 digits', () => {
    const number = fc.integer({ min: 13, max: 19 }).chain(digits);
    fc.assert(
      fc.property(number, fc.boolean(), (any, complete) => {
        const text = complete ? any.slice(0, -1) + luhnCheckDigit(any.slice(0, -1)) : any;
        fc.pre(!/^(\d)\1+$/.test(text));
        expect(isBankCardNumber(text)).toBe(validator.isLuhnNumber(text));
        if (complete) expect(isBankCardNumber(text)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });
});

describe('machine-readable lines (ICAO 9303-4)', () => {
  const line0 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<';
  const line1 = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';

  test("the standard's own specimen", () => {
    expect(parseMrzLine1(line0)).toEqual({ type: 'P', issuer: 'UTO', surname: 'ERIKSSON', givenNames: 'ANNA MARIA' });
    expect(parseMrzLine2(line1)).toEqual({
      number: 'L898902C3',
      nationality: 'UTO',
      birth: '740812',
      sex: 'F',
      expiry: '120415',
      optional: 'ZE184226B',
      fits: { number: true, birth: true, expiry: true, optional: true, composite: true },
    });
  });

  test('each check digit is told from the others', () => {
    expect(parseMrzLine2(line1.replace('740812', '740813'))?.fits).toEqual({
      number: true,
      birth: false,
      expiry: true,
      optional: true,
      composite: false,
    });
  });

  test('an empty optional field may have no check digit', () => {
    const number = `E12345678${mrzCheckDigit('E12345678')}`;
    const birth = `900101${mrzCheckDigit('900101')}`;
    const expiry = `300101${mrzCheckDigit('300101')}`;
    const body = `${number}CHN${birth}M${expiry}<<<<<<<<<<<<<<`;
    for (const optionalDigit of ['<', '0']) {
      const composite = mrzCheckDigit([number, birth, expiry, '<<<<<<<<<<<<<<', optionalDigit].join(''));
      expect(Object.values(parseMrzLine2(body + optionalDigit + composite)?.fits ?? {})).toEqual(Array(5).fill(true));
    }
  });

  test.each(['', 'L898902C36UTO', `${line1}<`, line1.replace('F', 'Q'), line1.replace('L', 'ß')])(
    '%j has no form',
    (line) => {
      expect(parseMrzLine2(line)).toBeUndefined();
    },
  );

  test('the mrz package agrees on generated passports and on one spoilt character', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';
    const number = fc.string({ unit: fc.constantFrom(...alphabet.slice(0, 36)), minLength: 9, maxLength: 9 });
    const date = fc
      .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(([y, m, d]) => pad(y, 2) + pad(m, 2) + pad(d, 2));
    const optional = fc.string({ unit: fc.constantFrom(...alphabet.slice(0, 36)), maxLength: 14 });
    const spoil = fc.option(fc.tuple(fc.nat(43), fc.constantFrom(...alphabet)), { freq: 2 });
    fc.assert(
      fc.property(
        number,
        date,
        date,
        optional,
        fc.constantFrom('M', 'F', '<'),
        spoil,
        (no, birth, expiry, extra, sex, change) => {
          const digit = (text: string): string => text + mrzCheckDigit(text);
          const padded = extra.padEnd(14, '<');
          const parts = { no: digit(no), birth: digit(birth), expiry: digit(expiry), extra: digit(padded) };
          const composite = mrzCheckDigit(parts.no + parts.birth + parts.expiry + parts.extra);
          let line = `${parts.no}DEU${parts.birth}${sex}${parts.expiry}${parts.extra}${composite}`;
          if (change) line = line.slice(0, change[0]) + change[1] + line.slice(change[0] + 1);
          const ours = parseMrzLine2(line);
          const theirs = new Map(
            parse([line0.replace('UTO', 'DEU'), line], { autocorrect: false }).details.map((detail) => [
              detail.field,
              detail.valid,
            ]),
          );
          if (!ours) {
            expect([...theirs.values()].every(Boolean)).toBe(false);
            return;
          }
          expect(ours.fits.number).toBe(theirs.get('documentNumberCheckDigit'));
          expect(ours.fits.birth).toBe(theirs.get('birthDateCheckDigit'));
          expect(ours.fits.expiry).toBe(theirs.get('expirationDateCheckDigit'));
          expect(ours.fits.composite).toBe(theirs.get('compositeCheckDigit'));
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('plates (GA 36)', () => {
  test.each(['京A12345', '粤B·D12345', '沪AD12345', '粤Z1234港', '京A1234警', '使123456', '粤B12345D', '京 A·12345'])(
    '%s passes',
    (plate) => {
      expect(isPlate(plate)).toBe(true);
    },
  );

  test.each(['A12345', '京112345', '京I12345', '京A1234O', '京A123456', '北A12345', '京A1234', ''])(
    '%s does not',
    (plate) => {
      expect(isPlate(plate)).toBe(false);
    },
  );

  test('eight characters only for new energy: small cars D or F first, large ones last', () => {
    expect(isNewEnergyPlate('粤BD12345')).toBe(true);
    expect(isNewEnergyPlate('粤B12345F')).toBe(true);
    expect(isNewEnergyPlate('粤BX12345')).toBe(false);
    expect(isNewEnergyPlate('粤B12345')).toBe(false);
  });

  test('one character opens the plates of each of the 31 divisions on the mainland', () => {
    expect(new Set(plateProvinces).size).toBe(31);
  });
});

describe('VINs (ISO 3779)', () => {
  test('known samples', () => {
    expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe('X');
    expect(isCheckedVin('1M8GDM9AXKP042788')).toBe(true);
    expect(isCheckedVin('11111111111111111')).toBe(true);
    expect(isCheckedVin('1m8g dm9a xkp0 4278 8')).toBe(true);
  });

  test('the check digit counts in China and North America, not in Europe', () => {
    expect(isCheckedVin('1M8GDM9A0KP042788')).toBe(false);
    expect(isCheckedVin('LSGJA52U07S123450')).toBe(false);
    expect(isCheckedVin('LSGJA52U67S123450')).toBe(true);
    for (const vin of ['WVWZZZ1JZXW000001', 'W1V44770513858498', 'WBA71DC010CH14720', 'WVGZZZ5NZEW069297'])
      expect(isCheckedVin(vin)).toBe(true);
  });

  test.each(['1M8GDM9AXKP04278', 'IM8GDM9AXKP042788', '1M8GDM9AXKPO42788', ''])('%s has no form', (vin) => {
    expect(isVin(vin)).toBe(false);
    expect(vinCheckDigit(vin)).toBeUndefined();
  });
});
