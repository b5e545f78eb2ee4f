import { expect, test } from 'vitest';
import { rowsOf } from '../rows/rows.ts';
import { fakePage } from '../testing/fake-page.ts';
import { line } from '../testing/lines.ts';
import { findPlate, findPlateAgain } from './plate-on-page.ts';

test('looks for the ending of a police plate right of its line', async () => {
  const lines = [line('皖B·2865', 57, 60, 60)];
  const rows = rowsOf(lines);
  const usual = (lines[0]?.x1 ?? 0) - 57;
  const { page, engine } = fakePage(lines, (width) => (width * 60 > usual + 30 ? '皖B·2865警' : '皖B·28651'));
  expect(findPlate(rows, page)).toBeUndefined();
  expect(await findPlateAgain(rows, page, engine)).toMatchObject({ num: '皖B2865警', vehicleType: '警车' });
});

test('reads an embassy’s plate', () => {
  const lines = [line('使014578', 0, 40, 40)];
  expect(findPlate(rowsOf(lines), fakePage(lines, () => '').page)?.num).toBe('使014578');
});
