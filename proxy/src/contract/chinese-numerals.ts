const digits = '〇一二三四五六七八九';
const alike: Readonly<Record<string, string>> = {
  零: '〇',
  '○': '〇',
  O: '〇',
  壹: '一',
  贰: '二',
  貳: '二',
  叁: '三',
  參: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  陸: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  廿: '二十',
  卅: '三十',
};
const numeral = '[〇零○一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾廿卅]';

/** A text in which the Chinese numerals of years, months, days and terms are digits: 二〇三〇年一月一日 is 2030年1月1日, 十年 10年. */
export function withDigits(text: string): string {
  return text
    .replace(new RegExp(`(?=[\\dO]*${numeral})(?:${numeral}|[\\dO]){4}(?=\\s*年)`, 'g'), (year) =>
      [...year].map(digitOf).join(''),
    )
    .replace(new RegExp(`${numeral}{1,3}(?=\\s*(?:个?月|個月|[日号年]))`, 'g'), (number) => String(numberOf(number)));
}

function digitOf(character: string): string {
  const at = digits.indexOf(alike[character] ?? character);
  return at < 0 ? character : String(at);
}

/** 1 to 99: 五, 十, 十五, 二十, 廿五, 三十一; digits one by one where no ten stands among them. */
function numberOf(text: string): number | string {
  const plain = [...text].map((character) => alike[character] ?? character).join('');
  if (!plain.includes('十')) return [...plain].map(digitOf).join('');
  const [tens = '', ones = ''] = plain.split('十');
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones));
}
