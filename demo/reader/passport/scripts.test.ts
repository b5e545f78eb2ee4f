import { expect, test } from 'vitest';
import { readablePart } from './scripts.ts';

test('leaves out what is printed in a script that no recogniser knows', () => {
  expect(readablePart('FOMCK/USSR', 'RUS')).toBe('USSR');
  expect(readablePart('MBA70001', 'RUS')).toBeUndefined();
  expect(readablePart('M.BIB/UKR', 'UKR')).toBeUndefined();
  expect(readablePart('8017', 'UKR')).toBe('8017');
  expect(readablePart('STADT LEIPZIG', 'D')).toBe('STADT LEIPZIG');
});
