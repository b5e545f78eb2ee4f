import { describe, expect, test } from 'vitest';
import { assess } from './assess.ts';

const today = '2026-11-23';

describe('assess', () => {
  test('a card without fault has no warning', () => {
    const fields = { name: '张三', number: '11010519491231002X', birth: '1949-12-31' };
    expect(assess('id-card-front', fields, today, fields)).toEqual([]);
  });

  test('a number that fails its check digit', () => {
    expect(assess('id-card-front', { number: '110105194912310021' }, today)).toEqual([
      { code: 'check-digit', field: 'number' },
    ]);
    expect(assess('bank-card', { bankCardNum: '6222021234567890123' }, today)).toEqual([
      { code: 'check-digit', field: 'bankCardNum' },
    ]);
  });

  test('expired from the day after; long-term never', () => {
    const codes = (endDate: string): readonly string[] =>
      assess('id-card-back', { endDate }, today).map(({ code }) => code);
    expect(codes('2026-11-22')).toEqual(['expired']);
    expect(codes('2026-11-23')).toEqual([]);
    expect(codes('long-term')).toEqual([]);
  });

  test('a birth date that contradicts the number', () => {
    expect(assess('id-card-front', { number: '11010519491231002X', birth: '1949-12-30' }, today)).toEqual([
      { code: 'mismatch', field: 'birth' },
    ]);
    expect(assess('household-resident', { idNumber: '11010519491231002X', birthday: '1950-01-01' }, today)).toEqual([
      { code: 'mismatch', field: 'birthday' },
    ]);
  });

  test('the other side, as Green says or as the fields show', () => {
    expect(assess('id-card-front', {}, today, { type: 'back' })).toEqual([{ code: 'other-side' }]);
    expect(assess('id-card-back', {}, today, { name: '张三', number: '11010519491231002X' })).toEqual([
      { code: 'other-side' },
    ]);
    expect(assess('id-card-front', { name: '张三' }, today, { name: '张三', authority: '' })).toEqual([]);
    expect(assess('vehicle-license-front', {}, today, { fileNum: '1', grossMass: '1800kg' })).toEqual([
      { code: 'other-side' },
    ]);
    expect(assess('bank-card', {}, today, { name: '张三' })).toEqual([]);
  });

  test('the other side, also where both print one field', () => {
    const both = { plateNum: '京A12345', fileNum: '1', grossMass: '1800kg' };
    expect(assess('vehicle-license-front', {}, today, both)).toEqual([{ code: 'other-side' }]);
    const page = { type: 'household-resident', householdNumber: '12' };
    expect(assess('household-head', {}, today, page)).toEqual([{ code: 'other-side' }]);
    expect(assess('household-resident', {}, today, page)).toEqual([]);
    // Names are shuffled on these pages: what their type says counts.
    expect(assess('household-head', {}, today, { type: 'household-head', relationTo: '户主' })).toEqual([]);
  });

  test('another card, where only that one has such a field or its number tells', () => {
    const code = 'other-card';
    expect(assess('id-card-front', {}, today, { bankCardNum: '6222021234567890128', name: '' })).toEqual([
      { code, card: 'bank-card' },
    ]);
    const told = (card: Parameters<typeof assess>[0], fields: object) =>
      assess(card, fields, today, { ...fields }).filter((each) => each.code === code);
    expect(told('bank-card', { bankCardNum: '11010519491231002X' })).toEqual([{ code, card: 'id-card-front' }]);
    expect(told('passport', { personId: '11010519491231002X' })).toEqual([{ code, card: 'id-card-front' }]);
    expect(told('id-card-front', { number: '6222 0212 3456 7890 128' })).toEqual([{ code, card: 'bank-card' }]);
    expect(told('vehicle-vin', { vin: '京A12345' })).toEqual([{ code, card: 'vehicle-num' }]);
  });

  test('no other card where anything else was read, or the number is only misread', () => {
    expect(assess('id-card-front', { number: '6222021234567890128', name: '张三' }, today)).toEqual([
      { code: 'check-digit', field: 'number' },
    ]);
    // An ID number with a wrong digit that happens to fit a card number's.
    const misread = Array.from({ length: 10 }, (_, digit) => `11010519491231${digit}024`);
    for (const number of misread)
      expect(assess('id-card-front', { number }, today).map(({ code }) => code)).not.toContain('other-card');
    expect(assess('driver-license-back', { archiveNum: '110105194912' }, today)).toEqual([]);
  });

  test('photocopies and photos of photos', () => {
    expect(assess('id-card-front', { copy: true, remake: true }, today)).toEqual([
      { code: 'photocopy' },
      { code: 'rephotographed' },
    ]);
    expect(assess('business-license', { copy: true }, today)).toEqual([]);
  });
});
