import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suggest } from '../suggest.ts';
import { isNewEnergyPlate, isPlate, plateOf, plateProvinces, plates, plateVehicleType } from './plate.ts';

describe('a plate tells its kind', () => {
  test.each([
    ['京A12345', 'ordinary', undefined],
    ['京AF0236', 'ordinary', undefined],
    ['京A1B2C3', 'ordinary', undefined],
    ['京O12345', 'ordinary', undefined],
    ['苏AA01234', 'new-energy', '新能源车'],
    ['粤BK12345', 'new-energy', '新能源车'],
    ['沪AE22075', 'new-energy', '新能源车'],
    ['粤BDA1234', 'new-energy', '新能源车'],
    ['粤B12345F', 'new-energy-large', '新能源车'],
    ['鲁B1234挂', 'trailer', '挂车'],
    ['京A·A123学', 'learner', '教练车'],
    ['沪A1234试', 'trial', '试验车'],
    ['京A1234警', 'police', '警车'],
    ['川X0123应急', 'emergency', '应急车'],
    ['京S·0001应急', 'emergency', '应急车'],
    ['粤Z1234港', 'cross-border', '港澳车'],
    ['粤Z·B12澳', undefined, undefined],
    ['粤Z·AB12澳', 'cross-border', '港澳车'],
    ['使014578', 'embassy', '使领馆车'],
    ['014·578使', 'embassy', '使领馆车'],
    ['沪A1707领', 'consulate', '使领馆车'],
    ['沪22401领', 'consulate', '使领馆车'],
    ['沪·领22401', 'consulate', '使领馆车'],
    ['京A12345临', 'temporary', '临时车'],
    ['京A·1234临', 'temporary', '临时车'],
    ['临京A12345', 'temporary', '临时车'],
    ['京A临1234', 'temporary', '临时车'],
    ['京临A12345', 'temporary', '临时车'],
    ['民航B12345', 'aviation', '民航车'],
    ['WJ京1234X', 'armed-police', '军车'],
    ['WJ·沪 00123', 'armed-police', '军车'],
    ['WJ01234', 'armed-police', '军车'],
    ['WJ1234X', 'armed-police', '军车'],
    ['WJ16 93015', 'armed-police', '军车'],
    ['WJ31-0010', 'armed-police', '军车'],
    ['WJ01消1234', 'armed-police', '军车'],
    ['WJ01-X1234', 'armed-police', '军车'],
    ['VA·12345', 'military', '军车'],
    ['KA0123X', 'military', '军车'],
  ])('%s', (number, kind, vehicleType) => {
    expect(plateOf(number)?.kind).toBe(kind);
    expect(plateVehicleType(number)).toBe(vehicleType);
    expect(isPlate(number)).toBe(kind !== undefined);
  });

  test.each([
    '浙苏H6F681',
    '宁AD1234555555',
    '京A1234港',
    '沪Z1234澳',
    '京ABCDEF',
    '京ABCDE1',
    '京A12345应急',
    '应急川X0123',
    '使12345',
    '沪AB707领',
    '京AI234学',
    'WJ台1234X',
    'WJ12',
    'LSGJA52',
    '民航',
    '粤BX12345',
  ])('%s is none', (number) => {
    expect(plateOf(number)).toBeUndefined();
  });
});

test('the ground tells an ordinary plate’s type: a yellow one is no small car', () => {
  expect(plateVehicleType('苏E6H369', 'yellow')).toBe('大型汽车');
  expect(plateVehicleType('苏E6H369', 'blue')).toBe('小型汽车');
  expect(plateVehicleType('京A12345', 'black')).toBe('小型汽车');
  expect(plateVehicleType('京A12345', 'white')).toBeUndefined();
  expect(plateVehicleType('苏E6H369')).toBeUndefined();
  expect(plateVehicleType('鲁B1234挂', 'blue')).toBe('挂车');
  expect(plateVehicleType('no plate', 'yellow')).toBeUndefined();
});

test('only ordinary plates leave the type to their ground; no other row has a ground that could be taken for theirs', () => {
  expect(plates.filter(({ vehicleType }) => vehicleType === undefined).map(({ kind }) => kind)).toEqual(['ordinary']);
  expect(new Set(plates.map(({ kind }) => kind)).size).toBe(plates.length);
});

test('a number is of one kind only', () => {
  const character = fc.constantFrom(...`${plateProvinces.slice(0, 3)}ABDFWJZXI012挂学警港澳领使临应急民航试`);
  const shaped = fc
    .tuple(
      fc.constantFrom('京', '粤', '使', 'WJ', '民航', '临京', ''),
      fc.constantFrom('A', 'Z', 'X', ''),
      fc.string({ unit: fc.constantFrom(...'ABDFX0123'), minLength: 4, maxLength: 6 }),
      fc.constantFrom('', '挂', '领', '使', '临', '应急', '港'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(shaped, fc.string({ unit: character, maxLength: 9 })), (text) => {
      expect(plates.filter(({ form }) => form.test(text)).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 5_000 },
  );
});

test('eight characters only for new energy', () => {
  expect(isNewEnergyPlate('粤BD12345')).toBe(true);
  expect(isNewEnergyPlate('京A12345临')).toBe(false);
});

test('one confused character of a special plate is found again, its words are left alone', () => {
  expect(suggest('plate', '川XO123应急')).toContain('川X0123应急');
  expect(suggest('plate', 'O14578使')).toContain('014578使');
  expect(suggest('plate', 'WJ京I234X')).toContain('WJ京1234X');
});
