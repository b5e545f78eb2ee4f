import { describe, expect, test } from 'vitest';
import { rowsOf } from '../rows/rows.ts';
import { line } from '../testing/lines.ts';
import { namesIn, punctuated, withLostLetters } from './printed-name.ts';

const zone = (names: string) => ({ line0: `P<UTO${names}`.padEnd(44, '<'), line1: '', fits: 5, doubt: 0, mends: 0 });
const mended = (names: string, surname: string, givenName: string) =>
  withLostLetters(zone(names), { surname, givenName }).line0;

describe('withLostLetters', () => {
  test('puts a letter back that was taken for a filler', () => {
    expect(mended('PAR<<<PETER', 'PARK', 'PETER')).toBe(zone('PARK<<PETER').line0);
    expect(mended('DENG<<DONG<IAN', 'Deng', 'Dongxiang')).toBe(zone('DENG<<DONGXIANG').line0);
  });

  test('puts one back that was overlooked', () => {
    expect(mended('HOU<<HO', 'HOU', 'HAO')).toBe(zone('HOU<<HAO').line0);
    expect(mended('HOU<<HO', 'HOU', 'HANO')).toBe(zone('HOU<<HO').line0);
    expect(mended('HOU<<HAO', 'HOU', 'HO')).toBe(zone('HOU<<HAO').line0);
  });

  test('leaves a line that says other than the print', () => {
    expect(mended('MUELLER<<HANS', 'MULLER', 'HANS')).toBe(zone('MUELLER<<HANS').line0);
    expect(mended('PARK<<PETER', 'PARC', 'PETER')).toBe(zone('PARK<<PETER').line0);
    expect(withLostLetters(zone('PAR<<<PETER'), undefined).line0).toBe(zone('PAR<<<PETER').line0);
  });
});

describe('punctuated', () => {
  test('gives a name its hyphen and apostrophe back where the print is the same', () => {
    expect(punctuated('SANTOS LIMA', 'SANTOS-LIMA')).toBe('SANTOS-LIMA');
    expect(punctuated('OBRIEN', 'O’Brien')).toBe("O'BRIEN");
    expect(punctuated('ANNA MARIA', 'ANNA MARIA')).toBe('ANNA MARIA');
  });

  test('keeps a space that the print lost, and a name printed otherwise', () => {
    expect(punctuated('ECHEVARRI LLANOS', 'ECHEVARRILLANOS')).toBe('ECHEVARRI LLANOS');
    expect(punctuated('MUELLER', 'MÜLLER')).toBe('MUELLER');
    expect(punctuated('CLEMENCE ODILE', 'CLÉMENCE,ODILE')).toBe('CLEMENCE ODILE');
    expect(punctuated('ERIKSSON', undefined)).toBe('ERIKSSON');
  });
});

test('finds both names in a line with a comma, where no label leads to them', () => {
  const rows = rowsOf([line('姓名/Name', 20, 20), line('SIMA,LEHE', 20, 60)]);
  expect(namesIn(rows, {})).toEqual({ surname: 'SIMA', givenName: 'LEHE' });
  expect(namesIn(rows, { surname: 'A', givenName: 'B' })).toEqual({ surname: 'A', givenName: 'B' });
  expect(namesIn(rowsOf([line('NASHIK', 20, 20)]), {})).toBeUndefined();
});
