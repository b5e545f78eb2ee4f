import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckName } from './card-spec.ts';
import { passesCheck } from './checks/check.ts';
import { checkValue, suggest } from './suggest.ts';

const right: Readonly<Record<CheckName, string>> = {
  'id-number': '11010519491231002X',
  'credit-code': '91350100M000100Y43',
  luhn: '6222021234567890128',
  vin: 'LSGJA52U67S123450',
  plate: '京A12345',
  'mrz-line-1': 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'mrz-line-2': 'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
};

describe('suggest', () => {
  test.each([
    ['id-number', '1101051949123100ZX', '11010519491231002X'],
    ['id-number', 'IIOIO5I9491231OO2X', '11010519491231002X'],
    ['id-number', '１１０１０５１９４９１２３１００２Ｘ', '11010519491231002X'],
    ['credit-code', '9135O1OOM000100Y43', '91350100M000100Y43'],
    ['credit-code', '91350100M0001OOY43', '91350100M000100Y43'],
    ['vin', 'LSGJA52U67SI2345O', 'LSGJA52U67S123450'],
    ['luhn', '622202123456789O128', '6222021234567890128'],
    ['luhn', '6222-0212-3456-7B90-128', '6222021234567890128'],
    ['plate', '京AI2345', '京A12345'],
    ['plate', '京A·O2345', '京A02345'],
    ['mrz-line-2', 'L898902C36UTO74O8122F1204159ZE184226B<<<<<10', right['mrz-line-2']],
    ['mrz-line-2', 'LB98902C36UTO7408122F1204159ZE184226B<<<<<10', right['mrz-line-2']],
    ['mrz-line-1', 'P<UT0ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', right['mrz-line-1']],
  ] as const)('%s: %s', (check, value, expected) => {
    expect(suggest(check, value)[0]).toBe(expected);
  });

  test('a value that passes needs none', () => {
    for (const [check, value] of Object.entries(right)) {
      expect(passesCheck(check as CheckName, value), check).toBe(true);
      expect(suggest(check as CheckName, value)).toEqual([]);
    }
  });

  test('one confused character anywhere in an ID number, VIN, card number or code is found among at most three', () => {
    const confusions = { O: '0', I: '1', B: '8', S: '5', Z: '2' };
    for (const check of ['id-number', 'luhn', 'vin', 'credit-code', 'mrz-line-2'] as const) {
      const value = right[check];
      for (const [letter, digit] of Object.entries(confusions)) {
        for (const [index, character] of [...value].entries()) {
          if (character !== digit) continue;
          const misread = value.slice(0, index) + letter + value.slice(index + 1);
          if (passesCheck(check, misread)) continue;
          const found = suggest(check, misread);
          expect(found, `${check} ${misread}`).toContain(value);
          expect(found.length).toBeLessThanOrEqual(3);
        }
      }
    }
  });

  test('whatever is typed: every suggestion passes, differs, and none is given twice', () => {
    const checks = Object.keys(right) as CheckName[];
    const near = fc
      .tuple(fc.constantFrom(...checks), fc.nat(43), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }))
      .map(([check, index, character]): [CheckName, string] => {
        const value = right[check];
        const at = index % value.length;
        return [check, value.slice(0, at) + character + value.slice(at + 1)];
      });
    const any = fc.tuple(fc.constantFrom(...checks), fc.string({ maxLength: 60 }));
    fc.assert(
      fc.property(fc.oneof(near, any), ([check, value]) => {
        const found = suggest(check, value);
        expect(new Set(found).size).toBe(found.length);
        for (const candidate of found) {
          expect(passesCheck(check, candidate)).toBe(true);
          expect(candidate).not.toBe(value);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test('checkValue says both', () => {
  expect(checkValue('id-number', '11010519491231002X')).toEqual({ ok: true, suggestions: [] });
  expect(checkValue('id-number', '1101051949123100ZX')).toEqual({ ok: false, suggestions: ['11010519491231002X'] });
  expect(checkValue('luhn', '')).toEqual({ ok: false, suggestions: [] });
});
