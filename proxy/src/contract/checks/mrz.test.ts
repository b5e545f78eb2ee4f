import { describe, expect, test } from 'vitest';
import { suggest } from '../suggest.ts';
import { isMrzLine1, isMrzLine2, isNameCutOff, mrzCheckDigit, parseMrzLine1, parseMrzLine2 } from './mrz.ts';

const filled = (text: string): string => text.padEnd(44, '<');

describe('names of ICAO 9303-3 §4.6 and 9303-4 §4.2.3', () => {
  test.each([
    ['P<UTOERIKSSON<<ANNA<MARIA', 'UTO', 'ERIKSSON', 'ANNA MARIA', 'the standard’s specimen'],
    ['P<D<<MUSTERMANN<<ERIKA', 'D', 'MUSTERMANN', 'ERIKA', 'an issuer of one letter'],
    ['P<IND<<ANANDI', 'IND', '', 'ANANDI', 'no surname'],
    ['P<PAKZAHRA', 'PAK', 'ZAHRA', '', 'one name only, as the primary identifier'],
    ['P<UTOARKFREITH', 'UTO', 'ARKFREITH', '', 'no secondary identifier'],
    ['PPCANKATZ<<TYLER', 'CAN', 'KATZ', 'TYLER', 'an ordinary passport by its code'],
    ['PDUTOSMITH<<JO', 'UTO', 'SMITH', 'JO', 'a diplomatic one'],
    ['POUTOSMITH<<JO', 'UTO', 'SMITH', 'JO', 'an official one'],
    ['P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE', 'NLD', 'DE BRUIJN', 'WILLEKE LISELOTTE', 'a surname of two words'],
    ['P<PHLDELA<CRUZ<Y<SANTOS<<JUAN', 'PHL', 'DELA CRUZ Y SANTOS', 'JUAN', 'a surname of four'],
    ['P<SWEKKLAXXKVIST<<KARL<K', 'SWE', 'KKLAXXKVIST', 'KARL K', 'letters that look like fillers'],
    ['P<UTOPAPANDROPOULOUS<<JONATHON<ALEC', 'UTO', 'PAPANDROPOULOUS', 'JONATHON ALEC', 'a long one that fits'],
  ])('%s (%5$s)', (text, issuer, surname, givenNames) => {
    const line = filled(text);
    expect(parseMrzLine1(line)).toMatchObject({ issuer, surname, givenNames });
    expect(isNameCutOff(line)).toBe(false);
    expect(isMrzLine1(line)).toBe(true);
    expect(suggest('mrz-line-1', line)).toEqual([]);
  });

  test.each([
    'P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K',
    'P<UTONILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU',
    'P<UTOBENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA',
  ])('%s was cut off at the line’s end', (line) => {
    expect(line).toHaveLength(44);
    expect(isNameCutOff(line)).toBe(true);
    expect(isMrzLine1(line)).toBe(true);
  });

  test('digits in a name are read, flagged, and the letters they are taken for offered', () => {
    const line = filled('P<UTO3RIKSS0N<<ANNA<MARIA');
    expect(parseMrzLine1(line)?.surname).toBe('3RIKSS0N');
    expect(isMrzLine1(line)).toBe(false);
    expect(suggest('mrz-line-1', line)).toContain(filled('P<UTOERIKSSON<<ANNA<MARIA'));
  });

  test.each([
    ['a letter among the fillers', 'P<CZESPECIMEN<<VZOR<<K'],
    ['no name at all', 'P<UTO'],
    ['no issuer', 'P<<<<ERIKSSON<<ANNA'],
    ['three fillers before the name', 'P<UTO<<<ERIKSSON'],
  ])('%s is flagged', (_what, text) => {
    expect(isMrzLine1(filled(text))).toBe(false);
  });
});

describe('second lines', () => {
  const digit = (text: string): string => text + mrzCheckDigit(text);
  const line = (
    parts: Partial<Record<'no' | 'nation' | 'birth' | 'sex' | 'expiry' | 'extra' | 'extraDigit', string>>,
  ) => {
    const { no = 'L898902C3', nation = 'UTO', birth = '740812', sex = 'F', expiry = '300415', extra = '' } = parts;
    const padded = extra.padEnd(14, '<');
    const optional = padded + (parts.extraDigit ?? mrzCheckDigit(padded));
    const [a, b, c] = [digit(no.padEnd(9, '<')), digit(birth), digit(expiry)];
    return a + nation.padEnd(3, '<') + b + sex + c + optional + mrzCheckDigit(a + b + c + optional);
  };

  test.each([
    ['the standard’s specimen', { extra: 'ZE184226B' }],
    ['an empty optional field with 0', {}],
    ['an empty optional field with a filler', { extraDigit: '<' }],
    ['optional data with a filler within', { extra: '1601<68' }],
    ['a nationality of one letter', { nation: 'D' }],
    ['a short number', { no: 'W807543' }],
    ['no sex stated', { sex: '<' }],
    ['a birth of which the year alone is known', { birth: '68<<<<' }],
    ['a birth without its day', { birth: '6811<<' }],
    ['a birth of which nothing is known', { birth: '<<<<<<' }],
    ['unknown parts written as zeros', { birth: '680000' }],
  ])('%s', (_what, parts) => {
    expect(line(parts)).toHaveLength(44);
    expect(isMrzLine2(line(parts))).toBe(true);
  });

  test.each([
    ['a thirteenth month', { birth: '681301' }],
    ['a 32nd day of expiry', { expiry: '300132' }],
    ['a half unknown month', { birth: '681<<<' }],
    ['a nationality with a digit', { nation: 'UT0' }],
    ['no nationality', { nation: '<' }],
    ['a filled optional field without its digit', { extra: 'ZE184226B', extraDigit: '<' }],
  ])('%s is flagged though the digits fit', (_what, parts) => {
    expect(parseMrzLine2(line(parts))).toBeDefined();
    expect(isMrzLine2(line(parts))).toBe(false);
  });
});
