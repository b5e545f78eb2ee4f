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

  test('photocopies and photos of photos', () => {
    expect(assess('id-card-front', { copy: true, remake: true }, today)).toEqual([
      { code: 'photocopy' },
      { code: 'rephotographed' },
    ]);
    expect(assess('business-license', { copy: true }, today)).toEqual([]);
  });
});
