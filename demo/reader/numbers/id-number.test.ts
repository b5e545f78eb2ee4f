import { idNumberCheckDigit } from '@scanfill/proxy/contract';
import { afterEach, expect, test, vi } from 'vitest';
import { rowsOf } from '../rows/rows.ts';
import { line } from '../testing/lines.ts';
import { idNumber } from './id-number.ts';

afterEach(() => vi.useRealTimers());

const cells = (text: string) => rowsOf([line(text, 0, 0)])[0]?.cells ?? [];

test('a reader that runs over New Year takes the numbers of those born in the new year', () => {
  const first17 = '11010520310105001';
  const number = first17 + idNumberCheckDigit(first17);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2031, 0, 9) });
  expect(idNumber(cells(number))).toMatchObject({ value: number, fit: 1 });
});
