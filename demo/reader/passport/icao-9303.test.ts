import { mrzCheckDigit, parseMrzLine1, parseMrzLine2 } from '@scanfill/proxy/contract';
import { expect, test } from 'vitest';
import type { Reading } from '../sight/recognise.ts';
import { readZone } from './mrz.ts';

const seen = (text: string, doubts: Readonly<Record<number, string>> = {}): Reading => ({
  text,
  glyphs: [...text].map((char, place) => ({
    char,
    score: doubts[place] === undefined ? 0.97 : 0.6,
    at: (place + 0.5) / text.length,
    others: doubts[place] === undefined ? [] : [{ char: doubts[place], score: 0.3 }],
  })),
  score: 0.97,
});
const names = (text: string) => text.padEnd(44, '<');
const checked = (text: string) => text + mrzCheckDigit(text);

type Parts = { number?: string; state?: string; birth?: string; sex?: string; optional?: string; digit?: string };

/** A second line as ICAO 9303-4 §4.2.2 builds it, with its five check digits. */
function numbers({ number = 'X12345678', state = 'UTO', birth = '740812', sex = 'F', optional = '', digit }: Parts) {
  const [first, born, expires] = [checked(number.padEnd(9, '<')), checked(birth), checked('360415')];
  const own = optional.padEnd(14, '<');
  const tail = own + (digit ?? mrzCheckDigit(own));
  return `${first}${state.padEnd(3, '<')}${born}${sex}${expires}${tail}${mrzCheckDigit(first + born + expires + tail)}`;
}

// ICAO 9303-3 §4.6 and 9303-4 §4.2.2, part by part: what a state may print, and what the parsed line says of it.
test.each([
  ['a passport of no kind', 'P<UTOERIKSSON<<ANNA<MARIA', { type: 'P', surname: 'ERIKSSON', givenNames: 'ANNA MARIA' }],
  ['an ordinary passport by its code', 'PPCANKATZ<<TYLER', { type: 'PP', issuer: 'CAN', givenNames: 'TYLER' }],
  ['a diplomatic passport', 'PDUTOERIKSSON<<ANNA', { type: 'PD', issuer: 'UTO' }],
  ['an official passport', 'POUTOERIKSSON<<ANNA', { type: 'PO', issuer: 'UTO' }],
  ['an issuer of one letter', 'P<D<<MUSTERMANN<<ERIKA', { issuer: 'D', surname: 'MUSTERMANN', givenNames: 'ERIKA' }],
  ['an issuer that is no state', 'P<UNOSMITH<<JOHN', { issuer: 'UNO' }],
  ['no given name', 'P<PAKZAHRA', { surname: 'ZAHRA', givenNames: '' }],
  ['no surname', 'P<IND<<ANANDI', { surname: '', givenNames: 'ANANDI' }],
  ['a surname of several words', 'P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE', { surname: 'DE BRUIJN' }],
  [
    'names that fill the line',
    'P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K',
    { surname: 'NILAVADHANANANDA', givenNames: 'CHAYAPA DEJTHAMRONG K' },
  ],
])('the name line of %s', (_, text, says) => {
  const zone = readZone([seen(names(text))], [seen(numbers({}))]);
  expect(zone?.line0).toBe(names(text));
  expect(parseMrzLine1(zone?.line0 ?? '')).toMatchObject(says);
});

test.each([
  ['a number of eight characters', { number: 'BN025745' }, { number: 'BN025745' }],
  ['a nationality of one letter', { state: 'D' }, { nationality: 'D' }],
  ['a holder without nationality', { state: 'XXA' }, { nationality: 'XXA' }],
  ['a birth of which only the year is known', { birth: '68<<<<' }, { birth: '68<<<<' }],
  ['a birth of which only year and month are known', { birth: '6805<<' }, { birth: '6805<<' }],
  ['no sex', { sex: '<' }, { sex: '<' }],
  ['an empty personal number with a digit', { digit: '0' }, { optional: '' }],
  ['an empty personal number without a digit', { digit: '<' }, { optional: '' }],
  ['fillers within the personal number', { optional: '123456789<0123' }, { optional: '123456789<0123' }],
  ['a personal number that ends early', { optional: 'ZE184226B' }, { optional: 'ZE184226B' }],
])('the number line of %s', (_, parts, says) => {
  const line = numbers(parts);
  const zone = readZone([seen(names('P<UTOERIKSSON<<ANNA'))], [seen(line)]);
  expect(zone).toMatchObject({ line1: line, fits: 5, mends: 0 });
  expect(parseMrzLine2(zone?.line1 ?? '')).toMatchObject(says);
});

// A reader of Doubango's specimens and cheminfo/mrz#22 told of lines whose digits were computed anew until they fitted.
test('a line that plainly fails its digits stays as printed', () => {
  const line = numbers({ optional: '1152291111' });
  for (const place of [2, 15, 24, 31, 43]) {
    const digit = String((Number(line[place]) + 3) % 10);
    const wrong = line.slice(0, place) + digit + line.slice(place + 1);
    expect(readZone([seen(names('P<UTOERIKSSON<<ANNA'))], [seen(wrong)])).toMatchObject({ line1: wrong, mends: 0 });
  }
});

test('one character that the recogniser doubted is settled by two check digits, two are not', () => {
  const line = numbers({});
  const upper = [seen(names('P<UTOERIKSSON<<ANNA'))];
  const once = `${line.slice(0, 2)}7${line.slice(3)}`;
  expect(readZone(upper, [seen(once, { 2: '2' })])).toMatchObject({ line1: line, mends: 1 });
  const twice = `${once.slice(0, 4)}6${once.slice(5)}`;
  expect(readZone(upper, [seen(twice, { 2: '2', 4: '4' })])?.line1).toBe(twice);
});

test('what another look read is a doubt about that character', () => {
  const line = numbers({});
  const looks = [`${line.slice(0, 2)}7${line.slice(3)}`, `${line.slice(0, 22)}9${line.slice(23)}`];
  expect(
    readZone(
      [seen(names('P<UTOERIKSSON<<ANNA'))],
      looks.map((look) => seen(look)),
    )?.line1,
  ).toBe(line);
});

// Czech specimens turned by any angle were read as VZOR K and VZOR<<K.
test('letters read among the fillers behind the names are no name', () => {
  for (const misread of ['P<CZESPECIMEN<<VZOR<<K', 'P<CZESPECIMEN<<VZOR<<<<KK<<S']) {
    const zone = readZone([seen(names(misread))], [seen(numbers({ state: 'CZE' }))]);
    expect(zone?.line0).toBe(names('P<CZESPECIMEN<<VZOR'));
  }
});

test('a line that was read short of its last digits has fillers there, and no digit that stood elsewhere', () => {
  const line = numbers({});
  const cut = `${line.slice(0, 28)}<<<<<<<<<<`;
  const short = { ...seen(cut), glyphs: seen(cut).glyphs.map((glyph) => ({ ...glyph, at: (glyph.at * 38) / 44 })) };
  const zone = readZone([seen(names('P<UTOERIKSSON<<ANNA'))], [short]);
  expect(zone?.line1.slice(0, 28)).toBe(line.slice(0, 28));
  expect(zone?.line1.slice(28)).toBe('<'.repeat(16));
});
