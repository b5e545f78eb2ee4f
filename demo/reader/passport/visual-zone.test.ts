import { expect, test } from 'vitest';
import { tagsOf } from '../form/tags.ts';
import { layouts } from '../layouts/layouts.ts';
import { rowsOf } from '../rows/rows.ts';
import type { Line } from '../sight/text.ts';
import { line } from '../testing/lines.ts';
import { unlabelledPlaces } from './visual-zone.ts';

const info = {
  srcCountry: 'GBR',
  birthDate: '19831211',
  issueDate: '20170813',
  expireDate: '20270813',
  surname: 'KITTERING',
};
const places = (lines: readonly Line[], known: Record<string, unknown> = info) =>
  Object.fromEntries(unlabelledPlaces(rowsOf(lines), [], known));

// A scan whose small labels the recogniser could not read.
const scan = [
  line('KITTERING', 413, 237, 22),
  line('BRITISH CITIZEN', 413, 361, 23),
  line('11 DEC/DEC83', 412, 422, 22),
  line('laoe ofbrth', 577, 463, 15),
  line('M', 412, 484, 22),
  line('LEEDS', 576, 484, 24),
  line('ityfAut', 811, 524, 12),
  line('13AUG/AOUT17', 414, 546, 22),
  line('HMPO', 775, 546, 23),
  line('13AUG/AOUT27', 414, 608, 23),
  line('P<GBRKITTERING<<DANIEL<<<<<<<<<<<<<<<<<<<<<<', 127, 701, 28),
];

test('knows the place of birth and the authority by the dates they stand between and beside', () => {
  expect(places(scan)).toEqual({ birthPlaceRaw: 'LEEDS', authority: 'HMPO' });
});

test('takes no value that stands below another label, and no registered domicile', () => {
  const lines = scan.map((item) => (item.text === 'laoe ofbrth' ? line('Residence', 577, 463, 15) : item));
  const tags = tagsOf(rowsOf(lines), layouts.passport);
  expect([...unlabelledPlaces(rowsOf(lines), tags, info).keys()]).toEqual(['authority']);
  expect(places(scan, { ...info, srcCountry: 'JPN' })).toEqual({ authority: 'HMPO' });
});

test('knows the place of issue that Indian passports print below that of birth', () => {
  const lines = [...scan, line('PUNE', 413, 510, 23)];
  const rest = { ...info, srcCountry: 'IND' };
  expect(places(lines, rest)).toEqual({ birthPlaceRaw: 'LEEDS', issuePlaceRaw: 'PUNE' });
  expect(places(lines, { ...rest, birthPlaceRaw: 'LEEDS' })).toEqual({ issuePlaceRaw: 'PUNE' });
  expect(places(scan, rest)).toEqual({});
});

test('knows a place of birth beside the date', () => {
  const lines = scan.map((item) => (item.text === 'LEEDS' ? line('CHIANG RAI', 668, 424, 22) : item));
  expect(places(lines)).toMatchObject({ birthPlaceRaw: 'CHIANG RAI' });
  expect(places(lines.map((item) => (item.text === 'CHIANG RAI' ? line('THAI', 300, 424, 22) : item)))).toEqual({
    authority: 'HMPO',
  });
});

test('gives none where two lines could be it', () => {
  expect(places([...scan, line('YORKSHIRE', 775, 484, 23), line('BROWN', 775, 600, 23)])).toEqual({});
});

test('gives none without the dates, or of a script that cannot be read', () => {
  expect(places(scan, { ...info, issueDate: undefined })).toEqual({});
  expect(places(scan, { ...info, srcCountry: 'RUS' })).toEqual({});
});
