import { expect, test } from 'vitest';
import { allowsWasmIn } from './policy.ts';

test.each([
  ['', true],
  ["frame-ancestors 'none'", true],
  ["script-src 'self'", false],
  ["default-src 'none'; connect-src 'self'", false],
  ["default-src 'self' 'wasm-unsafe-eval'", true],
  ["default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", true],
  ["default-src 'wasm-unsafe-eval'; script-src 'self'", false],
  ["SCRIPT-SRC 'self' 'Unsafe-Eval'", true],
  ["script-src 'self'; script-src 'wasm-unsafe-eval'", false],
  ["script-src 'wasm-unsafe-eval', script-src 'self'", false],
  ["script-src 'wasm-unsafe-eval', img-src 'self'", true],
])('%j allows WebAssembly: %s', (header, allowed) => {
  expect(allowsWasmIn(header)).toBe(allowed);
});
