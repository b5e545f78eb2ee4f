import { expect, test } from 'vitest';
import { monthOf } from './months.ts';

/** The short months in the languages of passports: as the country prints them, where it prints a month by name. */
const printed: Readonly<Record<string, string>> = {
  English: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC',
  French: 'JANV FÉVR MARS AVR MAI JUIN JUIL AOÛT SEPT OCT NOV DÉC',
  German: 'JAN FEB MÄR APR MAI JUN JUL AUG SEP OKT NOV DEZ',
  Dutch: 'JAN FEB MRT APR MEI JUN JUL AUG SEP OKT NOV DEC',
  Spanish: 'ENE FEB MAR ABR MAY JUN JUL AGO SEP OCT NOV DIC',
  Portuguese: 'JAN FEV MAR ABR MAI JUN JUL AGO SET OUT NOV DEZ',
  Italian: 'GEN FEB MAR APR MAG GIU LUG AGO SET OTT NOV DIC',
  Swedish: 'JAN FEB MAR APR MAJ JUN JUL AUG SEP OKT NOV DEC',
  Norwegian: 'JAN FEB MAR APR MAI JUN JUL AUG SEP OKT NOV DES',
  Finnish: 'TAMMI HELMI MAALIS HUHTI TOUKO KESÄ HEINÄ ELO SYYS LOKA MARRAS JOULU',
  Romanian: 'IAN FEB MAR APR MAI IUN IUL AUG SEP OCT NOI DEC',
  Turkish: 'OCA ŞUB MAR NİS MAY HAZ TEM AĞU EYL EKİ KAS ARA',
  Indonesian: 'JAN FEB MAR APR MEI JUN JUL AGU SEP OKT NOV DES',
  Malay: 'JAN FEB MAC APR MEI JUN JUL OGO SEP OKT NOV DIS',
  Russian: 'ЯНВ ФЕВ МАР АПР МАЙ ИЮН ИЮЛ АВГ СЕН ОКТ НОЯ ДЕК',
  Ukrainian: 'СІЧ ЛЮТ БЕР КВІ ТРА ЧЕР ЛИП СЕР ВЕР ЖОВ ЛИС ГРУ',
  Greek: 'ΙΑΝ ΦΕΒ ΜΑΡ ΑΠΡ ΜΑΪ ΙΟΥΝ ΙΟΥΛ ΑΥΓ ΣΕΠ ΟΚΤ ΝΟΕ ΔΕΚ',
  Chinese: '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月',
  Korean: '1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월',
};

test.each(Object.entries(printed))('%s', (_language, words) => {
  expect(words.split(' ').map(monthOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('every short month beside its English one is that month', () => {
  const english = (printed.English ?? '').split(' ');
  for (const words of Object.values(printed))
    for (const [index, word] of words.split(' ').entries()) {
      expect(monthOf(`${word}/${english[index]}`), word).toBe(index + 1);
      expect(monthOf(`${english[index]} /${word}`), word).toBe(index + 1);
    }
});

test('what begins two months in two languages is none by itself, and the English one beside it counts', () => {
  for (const word of ['LIP', 'SRP', 'LIST', 'ČER']) expect(monthOf(word)).toBeUndefined();
  expect(monthOf('LIP/JUL')).toBe(7);
  expect(monthOf('LIP/JUN')).toBe(6);
});

test('a number and a word that disagree are no month', () => {
  expect(monthOf('8月/AUG')).toBe(8);
  expect(monthOf('8月/SEP')).toBeUndefined();
  expect(monthOf('13月')).toBeUndefined();
});

test.each(['', 'AU', 'OF', '至', 'XYZ'])('%j names none', (text) => {
  expect(monthOf(text)).toBeUndefined();
});
