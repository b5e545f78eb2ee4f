import { expect, test } from 'vitest';
import { originsOf } from './origins.ts';

test('a loopback server has two origins, the asked one first', () => {
  expect(originsOf('localhost:5173')).toEqual(['http://localhost:5173', 'http://127.0.0.1:5173']);
  expect(originsOf('127.0.0.1:80')).toEqual(['http://127.0.0.1', 'http://localhost']);
});

test('any other server has its own only', () => {
  expect(originsOf('demo.example')).toEqual(['http://demo.example']);
});
