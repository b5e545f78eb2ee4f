import { expect, test } from 'vitest';
import { cleanestOf, parseSpecimens, specimenUrl } from './specimens.ts';

const entry = {
  card: 'passport',
  file: 'passport-1.jpg',
  width: 1200,
  height: 800,
  kind: 'clean',
  alt: { en: 'a', zh: 'b' },
  fields: { personId: 'E00000000' },
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

test('of what is printed only texts are taken, and a list without any of it serves all the same', () => {
  const fieldsOf = (fields: unknown) => parseSpecimens([{ ...entry, fields }])[0]?.fields;
  expect([fieldsOf({ name: 'a', seats: 5 }), fieldsOf(undefined)]).toEqual([{ name: 'a' }, {}]);
});

test('a clean one is taken before a photo, and none of another card', () => {
  const photo = { ...entry, kind: 'photo', file: 'passport-2.jpg' };
  const ready = (pictures: readonly (typeof entry)[]) => ({ state: 'ready', pictures }) as const;
  expect(cleanestOf(ready([photo, entry]), 'passport')).toBe(entry);
  expect(cleanestOf(ready([photo]), 'passport')).toBe(photo);
  expect(cleanestOf(ready([photo]), 'bank-card')).toBeUndefined();
});
