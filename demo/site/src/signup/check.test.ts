import { expect, test } from 'vitest';
import { checkApplication } from './check.ts';
import type { Application } from './fields.ts';

// The sample number of the standard itself.
const complete: Application = {
  name: '林小溪',
  sex: 'female',
  nationality: '汉',
  birth: '1949-12-31',
  number: '11010519491231002X',
  address: '北京市朝阳区虚构路 1 号',
  authority: '北京市公安局朝阳分局',
  startDate: '2015-03-01',
  endDate: 'long-term',
  phone: '+86 138 0000 0000',
  consent: 'yes',
};

const faults = (change: Partial<Application>) => [...checkApplication({ ...complete, ...change }, '2026-01-15')];

test('a complete application has no faults', () => {
  expect(faults({})).toEqual([]);
});

test.each([
  ['name', '', 'required'],
  ['consent', '', 'required'],
  ['birth', '1949-02-30', 'date'],
  ['birth', '31.12.1949', 'date'],
  ['birth', '2030-01-01', 'date'],
  ['birth', '1949-12-30', 'birth-mismatch'],
  ['number', '110105194912310021', 'id-number'],
  ['startDate', '2015-3-1', 'date'],
  ['endDate', '2015-03-01', 'period'],
  ['endDate', '2025-03-01', 'expired'],
  ['endDate', 'forever', 'date'],
  ['phone', '12345', 'phone'],
  ['phone', 'call me', 'phone'],
] as const)('%s "%s" is faulted as %s', (name, value, fault) => {
  expect(faults({ [name]: value })).toEqual([[name, fault]]);
});

test('faults stand in the order of the form, whatever their kind', () => {
  expect(faults({ phone: '', name: '', number: '1' }).map(([name]) => name)).toEqual(['name', 'number', 'phone']);
});
