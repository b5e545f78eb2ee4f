import { describe, expect, test } from 'vitest';
import { rowsOf } from '../rows/rows.ts';
import type { Line } from '../sight/text.ts';
import { line } from '../testing/lines.ts';
import { bankNumber, plainBankNumber } from './bank-number.ts';
import { vinNumber } from './vin.ts';

const bank = (lines: readonly Line[]) => bankNumber(rowsOf(lines));
const vin = (text: string, sure = false) => vinNumber(rowsOf([line(text, 0, 0)]), sure)?.value;

describe('bankNumber', () => {
  test('joins groups, on one row or stacked', () => {
    expect(bank([line('6222 0212 3456 7890 128', 0, 0)])).toBe('6222021234567890128');
    const stack = ['4111', '1111', '1111', '1111'].map((group, i) => line(group, 10, i * 25));
    expect(bank(stack)).toBe('4111111111111111');
  });

  test('takes a letter for the digit that alone can stand there, and changes no digit', () => {
    expect(bank([line('6222O21234567890128', 0, 0)])).toBe('6222021234567890128');
    expect(bank([line('4111 1111 1111 1117', 0, 0)])).toBeUndefined();
  });

  test('gives a number that fails the Luhn digit as printed, for the person to look at', () => {
    const rows = rowsOf([line('4000 1234 5678 9010', 0, 0)]);
    expect(bankNumber(rows)).toBeUndefined();
    expect(plainBankNumber(rows)).toBe('4000123456789010');
  });

  test('takes no ID number and no piece of a longer number', () => {
    expect(bank([line('110105194912310021', 0, 0)])).toBeUndefined();
    expect(bank([line('41111111111111110000000', 0, 0)])).toBeUndefined();
  });
});

describe('vinNumber', () => {
  test('takes a number whose check digit fits, and mends one character by it', () => {
    expect(vin('1M8GDM9AXKP042788')).toBe('1M8GDM9AXKP042788');
    expect(vin('1M8GDM9AXKP0427B8')).toBe('1M8GDM9AXKP042788');
  });

  test('takes a European number as plainly read', () => {
    expect(vin('WVWZZZ1JZXW000010')).toBe('WVWZZZ1JZXW000010');
  });

  test('takes no sentence, credit code or card number for one', () => {
    expect(vin('YLEFTTHEPIERAT1005')).toBeUndefined();
    expect(vin('91440103WYRQH6543W')).toBeUndefined();
    expect(vin('62220212345678901')).toBeUndefined();
  });
});
