import { expect, test } from 'vitest';
import { refuseBun } from './runtime.ts';

test('Bun is refused in words, Node and Deno are not', () => {
  expect(() => refuseBun({ node: '24.3.0', bun: '1.4.5' })).toThrow(/^Bun 1\.4\.5 cannot run this service: .*Use Node/);
  expect(() => refuseBun({ node: '24.3.0', deno: '2.9.6' })).not.toThrow();
  expect(() => refuseBun()).not.toThrow();
});
