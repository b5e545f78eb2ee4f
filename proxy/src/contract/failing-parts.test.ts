import { expect, test } from 'vitest';
import { assess } from './assess.ts';

// The sample of ICAO 9303-4, appendix A.
const line1 = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
const page = { personId: 'L898902C3', birthDate: '1974-08-12', expireDate: '2012-04-15', line1 };
const codes = (line: string) => assess('passport', { ...page, line1: line }, '2010-01-01');

test('a passport whose digits fit has no warning', () => {
  expect(codes(line1)).toEqual([]);
});

test.each([
  ['personId', line1.replace('L898902C36', 'L898902C37')],
  ['birthDate', line1.replace('7408122', '7408123')],
  ['expireDate', line1.replace('1204159', '1204158')],
])('a %s whose own check digit fails is named beside its line', (field, line) => {
  expect(codes(line)).toEqual([
    { code: 'check-digit', field: 'line1' },
    { code: 'check-digit', field },
  ]);
});
