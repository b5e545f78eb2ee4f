import { describe, expect, test } from 'vitest';
import { machineReadable } from '../cards/passport-page.ts';
import { createRandom } from '../random.ts';
import { creditCode, identityNumber, luhnNumber, mrzCheck, registrationNumber, vin } from './numbers.ts';

describe('numbers', () => {
  test('end an identity number with the check character of GB 11643', () => {
    const birth = { year: 1990, month: 3, day: 7 };
    const number = identityNumber(createRandom('a'), '110101', birth, true);
    expect(number).toMatch(/^110101199003079\d[13579][\dX]$/);
    const weighted = [...number].reduce((sum, c, i) => sum + (c === 'X' ? 10 : Number(c)) * (2 ** (17 - i) % 11), 0);
    expect(weighted % 11).toBe(1);
  });

  test('close a credit code and a registration number as published samples do', () => {
    expect(creditCode('100000', '91', '100001716')).toHaveLength(18);
    // Sample of the standard: registry 91, region 350100, organisation M000100Y4.
    expect(creditCode('350100', '91', 'M000100Y4')).toBe('91350100M000100Y43');
    expect(registrationNumber(createRandom('b'), '110108')).toMatch(/^110108\d{9}$/);
  });

  test('give card numbers of any length that pass the Luhn sum', () => {
    for (const length of [16, 17, 18, 19]) {
      const number = luhnNumber(createRandom(String(length)), '62', length);
      const sum = [...number].reverse().reduce((total, c, i) => {
        const digit = Number(c) * (i % 2 === 1 ? 2 : 1);
        return total + (digit > 9 ? digit - 9 : digit);
      }, 0);
      expect(number).toHaveLength(length);
      expect(sum % 10).toBe(0);
    }
  });

  test('give identification numbers of 17 characters without I, O and Q', () => {
    for (let i = 0; i < 50; i++) expect(vin(createRandom(`vin${i}`))).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
  });

  test('compute the check digits of the ICAO 9303 example', () => {
    expect([mrzCheck('L898902C3'), mrzCheck('740812'), mrzCheck('120415'), mrzCheck('ZE184226B<<<<<')]).toEqual([
      '6',
      '2',
      '9',
      '1',
    ]);
  });

  test('write the example’s two lines', () => {
    const lines = machineReadable({
      code: 'UTO',
      nationality: 'UTO',
      surname: 'ERIKSSON',
      given: 'ANNA MARIA',
      male: false,
      number: 'L898902C3',
      birth: { year: 1974, month: 8, day: 12 },
      issue: { year: 2007, month: 4, day: 16 },
      expiry: { year: 2012, month: 4, day: 15 },
      optional: 'ZE184226B',
    });
    expect(lines).toEqual({
      line0: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      line1: 'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    });
  });
});
