import { expect, test } from 'vitest';
import { fieldText } from './field-text.ts';

const texts = { yes: 'yes', no: 'no', longTerm: 'long-term, as printed' };

test.each([
  ['1990-04-27', '1990-04-27'],
  ['long-term', 'long-term, as printed'],
  [true, 'yes'],
  [false, 'no'],
  [5, '5'],
  [{ length: 4945, width: 1845, height: 1480 }, '4945 × 1845 × 1480'],
] as const)('%o reads %s', (value, text) => {
  expect(fieldText(value, texts)).toBe(text);
});
