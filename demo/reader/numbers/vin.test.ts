import { describe, expect, test } from 'vitest';
import { rowsOf } from '../rows/rows.ts';
import { line } from '../testing/lines.ts';
import { vinNumber } from './vin.ts';

const number = 'JTDUJMYG6P2654622';

describe('vinNumber', () => {
  test('takes a number that stands by itself, printed with uneven gaps', () => {
    const even = line(number, 20, 30);
    const marks = even.marks.map((mark, i) => ({ ...mark, x: mark.x + 3 * i + (i > 2 ? 6 : 0) + (i > 6 ? 6 : 0) }));
    const spaced = { ...even, marks, x1: even.x1 + 70 };
    expect(vinNumber(rowsOf([spaced]), false)?.value).toBe(number);
  });

  test('does not take two words for one number', () => {
    expect(vinNumber(rowsOf([line('JTDUJMYG 6P2654622', 20, 30)]), false)).toBeUndefined();
  });
});
