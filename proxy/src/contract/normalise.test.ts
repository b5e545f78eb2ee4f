import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardNames, type cards } from './cards.ts';
import { cardSpec, normalise, normaliseValue, wireNames } from './normalise.ts';

const today = '2026-11-23';

describe('normalise', () => {
  test('an ID card as Green sends it', () => {
    const wire = {
      name: ' 张三 ',
      nationality: '汉',
      number: '11010519491231002X',
      birth: '1949年12月31日',
      address: '北京市朝阳区虚构路1号',
      angle: '90',
      copy: 'false',
      numberValid: true,
      unknownKey: 'x',
    };
    expect(normalise('id-card-front', wire, today)).toEqual({
      fields: {
        name: '张三',
        nationality: '汉',
        number: '11010519491231002X',
        birth: '1949-12-31',
        address: '北京市朝阳区虚构路1号',
        angle: 90,
        copy: false,
        numberValid: true,
      },
      warnings: [],
    });
  });

  test.each(['vaildPeriod', 'validPeriod'])('the expiry of a business licence under %s', (spelling) => {
    expect(normalise('business-license', { [spelling]: '长期' }, today).fields).toEqual({ validPeriod: 'long-term' });
    expect(normalise('business-license', { [spelling]: '2010-05-06至2030-05-06' }, today).fields).toEqual({
      validPeriod: '2030-05-06',
    });
  });

  test.each([
    ['appprovedPassengerCapacity', 5, 5],
    ['approvedPassengerCapacity', '5人', 5],
    ['appprovedPassengerCapacity', '５人', 5],
    ['approvedPassengerCapacity', '5.5', undefined],
    ['approvedPassengerCapacity', '前排2人', 2],
    ['approvedPassengerCapacity', '2+3人', 5],
    ['approvedPassengerCapacity', '前排2人后排3人', 5],
    ['approvedPassengerCapacity', '2/3人', undefined],
    ['approvedPassengerCapacity', '-5', undefined],
    ['approvedPassengerCapacity', '--', undefined],
  ])('seats under %s as %j', (spelling, value, expected) => {
    expect(normalise('vehicle-license-back', { [spelling]: value }, today).fields.approvedPassengerCapacity).toBe(
      expected,
    );
  });

  test('the documented spelling wins, an empty one does not', () => {
    const both = { vaildPeriod: '', validPeriod: '2030-01-01' };
    expect(normalise('business-license', both, today).fields.validPeriod).toBe('2030-01-01');
  });

  test.each([
    [{ length: 4945, width: 1845, height: 1480 }],
    [{ length: '4945', width: '1845', height: '1480' }],
    ['4945x1845x1480mm'],
    ['4945×1845×1480'],
  ])('outer dimensions from %j', (overallDimension) => {
    expect(normalise('vehicle-license-back', { overallDimension }, today).fields.overallDimension).toEqual({
      length: 4945,
      width: 1845,
      height: 1480,
    });
  });

  test('a value that is not of its type is left out and said, an empty one is just absent', () => {
    const { fields, warnings } = normalise(
      'household-resident',
      { birthday: 'ivzi.03.zo', name: '', registerDate: null },
      today,
    );
    expect(fields).toEqual({});
    expect(warnings).toEqual([{ code: 'unreadable', field: 'birthday' }]);
  });

  test.each([
    ['无固定期限', 'long-term'],
    ['永续经营', 'long-term'],
    ['不约定期限', 'long-term'],
    ['9999-09-09', 'long-term'],
    ['二〇三〇年一月一日', '2030-01-01'],
    ['2010年05月06日至', undefined],
    ['20年', undefined],
  ])('a business term %s', (vaildPeriod, expected) => {
    const { fields, warnings } = normalise('business-license', { vaildPeriod }, today);
    expect(fields.validPeriod).toBe(expected);
    expect(warnings).toEqual(expected === undefined ? [{ code: 'unreadable', field: 'validPeriod' }] : []);
  });

  test('a driver’s licence that says only how long: the years count from its first day', () => {
    expect(
      normalise('driver-license-front', { validStartDate: '2015-03-02', validEndDate: '6年' }, today).fields,
    ).toEqual({
      validStartDate: '2015-03-02',
      validEndDate: '2021-03-02',
    });
    expect(normalise('driver-license-front', { validEndDate: '6年' }, today).warnings).toEqual([
      { code: 'unreadable', field: 'validEndDate' },
    ]);
  });

  test('a range read into both fields gives each its own day', () => {
    const range = '2010.05.06-2030.05.06';
    expect(normalise('id-card-back', { startDate: range, endDate: range }, today).fields).toEqual({
      startDate: '2010-05-06',
      endDate: '2030-05-06',
    });
  });

  test('a birth after today or before 1850 is none', () => {
    for (const birth of ['2099-12-31', '2026-11-24', '1849-12-31'])
      expect(normalise('id-card-front', { birth }, today)).toEqual({
        fields: {},
        warnings: [{ code: 'unreadable', field: 'birth' }],
      });
  });

  test('a passport’s dates as printed', () => {
    const wire = { birthDate: '12 AOUT/AUG 1990', issueDate: '15 8月/AUG 2014', expireDate: '14 8月/AUG 2024' };
    expect(normalise('passport', wire, today).fields).toEqual({
      birthDate: '1990-08-12',
      issueDate: '2014-08-15',
      expireDate: '2024-08-14',
    });
    expect(normalise('passport', { birthDate: '00.00.1968', birthDay: '680000' }, today).warnings).toEqual([
      { code: 'unreadable', field: 'birthDate' },
      { code: 'unreadable', field: 'birthDay' },
    ]);
  });

  test('whatever comes over the wire: no throw, only known fields, each of its type', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.object(),
      fc.array(fc.string()),
    );
    fc.assert(
      fc.property(fc.constantFrom(...cardNames), fc.array(value, { minLength: 30, maxLength: 30 }), (card, values) => {
        const specs = Object.entries(cardSpec(card).fields);
        const wire = Object.fromEntries(
          specs.flatMap(([name, field], index) => wireNames(name, field).map((n) => [n, values[index]])),
        );
        const { fields } = normalise(card, wire, today);
        for (const [name, got] of Object.entries(fields)) {
          const field = cardSpec(card).fields[name];
          if (!field) throw new Error(`unknown field ${name}`);
          expect(normaliseValue(field, got, today)).toEqual(got);
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** The fields of each `…Info` object as Alibaba's page on card OCR lists them. */
const documented: Readonly<Record<string, readonly [property: string, fields: string]>> = {
  'business-license': [
    'businessLicenseInfo',
    'companyName companyType legalPerson establishDate vaildPeriod address capital business copy copyId certSN creditCode organizationCode taxCode companySN composition paidInCapital',
  ],
  'id-card-front': ['idCardInfo', 'name nationality number birth address angle copy remake type numberValid'],
  'id-card-back': ['idCardInfo', 'authority startDate endDate angle copy remake type'],
  passport: [
    'passportInfo',
    'authority birthDate birthDay birthPlace birthPlaceRaw expireDate expireDay issueDate issuePlace issuePlaceRaw name cnName cnNameRaw personId srcCountry type line0 line1 surname givenName',
  ],
  'bank-card': ['bankCardInfo', 'bankCardNum'],
  'driver-license-front': ['driverLicenseFrontInfo', 'name number address vehicleType validStartDate validEndDate'],
  'driver-license-back': ['driverLicenseBackInfo', 'archiveNum'],
  'vehicle-license-front': [
    'vehicleLicenseFrontInfo',
    'plateNum vehicleType owner useCharacter address model vin engineNum registerDate issueDate',
  ],
  'vehicle-license-back': [
    'vehicleLicenseBackInfo',
    'plateNum fileNum appprovedPassengerCapacity grossMass unladenMass approvedLoad tractionMass inspectionRecord overallDimension',
  ],
  'vehicle-num': ['vehicleNumInfo', 'num rate vehicleType vehicleTypeRate'],
  'vehicle-vin': ['vehicleVinInfo', 'vin'],
  'household-head': [
    'ocrCardInfo',
    'locationNumber issueDate householdType houseHolder address community householdNumber undertaker type',
  ],
  'household-resident': [
    'ocrCardInfo',
    'occupation migrationDate1 idNumber education birthPlace servicePremises householdNumber hometown name formerName maritalStatus nation otherAddress birthday militaryService relationTo religion bloodType registerDate height migrationDate2 undertaker type',
  ],
};

describe('cards', () => {
  test('there are the 13 of Green', () => {
    expect([...cardNames].sort()).toEqual(Object.keys(documented).sort());
  });

  test.each(cardNames)('%s has every documented field under its wire name, and labels in two languages', (card) => {
    const [property, fields] = documented[card] ?? ['', ''];
    const spec = cardSpec(card);
    expect(spec.property).toBe(property);
    const wire = Object.entries(spec.fields).map(([name, field]) => wireNames(name, field)[0]);
    expect([...wire].sort()).toEqual(fields.split(' ').sort());
    for (const { label } of [spec, ...Object.values(spec.fields)]) {
      expect(label.en).toMatch(/^[A-Z]/);
      expect(label.zh).toMatch(/\p{Script=Han}|VIN/u);
    }
  });

  test('sides point at each other', () => {
    for (const card of cardNames) {
      const { otherSide } = cardSpec(card);
      if (otherSide !== undefined) expect(cardSpec(otherSide as keyof typeof cards).otherSide).toBe(card);
    }
  });
});
