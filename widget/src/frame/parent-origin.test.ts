import { expect, test } from 'vitest';
import { parentOriginOf } from './parent-origin.ts';

const list = 'https://shop.example https://bank.example:8443';

test.each([
  ['?parent=https://shop.example', 'https://shop.example'],
  ['?parent=https%3A%2F%2Fbank.example%3A8443', 'https://bank.example:8443'],
  ['?parent=https://bank.example', undefined],
  ['?parent=https://shop.example.evil.example', undefined],
  ['?parent=http://shop.example', undefined],
  ['?parent=*', undefined],
  ['', undefined],
])('%s is answered with %s', (search, origin) => {
  expect(parentOriginOf(search, list)).toBe(origin);
});

test('without a list, or with a star for one, nobody is let in', () => {
  expect(parentOriginOf('?parent=https://shop.example', '')).toBeUndefined();
  expect(parentOriginOf('?parent=https://shop.example', null)).toBeUndefined();
  expect(parentOriginOf('?parent=*', '*')).toBeUndefined();
});
