import { expect, test } from 'vitest';
import { readKind } from '../kinds/kinds.ts';
import { rowsOf } from '../rows/rows.ts';
import { fakePage } from '../testing/fake-page.ts';
import { line } from '../testing/lines.ts';
import { bankNumber, bankNumberAgain, plainBankNumber } from './bank-number.ts';
import { creditCode } from './credit-code.ts';
import { idNumber } from './id-number.ts';
import { plate } from './plate.ts';
import { findPlate } from './plate-on-page.ts';
import { vinNumber } from './vin.ts';

const rows = (text: string) => rowsOf([line(text, 0, 0)]);
const cells = (text: string) => rows(text)[0]?.cells ?? [];
/** A line whose character at `place` the recogniser doubted: `other` was nearly as likely. */
const doubted = (text: string, place: number, other: string, score = 0.6) => {
  const plain = line(text, 0, 0);
  const marks = plain.marks.map((mark, i) =>
    i === place ? { ...mark, score, others: [{ char: other, score: 0.3 }] } : mark,
  );
  return rowsOf([{ ...plain, marks }])[0]?.cells ?? [];
};

// Sample cards of a card reader on GitHub (isee15/Card-Ocr), printed with numbers that fail the Luhn digit, came out
// "mended".
test.each(['5476 7678 9876 5432', '6225 7672 0011 3700', '6228480402564890017'])(
  'the card number %s is given as it is printed',
  async (printed) => {
    const seen = [line(printed, 0, 0)];
    const number = printed.replaceAll(' ', '');
    expect(bankNumber(rowsOf(seen), true)).toBeUndefined();
    expect(plainBankNumber(rowsOf(seen))).toBe(number);
    const { page, engine } = fakePage(seen, () => number);
    expect(await bankNumberAgain(rowsOf(seen), page, engine)).toBeUndefined();
  },
);

// braintree/credit-card-type#95: UnionPay's second beginning; prolificinteractive/Caishen#54: a valid number that was
// refused.
test.each(['8171 9999 0000 0000 021', '6240 0086 3140 1148', '4222 2222 2222 2'])(
  'the card number %s is read',
  (printed) => {
    expect(bankNumber(rows(printed), true)).toBe(printed.replaceAll(' ', ''));
  },
);

test('no digit of a card number is exchanged, however doubtful it was', () => {
  const [row] = [{ cells: doubted('4111111111111117', 15, '1'), y: 0, height: 20 }];
  expect(bankNumber([row], true)).toBeUndefined();
});

// chinabugotech/hutool#2020, second form.
test('a credit code whose last character fails is given as it is printed', () => {
  expect(creditCode(cells('91350211M0001TXD29'))).toMatchObject({ value: '91350211M0001TXD29' });
});

test('an ID number is settled where the recogniser doubted one character, and stays where it did not', () => {
  expect(idNumber(doubted('110105194912310071', 16, '2'))).toMatchObject({ value: '110105194912310071' });
  expect(idNumber(doubted('11010519491231007X', 16, '2'))).toMatchObject({ value: '11010519491231002X', mends: 1 });
  expect(idNumber(cells('11010519491231007X'))).toMatchObject({ value: '11010519491231007X' });
});

// GA 2102-2023, and the form before it; residents of Hong Kong, Macao and Taiwan.
test.each(['911124198108030024', '810000199408230021', '830000199201300022', 'FRA110181080312'])(
  'the ID number %s is read',
  (number) => {
    expect(idNumber(cells(number))?.value).toBe(number);
  },
);

// frankely/vin-decoder#4 and h3/python-libvin#21: a ninth place that is wrong must be told, not mended.
test('a vehicle’s number that fails its check digit is given as it is printed', () => {
  expect(vinNumber(rows('LSGJA52U07S123450'), true)).toEqual({ value: 'LSGJA52U07S123450', mends: 0 });
});

// idlesign/vininfo#11 and #19, cardog-ai/corgi#26 and #29: European numbers have no check digit, and some few letters.
test.each(['W1V44770513858498', 'WVGZZZ5NZEW069297', 'WBA71DC010CH14720'])(
  'the European number %s is read',
  (number) => {
    expect(vinNumber(rows(number), true)?.value).toBe(number);
  },
);

// parkingwang/vehicle-keyboard-android#49, any86/any-rule#309, #148, #322 and hutool#3979, and Chinese plate readers'
// samples.
test.each([
  '川X0123应急',
  'WJ京1234X',
  'WJ1693015',
  '京A12345临',
  '临京A12345',
  '民航A1234',
  '沪A1707领',
  '使014578',
  '粤ZA123港',
  '京A1234学',
  '京A1234挂',
  '苏AA01234',
  '粤BK12345',
  '沪AE22075',
])('the plate %s is read', (number) => {
  expect(plate(cells(number))?.value).toBe(number);
  expect(findPlate(rows(number), fakePage([], () => '').page)?.num).toBe(number);
});

// any86/any-rule#111 and #107.
test.each(['浙苏H6F681', '宁AD1234555555'])('%s is no plate', (text) => {
  expect(plate(cells(text))?.value).not.toBe(text);
});

test('groups outside the 56 are given as they are printed', () => {
  for (const group of ['穿青人', '其他', '外国血统中国籍人士'])
    expect(readKind('nation', cells(group))?.value).toBe(group);
  expect(readKind('nation', cells('汉族'))?.value).toBe('汉族');
});

test('seats counted by row are given as they are printed', () => {
  expect(readKind('seats', cells('前排2人'))?.value).toBe('前排2人');
  expect(readKind('seats', cells('2+3人'))?.value).toBe('2+3人');
  expect(readKind('seats', cells('5人'))?.value).toBe('5人');
});

test('a term that stays open, or has no end in other words than 长期, does not end on its first day', () => {
  expect(readKind('last-date', cells('2013.05.16-'))).toBeUndefined();
  expect(readKind('last-date', cells('2013.05.16-2033.05.16'))?.value).toBe('2033-05-16');
  expect(readKind('last-date', cells('2013.05.16-永久有效'))?.value).toBe('长期');
  expect(readKind('period', cells('自2013年05月16日起至'))?.value).toBe('2013年05月16日至');
  expect(readKind('period', cells('2013年05月16日至无固定期限'))?.value).toBe('2013年05月16日至无固定期限');
  expect(readKind('period', cells('永续经营'))?.value).toBe('永续经营');
});

test('capitals of which some were read as small letters are capitals', () => {
  expect(readKind('latin', cells('CALIfORNIa'))?.value).toBe('CALIFORNIA');
  expect(readKind('latin', cells('München'))?.value).toBe('München');
});

test('a name that ends in 一, which looks like a dash, is whole', () => {
  expect(readKind('name', cells('汤楠—'))?.value).toBe('汤楠一');
  expect(readKind('name', cells('汤楠'))?.value).toBe('汤楠');
});
