import { describe, expect, test } from 'vitest';
import { assess } from './assess.ts';
import type { CardName } from './cards.ts';
import { passesCheck } from './checks/check.ts';
import { mrzCheckDigit } from './checks/mrz.ts';
import { plateVehicleType } from './checks/plate.ts';
import { normalise } from './normalise.ts';
import { suggest } from './suggest.ts';

/**
 * Faults that people reported of other programs of this kind: the same kinds are held off here, each with where it was
 * reported.
 */

const today = '2026-11-23';

describe('numbers', () => {
  test.each([
    [
      'luhn',
      '8171 9999 0000 0000 021',
      true,
      'UnionPay on 81: braintree/credit-card-type 95, validatorjs/validator.js 1680',
    ],
    ['luhn', '6240008631401148', true, 'a valid UnionPay number: prolificinteractive/Caishen 54'],
    ['luhn', '6228480402564890017', false, '19 digits that fail: braintree/card-validator 112'],
    ['credit-code', '91350211M0001TXD29', false, 'a code that fails: chinabugotech/hutool 2020'],
    ['credit-code', '913501000000000240', true, 'check character 0: wellenzhong/cn-validator 2'],
    ['credit-code', '12440600MB2C07549J', true, 'a valid code: xbeginagain/generator 2'],
    ['vin', 'W1V44770513858498', true, 'a European number of two letters: idlesign/vininfo 11'],
    ['vin', 'WBA71DC010CH14720', true, 'another European one: idlesign/vininfo 19'],
    ['vin', 'WVGZZZ5NZEW069297', true, 'Z in the ninth place: cardog-ai/corgi 26 and 29'],
    ['vin', 'LSGJA52U07S123450', false, 'a wrong ninth place: frankely/vin-decoder 4, h3/python-libvin 21'],
    ['id-number', '110101209912310015', false, 'a birth to come: duke-git/lancet 149'],
    ['id-number', '110101180501010011', false, 'a birth before 1850: the same'],
    ['id-number', '军官证123456', false, 'letters: jxlwqq/id-validator 41'],
    ['id-number', 'sssssssss123456', false, 'letters: the same'],
    ['mrz-line-2', '99003853<1CZE1101018M1207046110101111<<<<<94', true, 'a valid line: ZsBT/mrz-java 4'],
    ['mrz-line-1', 'P<UTO3RIKSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', false, 'digits in a name: cheminfo/mrz 21'],
    ['mrz-line-1', 'P<CANEISENBERG<CANDREW DAVID<<<<<<<<<<<<<<<<', false, 'a space for a filler: cheminfo/mrz 7'],
    ['mrz-line-1', 'PPCANKATZ<<TYLER<<<<<<<<<<<<<<<<<<<<<<<<<<<<', true, 'document code PP: Mattijah/QKMRZParser 5'],
    [
      'mrz-line-1',
      'P<SWEKKLAXXKVIST<<KARL<K<<<<<<<<<<<<<<<<<<<<',
      true,
      'K beside fillers: konstantint/PassportEye 58',
    ],
    ['plate', '川X0123应急', true, 'emergency rescue: parkingwang/vehicle-keyboard-android 49'],
    ['plate', 'WJ京1234X', true, 'armed police: any86/any-rule 309'],
    ['plate', 'WJ16 93015', true, 'armed police until 2012: a sample photo of we0091234’s plate recogniser'],
    ['plate', '苏AA01234', true, 'new energy beyond D and F: any86/any-rule 322'],
    ['plate', '粤BK12345', true, 'the same: any86/any-rule 148'],
    ['plate', '沪AE22075', true, 'the same: chinabugotech/hutool 3979'],
    ['plate', '浙苏H6F681', false, 'two provinces: any86/any-rule 111'],
    ['plate', '宁AD1234555555', false, 'too long: any86/any-rule 107'],
    ['plate', '京A12345临', true, 'a temporary plate with its 临'],
  ] as const)('%s %s: %s (%s)', (check, value, passes, _source) => {
    expect(passesCheck(check, value, today)).toBe(passes);
  });

  test('abolished districts are none of the check’s business: arthurdejong/python-stdnum 442, jxlwqq/id-validator 58', () => {
    for (const district of ['412723', '321119', '230119', '370284', '342401', '460033']) {
      const fitting = [...'0123456789X'].filter((last) =>
        passesCheck('id-number', `${district}19900101123${last}`, today),
      );
      expect(fitting, district).toHaveLength(1);
    }
  });

  test('O for 0 in a passport’s number is offered first: foxanna/mrz_parser 3', () => {
    const digit = (text: string): string => text + mrzCheckDigit(text);
    const [number, birth, rest] = [digit('BN0257453'), digit('740812'), `${digit('300415')}${'<'.repeat(15)}`];
    const line = `${number}BWA${birth}F${rest}${mrzCheckDigit(number + birth + rest)}`;
    expect(passesCheck('mrz-line-2', line)).toBe(true);
    expect(suggest('mrz-line-2', line.replace('BN02', 'BNO2'))[0]).toBe(line);
  });

  test('what fails its check stays as it was printed, with a warning: chinabugotech/hutool 2020, isee15/Card-Ocr’s samples', () => {
    const printed: readonly (readonly [CardName, string, string])[] = [
      ['bank-card', 'bankCardNum', '5476767898765432'],
      ['bank-card', 'bankCardNum', '6225767200113700'],
      ['business-license', 'creditCode', '91350211M0001TXD29'],
      ['vehicle-vin', 'vin', 'LSGJA52U07S123450'],
    ];
    for (const [card, field, value] of printed) {
      const { fields } = normalise(card, { [field]: value }, today);
      expect(fields).toEqual({ [field]: value });
      expect(assess(card, fields, today)).toEqual([{ code: 'check-digit', field }]);
    }
  });

  test('a yellow plate is no small car’s: we0091234’s sample weixian.png', () => {
    expect(plateVehicleType('苏E6H369', 'yellow')).toBe('大型汽车');
  });
});

describe('dates and terms', () => {
  const birth = (text: string) => normalise('passport', { birthDate: text }, today);

  test('an unknown day and month of birth is no date and is said: whatwg/html 3767, davedelong/calendar_fallacies 46', () => {
    for (const text of ['00.00.1968', '680000', '1968', '68<<<<']) {
      expect(birth(text).fields).toEqual({});
      expect(birth(text).warnings).toEqual([{ code: 'unreadable', field: 'birthDate' }]);
    }
  });

  test('the century of a birth: evermeer/PassportScanner 30, microblink/blinkid-react-native 103', () => {
    expect(birth('620124').fields.birthDate).toBe('1962-01-24');
    expect(birth('260101').fields.birthDate).toBe('2026-01-01');
  });

  test('without end: agiapp/BRPickerView 251', () => {
    for (const endDate of ['长期', '自2013年05月16日起至长期', '9999-12-31'])
      expect(normalise('id-card-back', { endDate }, today).fields).toEqual({ endDate: 'long-term' });
  });

  test('an ethnic group outside the 56 stays as printed', () => {
    for (const nationality of ['穿青人', '其他', '革家人'])
      expect(normalise('id-card-front', { nationality }, today).fields).toEqual({ nationality });
  });
});
