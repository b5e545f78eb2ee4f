import { expect, test } from 'vitest';
import { cleanObject, cleanText } from './clean-text.ts';

test.each([
  ['NUL and controls', 'LI\0 \u001b[31mHUA\u007f\u009b', 'LI [31mHUA'],
  ['marks of direction', '\u202e1234\u202c \u2066X\u2069\u200f\u061c', '1234 X'],
  ['line ends', '北京市\r\n海淀区\u2028中关村', '北京市 海淀区 中关村'],
  ['invisible tags and a byte order mark', '\ufeffA\u{e0041}\u{e007f}', 'A'],
  ['nothing of what certificates bear', '欧阳·娜娜 Ünal-O’Neil 𠮷野 नमस्ते', '欧阳·娜娜 Ünal-O’Neil 𠮷野 नमस्ते'],
])('takes away %s', (_, text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('reaches names and texts at any depth, and leaves the rest', () => {
  expect(cleanObject({ 'na\u202eme': [{ a: 'x\0y', n: 1 }, null, true] })).toEqual({
    name: [{ a: 'xy', n: 1 }, null, true],
  });
});
