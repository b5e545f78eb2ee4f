import { expect, test } from 'vitest';
import { filledNames } from './filled-names.ts';

test('the names of the written inputs are given, once for each entry', () => {
  expect(
    filledNames([
      { path: 'name', element: { name: 'name' } },
      { path: 'sex', element: { name: 'sex' } },
    ]),
  ).toEqual(['name', 'sex']);
});

test('an entry without a named element marks nothing', () => {
  expect(filledNames([{ element: { name: '' } }, {}, null, 'name'])).toEqual([]);
});
