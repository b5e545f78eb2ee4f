import { expect, test } from 'vitest';
import { parseSpecimens, specimenUrl } from './specimens.ts';

const entry = {
  card: 'passport',
  file: 'passport-1.jpg',
  width: 1200,
  height: 800,
  kind: 'clean',
  alt: { en: 'a', zh: 'b' },
};

test('a list is taken over, and an entry that lacks something is left out rather than breaking the strip', () => {
  expect(parseSpecimens([entry, { ...entry, width: '1200' }, null, 'x', { ...entry, file: undefined }])).toEqual([
    entry,
  ]);
});

test('one alternative text serves both languages', () => {
  expect(parseSpecimens([{ ...entry, alt: 'A passport' }])[0]?.alt).toEqual({ en: 'A passport', zh: 'A passport' });
});

test('what is not a list gives no specimens', () => {
  expect(parseSpecimens({ passport: entry })).toEqual([]);
});

test('a file name cannot lead out of the folder of specimens', () => {
  expect(specimenUrl('../session')).toBe('/specimens/..%2Fsession');
});
