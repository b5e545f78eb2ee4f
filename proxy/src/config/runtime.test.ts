import { expect, test } from 'vitest';
import { isStrict, refuseBun } from './runtime.ts';

test('Bun is refused in words, Node and Deno are not', () => {
  expect(() => refuseBun({ node: '24.3.0', bun: '1.4.5' })).toThrow(/^Bun 1\.4\.5 cannot run this service: .*Use Node/);
  expect(() => refuseBun({ node: '24.3.0', deno: '2.9.6' })).not.toThrow();
  expect(() => refuseBun()).not.toThrow();
});

test('whatever is not development is strict: nothing said, another name, another spelling', () => {
  for (const NODE_ENV of [undefined, '', 'production', 'Production', 'staging', 'test', 'Development'])
    expect(isStrict({ NODE_ENV }), NODE_ENV).toBe(true);
  expect(isStrict({ NODE_ENV: 'development' })).toBe(false);
});
